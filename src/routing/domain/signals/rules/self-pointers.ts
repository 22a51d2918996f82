/** Self-pointers: where a text that is asked for, or the question itself, is pointed at from within. */
import type { IndexedClass } from '../lexicon';
import type { Reading } from '../reading';
import { companion, companionOf } from '../relate';

export interface Pointer {
  readonly first: number;
  readonly last: number;
  /** Nothing but the text at hand can be meant. */
  readonly isSure: boolean;
}

/** A word that points, whether surely, and when it does. */
const POINTERS: readonly (readonly [IndexedClass, boolean, (reading: Reading, word: number) => boolean])[] = [
  ['itself', false, (reading, word) => !isOfPeople(reading, word)],
  /** "how many words it has" */
  [
    'it',
    true,
    (reading, word) => isStating(reading, word + 1) && !reading.is(word - 1, 'modal') && isMeasured(reading, word),
  ],
  /** "how long it is" */
  ['it', false, (reading, word) => reading.is(word - 1, 'sizes')],
  /** "mentions being a poem" */
  ['being', false, (reading, word) => reading.is(word - 1, 'stated') || reading.is(word - 1, 'regarding')],
  ['versa', false, () => true],
];

/** "itself", "its own", "how many words it contains", "the words you used", and texts that are pointed at. */
export function* selfPointers(reading: Reading): Generator<Pointer> {
  for (const [name, isSure, points] of POINTERS)
    for (const word of reading.at(name)) if (points(reading, word)) yield { first: word, last: word, isSure };
  for (const word of reading.at('own'))
    if (reading.is(word - 1, 'itsTheir') || reading.is(word - 1, 'selfText'))
      yield {
        first: word - 1,
        last: word,
        isSure: reading.is(word - 1, 'selfText') || reading.is(word + 1, 'lengthOf'),
      };
  yield* textPointers(reading);
  yield* yourWords(reading);
}

/** "this sentence", "your answer", "that same line", and the second mention of what is to be written: "the email". */
function* textPointers(reading: Reading): Generator<Pointer> {
  for (const word of [...reading.at('thisYour'), ...reading.at('selfSame')])
    if (reading.is(word + 1, 'ownText') && !reading.is(word - 1, 'write') && !handsOver(reading, word))
      yield { first: word, last: word + 1, isSure: reading.is(word + 1, 'replies') && reading.is(word, 'pointed') };
  for (const word of reading.at('selfText'))
    if (isMentionedAgain(reading, word))
      yield { first: word - 1, last: word, isSure: reading.is(word - 1, 'pointed') || isLengthOf(reading, word) };
}

/** "the number of words that you have used" */
function* yourWords(reading: Reading): Generator<Pointer> {
  for (const word of reading.at('you_')) {
    const made = companionOf(reading, word, { before: 0, behind: 3 }, 'madeOf');
    if (made >= 0 && isMeasured(reading, word)) yield { first: word, last: made, isSure: true };
  }
}

const isStating = (reading: Reading, word: number): boolean => reading.is(word, 'stated') || reading.is(word, 'has_');

/** "words that people use to describe themselves" */
const isOfPeople = (reading: Reading, word: number): boolean =>
  reading.is(word, 'plural') &&
  companion(reading, word, { before: 6, behind: 0 }, (at) => reading.is(at, 'person') || reading.is(at, 'worldly')) >=
    0;

const isMeasured = (reading: Reading, word: number): boolean =>
  companionOf(reading, word, { before: 5, behind: 0 }, 'counted') >= 0;

/** "the length of the list" */
const isLengthOf = (reading: Reading, word: number): boolean =>
  reading.is(word - 2, 'regarding') && reading.is(word - 3, 'lengthOf');

/** "Count the words in this sentence: …": the text that is meant follows. */
const handsOver = (reading: Reading, word: number): boolean =>
  reading.isBreakBefore(word + 2) || reading.isBreakBefore(word + 3);

const MENTION_REACH = 22;

/** The same word before, and between them a clause about it: "a label that lists … of the label". */
function isMentionedAgain(reading: Reading, word: number): boolean {
  if (!reading.is(word - 1, 'pointing') && !reading.is(word - 2, 'pointing')) return false;
  const identity = reading.identity(word);
  const first = companion(
    reading,
    word,
    { before: MENTION_REACH, behind: 0 },
    (at) => reading.identity(at) === identity,
  );
  if (first < 0 || !(reading.is(first - 1, 'introducing') || reading.is(first - 2, 'introducing'))) return false;
  return companion(reading, word, { before: word - first - 1, behind: 0 }, (at) => reading.is(at, 'relating')) >= 0;
}
