/** A question, read once: what rules ask of its words, sentences, names and word classes. A word is an index. */
import { CELLS_SHIFT, COLUMN, LOOK, Words } from './columns';
import { scan } from './scan';
import { isIn, W, type WordClass } from './words';

/** Offsets into the question: from the first character to behind the last. */
export type Span = readonly [start: number, end: number];

// Own names instead of imported ones, which a compiled module looks up at every use.
const { END, ENTRY, HASH, SENTENCE, START } = COLUMN;
const { BREAK_BEFORE, CAPITAL, NUMERIC, QUOTE_BEFORE, SINGLE_LETTER } = LOOK;
const [isOf, shift] = [isIn, CELLS_SHIFT];
const { common, determiner, firstSecond, number, person } = W;

export class Reading {
  readonly #words: Words;
  #names: readonly number[] | undefined;
  readonly #found = new Map<(reading: Reading) => unknown, unknown>();

  /** @param words are filled anew: they belong to this reading until they are given to the next */
  constructor(question: string, words = new Words()) {
    scan(question, words);
    this.#words = words;
  }

  get count(): number {
    return this.#words.count;
  }

  get sentenceCount(): number {
    return this.#words.asked.length;
  }

  /** The words of the class, in order. */
  at(name: WordClass): readonly number[] {
    return this.#words.of(name);
  }

  has(name: WordClass): boolean {
    return this.#words.has(name);
  }

  is(word: number, name: WordClass): boolean {
    return isOf(this.#words.cells[(word << shift) + ENTRY] ?? 0, name);
  }

  /** The nearest word of the class from `first` to `last`, other than the word itself; -1 when there is none. */
  nearest(word: number, first: number, last: number, name: WordClass): number {
    const { cells } = this.#words;
    const farthest = Math.max(word - first, last - word);
    for (let distance = 1; distance <= farthest; distance++) {
      const [behind, before] = [word + distance, word - distance];
      if (behind <= last && isOf(cells[(behind << shift) + ENTRY] ?? 0, name)) return behind;
      if (before >= first && isOf(cells[(before << shift) + ENTRY] ?? 0, name)) return before;
    }
    return -1;
  }

  /** Equal for equal words, whatever their case. */
  identity(word: number): number {
    return this.#words.cells[(word << shift) + HASH] ?? 0;
  }

  sentenceOf(word: number): number {
    return this.#words.cells[(word << shift) + SENTENCE] ?? 0;
  }

  firstWord(sentence: number): number {
    return this.#words.sentences[sentence] ?? this.count;
  }

  /** Behind the last word of the sentence. */
  endWord(sentence: number): number {
    return this.#words.sentences[sentence + 1] ?? this.count;
  }

  /** The sentence ends with a question mark. */
  isAsked(sentence: number): boolean {
    return this.#words.asked[sentence] ?? false;
  }

  get asksAnything(): boolean {
    return this.#words.asked.includes(true);
  }

  isBreakBefore(word: number): boolean {
    return this.#flag(word, BREAK_BEFORE);
  }

  isQuoteBefore(word: number): boolean {
    return this.#flag(word, QUOTE_BEFORE);
  }

  isNumber(word: number): boolean {
    return this.#flag(word, NUMERIC) || this.is(word, number);
  }

  isDigits(word: number): boolean {
    return this.#flag(word, NUMERIC);
  }

  isSingleLetter(word: number): boolean {
    return this.#flag(word, SINGLE_LETTER);
  }

  isCapital(word: number): boolean {
    return this.#flag(word, CAPITAL);
  }

  /** What several rules ask for is looked for once. */
  once<T>(find: (reading: Reading) => T): T {
    if (!this.#found.has(find)) this.#found.set(find, find(this));
    return this.#found.get(find) as T;
  }

  /** What lists and puzzles are marked with: words of one letter, and words that begin with a digit; in order. */
  get marks(): readonly number[] {
    return this.#words.marks;
  }

  /** Capitalised words that are no ordinary beginning of a sentence. */
  get names(): readonly number[] {
    this.#names ??= this.#words.capitals.filter((word) => this.isName(word));
    return this.#names;
  }

  isName(word: number): boolean {
    if (!this.isCapital(word)) return false;
    if (this.#words.cells[(word << shift) + ENTRY] === 0) return true;
    // A word of the lexicon inside of a sentence: "Does Will know …", "but B does not".
    if (this.firstWord(this.sentenceOf(word)) === word || this.isCallerOrAsked(word)) return false;
    return this.isSingleLetter(word) || !this.is(word, common);
  }

  /** No word of the lexicon: mostly a noun of the matter at hand. */
  isUnknown(word: number): boolean {
    return this.#words.cells[(word << shift) + ENTRY] === 0 && word >= 0 && word < this.count && !this.isDigits(word);
  }

  /** A word that is described by another: "the old puppet". */
  isNoun(word: number): boolean {
    return (
      this.#words.cells[(word << shift) + ENTRY] === 0 &&
      (this.is(word - 1, determiner) || this.is(word - 2, determiner))
    );
  }

  /** A name, or a word for a person who is neither the caller nor the one asked. */
  isAgent(word: number): boolean {
    return this.is(word, person) || this.isName(word);
  }

  /** "I", "your": the caller, or who is asked. */
  isCallerOrAsked(word: number): boolean {
    return this.is(word, firstSecond);
  }

  span(from: number, to: number = from): Span {
    return [this.#words.cells[(from << shift) + START] ?? 0, this.#words.cells[(to << shift) + END] ?? 0];
  }

  #flag(word: number, flag: number): boolean {
    return ((this.#words.cells[(word << shift) + COLUMN.LOOK] ?? 0) & flag) !== 0;
  }
}
