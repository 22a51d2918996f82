/** Minds: words of thinking with those whose minds they are, which belief and hidden state have in common. */
import { W } from '../words';
import type { Reading } from '../reading';
import { companion } from '../relate';
import { inquiries } from './inquiry';

export function agents(reading: Reading): readonly number[] {
  return [...reading.names, ...reading.at(W.person)];
}

const OWNER_REACH = 5;

/** Whose mind it is: the agent before the word, or behind the auxiliary ("does Anne think"); -1 for I, you and nobody. */
export function ownerOf(reading: Reading, mind: number): number {
  const owner = companion(
    reading,
    mind,
    { before: OWNER_REACH, behind: 0 },
    (at) => reading.isAgent(at) || reading.isCallerOrAsked(at),
  );
  return owner >= 0 && reading.isCallerOrAsked(owner) ? -1 : owner;
}

/** How far behind the asking word the mind stands: "where does the nurse of the day shift go first". */
const QUESTION_REACH = 10;

/** A question about what a third person thinks, knows or will look for: the owner and the word; null when none is asked. */
export const mindQuestion = (reading: Reading): readonly number[] | null => reading.once(findMindQuestion);

const findMindQuestion = (reading: Reading): readonly number[] | null =>
  questionAbout(reading, (word) => reading.isAgent(word) || reading.isNoun(word));

/** The same of whoever has a mind in this story: "does the puppet know", "where does charge look". */
export const anyMindQuestion = (reading: Reading): readonly number[] | null => reading.once(findAnyMindQuestion);

const findAnyMindQuestion = (reading: Reading): readonly number[] | null =>
  questionAbout(
    reading,
    (word) =>
      reading.isAgent(word) || reading.isUnknown(word) || reading.is(word, W.ordinal) || reading.is(word, W.everyone),
  );

function questionAbout(reading: Reading, isOwner: (word: number) => boolean): readonly number[] | null {
  for (const [asking, end] of reading.once(questionsOfThought)) {
    const found = askedMind(reading, [asking, end], isOwner);
    if (found !== null) return found;
  }
  return null;
}

/** Words that ask, with the end of where a thought may stand; those that have one there. */
function questionsOfThought(reading: Reading): readonly (readonly [asking: number, end: number])[] {
  const found: [number, number][] = [];
  for (const asking of inquiries(reading)) {
    const end = Math.min(asking + QUESTION_REACH + 1, reading.endWord(reading.sentenceOf(asking)));
    let word = asking + 1;
    while (word < end && !reading.is(word, W.thought) && !reading.is(word, W.perceive)) word++;
    if (word < end) found.push([asking, end]);
  }
  return found;
}

const isThoughtOrSight = (reading: Reading, word: number): boolean =>
  reading.is(word, W.thought) || (reading.is(word, W.perceive) && reading.isAsked(reading.sentenceOf(word)));

/** The owner and what is asked of him, behind the asking word; "who" is an owner itself. */
function askedMind(
  reading: Reading,
  [asking, end]: readonly [number, number],
  isOwner: (word: number) => boolean,
): readonly number[] | null {
  let owner = reading.is(asking, W.asker) ? asking : -1;
  for (let word = asking + 1; word < end; word++) {
    if (reading.isCallerOrAsked(word) || (reading.isBreakBefore(word) && !reading.isAgent(owner))) owner = -1;
    else if (owner >= 0 && isThoughtOrSight(reading, word)) return [owner, word];
    // "a vet" is nobody of this story.
    else if (isOwner(word) && !reading.is(word - 1, W.aOne)) owner = word;
  }
  return null;
}
