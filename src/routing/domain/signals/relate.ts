/** How words stand to each other: the vocabulary in which rules are written. Every function is linear in the words it is given. */
import { type IndexedClass, isIndexed, type WordClass } from './lexicon';
import type { Reading, Span } from './reading';

/** Where to look for a companion of a word, in words before and behind it. */
export interface Reach {
  readonly before: number;
  readonly behind: number;
  /** Sentences further than its own, 0 unless said. */
  readonly sentences?: number;
}

export const around = (words: number, sentences = 0): Reach => ({ before: words, behind: words, sentences });
export const behind = (words: number): Reach => ({ before: 0, behind: words });

/** The nearest other word within reach that is as asked; -1 when there is none. Its cost is bounded by the reach. */
export function companion(reading: Reading, word: number, reach: Reach, is: (other: number) => boolean): number {
  const sentence = reading.sentenceOf(word);
  const more = reach.sentences ?? 0;
  const first = Math.max(word - reach.before, reading.firstWord(Math.max(0, sentence - more)));
  const last = Math.min(word + reach.behind, reading.endWord(sentence + more) - 1);
  const farthest = Math.max(word - first, last - word);
  for (let distance = 1; distance <= farthest; distance++) {
    if (word + distance <= last && is(word + distance)) return word + distance;
    if (word - distance >= first && is(word - distance)) return word - distance;
  }
  return -1;
}

export const companionOf = (reading: Reading, word: number, reach: Reach, name: WordClass): number =>
  companion(reading, word, reach, reading.tester(name));

/** Words of a class that have, each within its reach, a companion of every class asked for; with the companions. */
export function clusters(
  reading: Reading,
  anchor: IndexedClass,
  companions: readonly (readonly [IndexedClass, Reach])[],
): readonly (readonly number[])[] {
  const anchors = reading.at(anchor);
  if (anchors.length === 0 || companions.some(([name]) => !reading.has(name))) return [];
  return anchors.map((word) => companionsOf(reading, word, companions)).filter((found) => found !== null);
}

/** A structure as a row: a word of the class, and what has to stand within reach of it. */
export interface Structure {
  readonly anchor: IndexedClass;
  readonly with: readonly (readonly [WordClass, Reach])[];
}

/** The words of the first structure that the question has; null when it has none of them. */
export function firstOf(reading: Reading, structures: readonly Structure[]): readonly number[] | null {
  for (const { anchor, with: companions } of structures) {
    if (!reading.has(anchor) || companions.some(([name]) => isIndexed(name) && !reading.has(name))) continue;
    for (const word of reading.at(anchor)) {
      const found = companionsOf(reading, word, companions);
      if (found !== null) return found;
    }
  }
  return null;
}

/** How much the words within reach weigh together. */
export function weigh(reading: Reading, word: number, reach: Reach, weightOf: (other: number) => number): number {
  const sentence = reading.sentenceOf(word);
  const more = reach.sentences ?? 0;
  const first = Math.max(word - reach.before, reading.firstWord(Math.max(0, sentence - more)));
  const last = Math.min(word + reach.behind, reading.endWord(sentence + more) - 1);
  let weight = 0;
  for (let at = first; at <= last; at++) if (at !== word) weight += weightOf(at);
  return weight;
}

/** The word and its companions, all of them different words; null when one is missing. */
export function companionsOf(
  reading: Reading,
  word: number,
  companions: readonly (readonly [WordClass, Reach])[],
): readonly number[] | null {
  const found = [word];
  for (const [name, reach] of companions) {
    const is = reading.tester(name);
    const other = companion(reading, word, reach, (at) => is(at) && !found.includes(at));
    if (other < 0) return null;
    found.push(other);
  }
  return found;
}

/** How many sentences after the first of them hold the last; enough to bound what evidence costs to store. */
const MAX_SPANS = 8;

/** Words as evidence: in order, each once, the first of them where there are many. */
export const evidence = (reading: Reading, words: Iterable<number>): readonly Span[] =>
  [...new Set(words)]
    .sort((a, b) => a - b)
    .slice(0, MAX_SPANS)
    .map((word) => reading.span(word));

export function countDistinct(reading: Reading, words: Iterable<number>): number {
  const identities = new Set<number>();
  for (const word of words) identities.add(reading.identity(word));
  return identities.size;
}
