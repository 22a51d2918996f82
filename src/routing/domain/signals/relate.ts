/** How words stand to each other: the vocabulary in which rules are written. Every function is linear in the words it is given. */
import type { Reading, Span } from './reading';
import type { WordClass } from './words';

/** Where to look for a companion of a word, in words before and behind it. */
export interface Reach {
  readonly before: number;
  readonly behind: number;
  /** Sentences further than its own, 0 unless said. */
  readonly sentences?: number;
}

export const around = (words: number, sentences = 0): Reach => ({ before: words, behind: words, sentences });
export const before = (words: number): Reach => ({ before: words, behind: 0 });
export const behind = (words: number): Reach => ({ before: 0, behind: words });

function firstWithin(reading: Reading, word: number, { before, sentences = 0 }: Reach): number {
  if (before === 0) return word;
  return Math.max(word - before, reading.firstWord(Math.max(0, reading.sentenceOf(word) - sentences)));
}

function lastWithin(reading: Reading, word: number, { behind, sentences = 0 }: Reach): number {
  if (behind === 0) return word;
  return Math.min(word + behind, reading.endWord(reading.sentenceOf(word) + sentences) - 1);
}

/** The nearest other word within reach that is as asked; -1 when there is none. Its cost is bounded by the reach. */
export function companion(reading: Reading, word: number, reach: Reach, is: (other: number) => boolean): number {
  const [first, last] = [firstWithin(reading, word, reach), lastWithin(reading, word, reach)];
  const farthest = Math.max(word - first, last - word);
  for (let distance = 1; distance <= farthest; distance++) {
    if (word + distance <= last && is(word + distance)) return word + distance;
    if (word - distance >= first && is(word - distance)) return word - distance;
  }
  return -1;
}

/** The same, of a class; it costs nothing where the question has no word of it. */
export const companionOf = (reading: Reading, word: number, reach: Reach, name: WordClass): number =>
  reading.has(name)
    ? reading.nearest(word, firstWithin(reading, word, reach), lastWithin(reading, word, reach), name)
    : -1;

/** A structure as a row: a word of the class, and what has to stand within reach of it. */
export interface Structure {
  readonly anchor: WordClass;
  readonly with: readonly (readonly [WordClass, Reach])[];
}

/** Whether the question has a word of every class of the row; where it does not, looking for it costs nothing more. */
function mayHave(reading: Reading, { anchor, with: companions }: Structure): boolean {
  if (!reading.has(anchor)) return false;
  for (const [name] of companions) if (!reading.has(name)) return false;
  return true;
}

/** Every word that the structure hangs on, each with its companions. */
export function clusters(reading: Reading, structure: Structure): readonly (readonly number[])[] {
  if (!mayHave(reading, structure)) return [];
  const { anchor, with: companions } = structure;
  return reading
    .at(anchor)
    .map((word) => companionsOf(reading, word, companions))
    .filter((found) => found !== null);
}

/** The words of the first structure that the question has; null when it has none of them. */
export function firstOf(reading: Reading, structures: readonly Structure[]): readonly number[] | null {
  for (const structure of structures) {
    if (!mayHave(reading, structure)) continue;
    for (const word of reading.at(structure.anchor)) {
      const found = companionsOf(reading, word, structure.with);
      if (found !== null) return found;
    }
  }
  return null;
}

/** The same word at most so many words before; -1 when it is not there. */
export function earlier(reading: Reading, word: number, words: number): number {
  const identity = reading.identity(word);
  for (let at = word - 1; at >= Math.max(0, word - words); at--) if (reading.identity(at) === identity) return at;
  return -1;
}

/** How much the words within reach weigh together. */
export function weigh(reading: Reading, word: number, reach: Reach, weightOf: (other: number) => number): number {
  const [first, last] = [firstWithin(reading, word, reach), lastWithin(reading, word, reach)];
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
    let other = companionOf(reading, word, reach, name);
    if (found.includes(other))
      other = companion(reading, word, reach, (at) => reading.is(at, name) && !found.includes(at));
    if (other < 0) return null;
    found.push(other);
  }
  return found;
}

/** How many words of what is sought make a structure, and in how many words of a question one of them has to stand. */
export interface Density {
  readonly least: number;
  readonly wordsPer: number;
}

/** Whether the question may be as dense with words of the classes; a word of two of them counts twice. */
export function mayBeDense(reading: Reading, names: readonly WordClass[], { least, wordsPer }: Density): boolean {
  let most = 0;
  for (const name of names) most += reading.at(name).length;
  return most >= least && most * wordsPer >= reading.count;
}

/** The words of the classes, each once, where they are as dense; null where they are scattered, as in a report. */
export function gathered(reading: Reading, names: readonly WordClass[], density: Density): ReadonlySet<number> | null {
  if (!mayBeDense(reading, names, density)) return null;
  const words = new Set(names.flatMap((name) => reading.at(name)));
  return words.size < density.least || words.size * density.wordsPer < reading.count ? null : words;
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
