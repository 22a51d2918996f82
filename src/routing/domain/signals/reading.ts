/** A question, read once: what rules ask of its words, sentences, names and word classes. A word is an index. */
import type { IndexedClass, WordClass } from './lexicon';
import { BREAK_BEFORE, CAPITAL, NUMERIC, QUOTE_BEFORE, scan, SINGLE_LETTER, Words } from './scan';
import { indexOf, membersOf } from './words';

/** Offsets into the question: from the first character to behind the last. */
export type Span = readonly [start: number, end: number];

const NONE: readonly number[] = [];

// Asked of nearly every word, hence looked up once.
const COMMON = membersOf('common');
const DETERMINERS = membersOf('determiner');
const FIRST_SECOND = membersOf('firstSecond');
const NUMBERS = membersOf('number');
const PERSONS = membersOf('person');

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
  at(name: IndexedClass): readonly number[] {
    return this.#words.postings[indexOf(name)] ?? NONE;
  }

  has(name: IndexedClass): boolean {
    return this.#words.postings[indexOf(name)] !== undefined;
  }

  is(word: number, name: WordClass): boolean {
    return this.#isIn(membersOf(name), word);
  }

  /** The question that `is` answers, for many words. */
  tester(name: WordClass): (word: number) => boolean {
    const members = membersOf(name);
    const { entry } = this.#words;
    return (word) => members[entry[word] ?? 0] === 1;
  }

  /** Equal for equal words, whatever their case. */
  identity(word: number): number {
    return this.#words.hash[word] ?? 0;
  }

  sentenceOf(word: number): number {
    return this.#words.sentence[word] ?? 0;
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
    return this.#flag(word, NUMERIC) || this.#isIn(NUMBERS, word);
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

  /** Words of one letter, in order. */
  get letters(): readonly number[] {
    return this.#words.letters;
  }

  /** Capitalised words that are no ordinary beginning of a sentence. */
  get names(): readonly number[] {
    this.#names ??= this.#words.capitals.filter((word) => this.isName(word));
    return this.#names;
  }

  isName(word: number): boolean {
    if (!this.isCapital(word)) return false;
    if (this.#words.entry[word] === 0) return true;
    // A word of the lexicon inside of a sentence: "Does Will know …", "but B does not".
    if (this.firstWord(this.sentenceOf(word)) === word || this.isCallerOrAsked(word)) return false;
    return this.isSingleLetter(word) || !this.#isIn(COMMON, word);
  }

  /** No word of the lexicon: mostly a noun of the matter at hand. */
  isUnknown(word: number): boolean {
    return this.#words.entry[word] === 0 && word >= 0 && word < this.count && !this.isDigits(word);
  }

  /** A word that is described by another: "the old puppet". */
  isNoun(word: number): boolean {
    return this.#words.entry[word] === 0 && (this.#isIn(DETERMINERS, word - 1) || this.#isIn(DETERMINERS, word - 2));
  }

  /** A name, or a word for a person who is neither the caller nor the one asked. */
  isAgent(word: number): boolean {
    return this.#isIn(PERSONS, word) || this.isName(word);
  }

  /** "I", "your": the caller, or who is asked. */
  isCallerOrAsked(word: number): boolean {
    return this.#isIn(FIRST_SECOND, word);
  }

  span(from: number, to: number = from): Span {
    return [this.#words.start[from] ?? 0, this.#words.end[to] ?? 0];
  }

  #isIn(members: Uint8Array, word: number): boolean {
    return members[this.#words.entry[word] ?? 0] === 1;
  }

  #flag(word: number, flag: number): boolean {
    return ((this.#words.flags[word] ?? 0) & flag) !== 0;
  }
}
