/**
 * The lexicon made ready for reading: a word is known by a hash of its letters, so that a text is looked up while it is
 * scanned, without a copy of any word. Two words with one hash would be read as one; at 30 bits that needs a caller who
 * searches for it, and gains nothing.
 */
import { isIndexed, WORD_CLASSES, type WordClass, wordsOf } from './lexicon';

/** Multiplier of FNV-1a; its offset is the hash of no letters. */
const HASH_PRIME = 0x01000193;
export const EMPTY_HASH = 0x811c9dc5 | 0;
/** Keeps a hash a small integer, which a Map looks up fastest. */
const HASH_MASK = 0x3fffffff;

export const hashStep = (hash: number, unit: number): number => Math.imul(hash ^ unit, HASH_PRIME);
export const hashEnd = (hash: number): number => (hash ^ (hash >>> 15)) & HASH_MASK;

function hashOf(word: string): number {
  let hash = EMPTY_HASH;
  for (let at = 0; at < word.length; at++) hash = hashStep(hash, word.charCodeAt(at));
  return hashEnd(hash);
}

const CLASS_INDEX: ReadonlyMap<WordClass, number> = new Map(WORD_CLASSES.map((name, index) => [name, index]));

export const indexOf = (name: WordClass): number => CLASS_INDEX.get(name) ?? -1;

/** Entry 0 is every word that the lexicon does not have. */
const entries = new Map<number, number[]>();
for (const [index, name] of WORD_CLASSES.entries()) {
  for (const word of wordsOf(name)) {
    const hash = hashOf(word);
    const classes = entries.get(hash) ?? [];
    entries.set(hash, classes.includes(index) ? classes : [...classes, index]);
  }
}

const hashes = [...entries.keys()];

/** Hash of a word → its entry. */
export const ENTRY_BY_HASH: ReadonlyMap<number, number> = new Map(hashes.map((hash, index) => [hash, index + 1]));

/** Entry → the classes it belongs to. */
const CLASSES_OF_ENTRY: readonly (readonly number[])[] = [[], ...entries.values()];

/** The same, but for classes that are only asked for. */
export const INDEXED_CLASSES_OF_ENTRY: readonly (readonly number[])[] = CLASSES_OF_ENTRY.map((classes) =>
  classes.filter((index) => isIndexed(WORD_CLASSES[index] as WordClass)),
);

const ENTRY_COUNT = hashes.length + 1;

/** Class → 1 at each of its entries. */
const MEMBERS: ReadonlyMap<WordClass, Uint8Array> = new Map(
  WORD_CLASSES.map((name, index) => [
    name,
    Uint8Array.from({ length: ENTRY_COUNT }, (_one, entry) => (CLASSES_OF_ENTRY[entry]?.includes(index) ? 1 : 0)),
  ]),
);
const NO_MEMBERS = new Uint8Array(0);

/** 1 at the entries of the class. */
export const membersOf = (name: WordClass): Uint8Array => MEMBERS.get(name) ?? NO_MEMBERS;
