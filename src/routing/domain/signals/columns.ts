/** The words of a question as a table of numbers: where each stands, what it is, and where the words of each class are. */
import { CLASS_NAMES } from './lexicon';
import { CLASSES, entryOf, FIRST_CLASS, isIn, W, type WordClass } from './words';

/** What a word looks like, and what stands before it. */
export const LOOK = { CAPITAL: 1, BREAK_BEFORE: 2, NUMERIC: 4, SINGLE_LETTER: 8, QUOTE_BEFORE: 16 } as const;

/** The columns of a word; `ENTRY` is that of the lexicon, 0 for a word that it does not have. */
export const COLUMN = { START: 0, END: 1, HASH: 2, ENTRY: 3, SENTENCE: 4, LOOK: 5 } as const;

/** Bits by which the number of a word is shifted to its first cell: eight cells lie within one line of the cache. */
export const CELLS_SHIFT = 3;

// Own names instead of exported ones, which a compiled module looks up at every use.
const { CAPITAL } = LOOK;
const MARK = LOOK.NUMERIC | LOOK.SINGLE_LETTER;
const [classes, firstClass, findEntry] = [CLASSES, FIRST_CLASS, entryOf];
const { ENTRY } = COLUMN;
const shift = CELLS_SHIFT;

/** Ends a chain of occurrences. */
const NOWHERE = 0;
const NONE: readonly number[] = [];

/**
 * A word is an index. Used for one text after another, since typed arrays are allocated outside of the heap, which for a
 * short text costs more than to read it.
 */
export class Words {
  /** Eight cells for each word. */
  cells = new Int32Array(0);
  /** Capitalised words, in order. */
  capitals: number[] = [];
  /** Words of one letter and words that begin with a digit, in order. */
  marks: number[] = [];
  /** Sentence → its first word; one more entry closes the last sentence. */
  sentences: number[] = [0];
  /** Sentence → whether it ends with a question mark. */
  asked: boolean[] = [];
  count = 0;

  /** Class → its last occurrence, from which chains lead back to the first. */
  readonly #last = new Int32Array(CLASS_NAMES.length);
  /** Two cells for each occurrence: its word, and the occurrence of the same class before it. */
  #chains = new Int32Array(2);
  #occurrences = NOWHERE;
  /** Class → its words, once they have been asked for. */
  readonly #listed = new Array<readonly number[] | undefined>(CLASS_NAMES.length).fill(undefined);

  /** Makes room for a text of so many characters, and forgets the one before it. */
  begin(length: number): void {
    // A word and what separates it from the next are two characters at least.
    const most = ((length >> 1) + 1) << shift;
    if (most > this.cells.length) this.cells = new Int32Array(most);
    // Rules ask for the word behind the last one too: it must not be found there.
    else this.cells.fill(0, 0, this.count << shift);
    this.#last.fill(NOWHERE);
    this.#listed.fill(undefined);
    this.#occurrences = NOWHERE;
    this.capitals = [];
    this.marks = [];
    this.sentences = [0];
    this.asked = [];
    this.count = 0;
  }

  add(start: number, end: number, hash: number, flags: number): void {
    const word = this.count++;
    const entry = findEntry(hash);
    const { cells } = this;
    // In the order of the columns, which are looked up more slowly than written out.
    const at = word << shift;
    cells[at] = start;
    cells[at + 1] = end;
    cells[at + 2] = hash;
    cells[at + 3] = entry;
    cells[at + 4] = this.asked.length;
    cells[at + 5] = flags;
    if (flags !== 0) this.#addLook(word, flags);
    if (entry !== 0) this.#addClasses(word, firstClass[entry] ?? 0, firstClass[entry + 1] ?? 0);
  }

  #addLook(word: number, flags: number): void {
    if ((flags & CAPITAL) !== 0) this.capitals.push(word);
    if ((flags & MARK) !== 0) this.marks.push(word);
  }

  #addClasses(word: number, from: number, to: number): void {
    const last = this.#last;
    let occurrence = this.#occurrences;
    if (occurrence + 2 * (to - from) + 2 >= this.#chains.length) this.#growChains(to - from);
    const chains = this.#chains;
    for (let at = from; at < to; at++) {
      const name = classes[at] ?? 0;
      occurrence += 2;
      chains[occurrence] = word;
      chains[occurrence + 1] = last[name] ?? NOWHERE;
      last[name] = occurrence;
    }
    this.#occurrences = occurrence;
  }

  #growChains(more: number): void {
    const longer = new Int32Array(2 * (this.#chains.length + 2 * more));
    longer.set(this.#chains);
    this.#chains = longer;
  }

  has(name: WordClass): boolean {
    return this.#last[name] !== NOWHERE;
  }

  /** The words of the class, in order. */
  of(name: WordClass): readonly number[] {
    if (!this.has(name)) return NONE;
    return (this.#listed[name] ??= this.#list(name));
  }

  #list(name: WordClass): readonly number[] {
    const [chains, last] = [this.#chains, this.#last[name] ?? NOWHERE];
    let count = 0;
    for (let at = last; at !== NOWHERE; at = chains[at + 1] ?? NOWHERE) count++;
    const words = new Array<number>(count);
    for (let at = last; at !== NOWHERE; at = chains[at + 1] ?? NOWHERE) words[--count] = chains[at] ?? 0;
    return words;
  }

  endSentence(asked: boolean): void {
    if (this.sentences[this.sentences.length - 1] === this.count) {
      // Nothing but marks: "?!" still asks what the sentence before it said.
      if (asked && this.asked.length > 0) this.asked[this.asked.length - 1] = true;
      return;
    }
    this.sentences.push(this.count);
    this.asked.push(asked);
  }

  /** "Dr. Snow" goes on; so does a letter with a stop, "J. Snow". */
  get isAbbreviated(): boolean {
    const last = this.count - 1;
    return last >= 0 && isIn(this.cells[(last << shift) + ENTRY] ?? 0, W.title);
  }
}
