/** Suppositions: words that put what is not so. */
import { W, type WordClass } from '../words';
import type { Reading } from '../reading';
import { around, before, companionOf } from '../relate';

/** The words that suppose, in order: "suppose", "if", and "say", "had", "without" where they open a clause. */
export const suppositions = (reading: Reading): readonly number[] => reading.once(findSuppositions);

function findSuppositions(reading: Reading): readonly number[] {
  const opening = reading.at(W.supposing).filter((word) => opens(reading, word));
  const inverted = reading.at(W.inverted).filter((word) => isInverted(reading, word));
  return [...reading.at(W.suppose), ...opening, ...inverted].sort((a, b) => a - b);
}

/** "Had Carthage won, …", "What would be different had Carthage won?" */
export function isInverted(reading: Reading, word: number): boolean {
  if (reading.firstWord(reading.sentenceOf(word)) === word || reading.isQuoteBefore(word)) return true;
  if (reading.is(word - 1, W.subject_) || reading.is(word + 1, W.subject_)) return false;
  if (companionOf(reading, word, before(25), W.suppose) >= 0) return false;
  const isClause = reading.isBreakBefore(word);
  if (!isClause && !reading.isAsked(reading.sentenceOf(word))) return false;
  return companionOf(reading, word, isClause ? around(25) : before(14), W.conditional) >= 0;
}

export const opens = (reading: Reading, word: number): boolean =>
  reading.isBreakBefore(word) || reading.isQuoteBefore(word) || reading.firstWord(reading.sentenceOf(word)) === word;

/** The supposition that is nearest to the word, at most so many sentences away; -1 when there is none. */
export function supposedNear(reading: Reading, word: number, sentences: number): number {
  const all = suppositions(reading);
  const next = firstFrom(all, word);
  const behind = all[next] === word ? next + 1 : next;
  const isNear = (at: number): boolean => Math.abs(reading.sentenceOf(at) - reading.sentenceOf(word)) <= sentences;
  const found = [all[next - 1], all[behind]].filter((at) => at !== undefined && isNear(at)) as number[];
  return found.sort((a, b) => Math.abs(a - word) - Math.abs(b - word))[0] ?? -1;
}

/** Index of the first that is not before the word, in words that are in order. */
function firstFrom(words: readonly number[], word: number): number {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle] ?? 0) < word) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** "what if" */
export const isWhatIf = (reading: Reading, supposed: number): boolean => reading.is(supposed - 1, W.what);

/** "if I", "suppose that my": somebody's own affair. */
export const isOwnAffair = (reading: Reading, supposed: number): boolean =>
  reading.is(supposed + 1, W.oneself) || (reading.is(supposed + 1, W.that_) && reading.is(supposed + 2, W.oneself));

export function sentenceHas(reading: Reading, word: number, name: WordClass): boolean {
  if (!reading.has(name)) return false;
  const sentence = reading.sentenceOf(word);
  for (let at = reading.firstWord(sentence); at < reading.endWord(sentence); at++)
    if (reading.is(at, name) && !isNumeral(reading, at)) return true;
  return false;
}

/** The "I" of "World War I". */
const isNumeral = (reading: Reading, word: number): boolean =>
  reading.isSingleLetter(word) && reading.is(word - 1, W.history);
