/** The words, numbers and marks of a request as columns: the hash of each, that of its first letters, and where it stands. */
import { CLASS, CLASS_OF } from '../tokens/characters';
import { EMPTY_HASH, hashEnd, hashOf, hashStep } from '../word-hash';

// Own names instead of imported ones, which a compiled module looks up at every use.
const { BLANK, DIGIT, HAN, LOWER } = CLASS;
const classes = CLASS_OF;
const [step, end] = [hashStep, hashEnd];

/** So many letters tell stems apart, and every one in the table of cues has them. */
const STEM_LETTERS = 3;

export const stemOf = (word: string): number => hashOf(word.slice(0, STEM_LETTERS));

/** What ends a sentence, or tells what comes. */
export const END_MARKS = ['.', '!', '?', ':', ';', '\n'] as const;
export const FENCE = '```';
/** Stands for every number. */
export const ANY_NUMBER = '0';

const ENDS = new Uint8Array(0x80);
for (const mark of END_MARKS) ENDS[mark.charCodeAt(0)] = 1;
const FENCE_UNIT = 0x60;
const DECIMAL_MARKS = [0x2e, 0x2c];
const NUMBER_HASH = hashOf(ANY_NUMBER);

/** Columns for texts of at most so many characters, one text after another. */
export class Words {
  readonly hash: Int32Array;
  readonly stem: Int32Array;
  readonly start: Int32Array;
  text = '';
  count = 0;

  constructor(chars: number) {
    this.hash = new Int32Array(chars);
    this.stem = new Int32Array(chars);
    this.start = new Int32Array(chars);
  }

  /** @param text in lower case */
  read(text: string): void {
    this.text = text;
    this.count = 0;
    for (let at = 0; at < text.length;) {
      const seen = classes[text.charCodeAt(at)] ?? BLANK;
      if (seen === BLANK) at++;
      else if (seen === HAN) at = this.#whole(at, 1);
      else if (seen >= LOWER) at = this.#word(at);
      else if (seen === DIGIT) at = this.#number(at);
      else at = this.#mark(at);
    }
  }

  /** Lets go of the text: columns outlive it, and are not what keeps it in memory. */
  close(): void {
    this.text = '';
  }

  #word(start: number): number {
    const { text } = this;
    let hash = EMPTY_HASH;
    let stem = EMPTY_HASH;
    let at = start;
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      const seen = classes[unit] ?? BLANK;
      if (seen < LOWER || seen === HAN) break;
      hash = step(hash, unit);
      if (at - start < STEM_LETTERS) stem = hash;
    }
    this.#add(start, end(hash), end(stem));
    return at;
  }

  #number(start: number): number {
    let at = start;
    do at++;
    while (this.#isDigit(at) || (DECIMAL_MARKS.includes(this.text.charCodeAt(at)) && this.#isDigit(at + 1)));
    this.#add(start, NUMBER_HASH, NUMBER_HASH);
    return at;
  }

  #isDigit(at: number): boolean {
    return at < this.text.length && classes[this.text.charCodeAt(at)] === DIGIT;
  }

  #mark(at: number): number {
    const unit = this.text.charCodeAt(at);
    if (ENDS[unit] === 1) return this.#whole(at, 1);
    return unit === FENCE_UNIT && this.text.startsWith(FENCE, at) ? this.#whole(at, FENCE.length) : at + 1;
  }

  /** A mark, or a letter of Chinese: those are words each, having no blanks between them. */
  #whole(start: number, length: number): number {
    const hash = hashOf(this.text.slice(start, start + length));
    this.#add(start, hash, hash);
    return start + length;
  }

  #add(start: number, hash: number, stem: number): void {
    const word = this.count++;
    this.start[word] = start;
    this.hash[word] = hash;
    this.stem[word] = stem;
  }
}
