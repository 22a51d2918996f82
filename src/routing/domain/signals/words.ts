/** The lexicon made ready for reading: from the hash of a word to its entry, and from the entry to its classes. */
import { HashIndex } from '../hash-index';
import { hashOf } from '../word-hash';
import { isIndexed, WORD_CLASSES, type WordClass, wordsOf } from './lexicon';

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
export const ENTRY_BY_HASH = new HashIndex(new Map(hashes.map((hash, index) => [hash, index + 1])));

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
