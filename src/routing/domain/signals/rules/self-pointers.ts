/** Self-pointers: where a text that is asked for, or the question itself, is pointed at from within. */
import type { Reading } from '../reading';
import { before, behind, companionOf, earlier } from '../relate';
import { W } from '../words';

export interface Pointer {
  readonly first: number;
  readonly last: number;
  /** What is measured of the text stands with the pointer, and need not be looked for: "its own length". */
  readonly measure?: number;
  /** Any measure around it will do: "itself" and "this sentence" point at little else. */
  readonly isReflexive?: true;
}

/** "itself", "its own", "how many words it contains", "the words you used", and texts that are pointed at. */
export function* selfPointers(reading: Reading): Generator<Pointer> {
  for (const word of reading.at(W.itself))
    if (companionOf(reading, word, before(14), W.selfText) >= 0 && !isOfPeople(reading, word))
      yield { first: word, last: word, isReflexive: true };
  if (reading.has(W.ownMeasure)) for (const word of reading.at(W.own)) yield* ownText(reading, word);
  yield* thisText(reading);
  // The others point at nothing but what is counted.
  if (reading.has(W.counted) && reading.has(W.fewUnits)) yield* countedPointers(reading);
}

function* countedPointers(reading: Reading): Generator<Pointer> {
  for (const word of reading.at(W.it)) if (isStating(reading, word)) yield* counted(reading, word, word);
  for (const word of reading.at(W.selfText))
    if (isMentionedAgain(reading, word)) yield* counted(reading, word - 1, word);
  yield* yourWords(reading);
}

/** "how many words it has": the count and its unit before the pointer. */
function* counted(reading: Reading, first: number, last: number): Generator<Pointer> {
  const measure = countBefore(reading, first);
  if (measure >= 0) yield { first, last, measure };
}

const COUNT_REACH = 9;

/** "the number of words in …", "how often the letter e occurs in …"; -1 when nothing is counted. */
function countBefore(reading: Reading, word: number): number {
  const count = companionOf(reading, word, before(COUNT_REACH), W.counted);
  return count < 0 ? -1 : companionOf(reading, count, behind(word - count), W.fewUnits);
}

/** "its own length", "your own answer", "the email's own subject" */
function* ownText(reading: Reading, word: number): Generator<Pointer> {
  if (!reading.is(word - 1, W.itsTheir) && !reading.is(word - 1, W.selfText) && !reading.is(word - 1, W.thisYour))
    return;
  const measure = companionOf(reading, word, behind(3), W.ownMeasure);
  // "each on its own line"
  const isPlaced = reading.is(word - 2, W.placing) && reading.is(word + 1, W.fewUnits);
  if (measure >= 0 && !isPlaced) yield { first: word - 1, last: word, measure };
}

/** "this sentence", "your answer", "that same line". */
function* thisText(reading: Reading): Generator<Pointer> {
  for (const word of [...reading.at(W.thisYour), ...reading.at(W.selfSame)]) {
    // "your next message", "your sentence"
    const text = reading.is(word + 1, W.midst) ? word + 2 : word + 1;
    if (!reading.is(text, W.ownText) || reading.is(word - 1, W.write) || handsOver(reading, text)) continue;
    yield* counted(reading, word, text);
    yield { first: word, last: text, isReflexive: true };
  }
}

/** "the number of words that you have used" */
function* yourWords(reading: Reading): Generator<Pointer> {
  for (const word of reading.at(W.you_)) {
    const made = companionOf(reading, word, behind(3), W.madeOf);
    if (made >= 0) yield* counted(reading, word, made);
  }
}

/** "it has", "it truly contains" */
const isStating = (reading: Reading, word: number): boolean =>
  !reading.is(word - 1, W.modal) &&
  (reading.is(word + 1, W.stated) || reading.is(word + 1, W.has_) || reading.is(word + 2, W.stated));

/** "words that people use to describe themselves" */
const isOfPeople = (reading: Reading, word: number): boolean =>
  reading.is(word, W.plural) && companionOf(reading, word, before(6), W.person) >= 0;

/** "Count the words in this sentence: …": the text that is meant follows. */
const handsOver = (reading: Reading, text: number): boolean =>
  reading.isBreakBefore(text + 1) || reading.isBreakBefore(text + 2) || reading.isQuoteBefore(text + 1);

/** "the list", "your list" */
export const isPointedAt = (reading: Reading, word: number): boolean => reading.is(word - 1, W.definite);

const MENTION_REACH = 24;

/** The same word before, and between them a clause about it: "a label that lists … of the label". */
function isMentionedAgain(reading: Reading, word: number): boolean {
  if (!isPointedAt(reading, word) && !isPointedAt(reading, word - 1)) return false;
  const first = earlier(reading, word, MENTION_REACH);
  const isIntroduced = reading.is(first - 1, W.introducing) || reading.is(first - 2, W.introducing);
  return first >= 0 && isIntroduced && companionOf(reading, word, before(word - first - 1), W.relating) >= 0;
}
