/** The lexicon made ready for reading: each class a number, each of its words a row of bits, one for each class. */
import { HashIndex } from '../hash-index';
import { hashOf } from '../word-hash';
import { CLASS_NAMES, type ClassName, wordsOf } from './lexicon';

declare const classBrand: unique symbol;

/** A word class: its place in `CLASS_NAMES`, and its bit in the rows. */
export type WordClass = number & { readonly [classBrand]: true };

const numbered = Object.fromEntries(CLASS_NAMES.map((name, index) => [name, index]));

/** The word classes by name; inherited, since what a prototype holds is read as fast as a constant. */
export const W = Object.create(numbered) as Readonly<Record<ClassName, WordClass>>;

const classesByHash = new Map<number, number[]>();
for (const [index, name] of CLASS_NAMES.entries()) {
  for (const hash of wordsOf(name).map(hashOf)) {
    const classes = classesByHash.get(hash) ?? [];
    classesByHash.set(hash, classes.includes(index) ? classes : [...classes, index]);
  }
}

const entries = [[], ...classesByHash.values()];
const index = new HashIndex(classesByHash);

/** The word's entry in the lexicon; 0 for a word that it does not have. */
export const entryOf = (hash: number): number => index.placeOf(hash) + 1;

/** So many bits does a cell of a row hold, a power of two. */
const CELL_BITS = 32;
const CELLS = Math.ceil(CLASS_NAMES.length / CELL_BITS);

/** Entry → a bit for each class. */
const rows = new Int32Array(CELLS * entries.length);
/** Entry → where its classes begin in `CLASSES`; they end where those of the next begin. */
export const FIRST_CLASS = new Int32Array(entries.length + 1);
/** The classes of each entry. */
export const CLASSES = Int32Array.from(entries.flat());

for (const [entry, classes] of entries.entries()) {
  FIRST_CLASS[entry + 1] = (FIRST_CLASS[entry] ?? 0) + classes.length;
  for (const name of classes) {
    const cell = entry * CELLS + Math.floor(name / CELL_BITS);
    rows[cell] = (rows[cell] ?? 0) | (1 << (name % CELL_BITS));
  }
}

/** Whether the word of the lexicon is of the class. */
export const isIn = (entry: number, name: WordClass): boolean =>
  // A shift takes of its right side what a cell has bits.
  ((rows[entry * CELLS + (name >> 5)] ?? 0) & (1 << name)) !== 0;
