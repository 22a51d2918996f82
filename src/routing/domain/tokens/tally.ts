/**
 * Counts a text's features in one pass. The pieces are those of o200k's own pattern: a word takes the blank or the single
 * mark before it along, `camelCase` is two words, digits go in threes, marks take the line breaks behind them along.
 */
import { CLASS, CLASS_OF, isLetter } from './characters';
import { LETTER_BITS, LETTER_MASK, UNUSUAL_PAIRS } from './letter-pairs';
import { type Feature, FEATURES } from './weights';

// Own names instead of imported ones, which a compiled module looks up at every use.
const {
  ACCENTED,
  BLANK,
  CYRILLIC,
  DIGIT,
  HAN,
  KATAKANA,
  LINE_BREAK,
  LOWER,
  NO_CLASS,
  PUNCTUATION,
  SOUTHEAST_ASIAN,
  SURROGATE,
  UPPER,
} = CLASS;
const classes = CLASS_OF;
const pairs = UNUSUAL_PAIRS;
const [bits, mask] = [LETTER_BITS, LETTER_MASK];

const placeOf = (feature: Feature): number => FEATURES.indexOf(feature);

const PIECES = placeOf('pieces');
const PLAIN = placeOf('plain_from_4');
const CAPITAL = placeOf('capital_from_4');
const JOINED = placeOf('joined_from_4');
const UPPER_FROM_3 = placeOf('upper_from_3');
const ACCENTS = placeOf('accents');
const LED_WORDS = placeOf('led_words');
const LED_LETTERS = placeOf('led_letters');
const LED_SCRIPT_RUNS = placeOf('led_script_runs');
const PUNCTUATION_CHANGES = placeOf('punctuation_changes');
const PUNCTUATION_REPEATS = placeOf('punctuation_repeats');
const SURROGATES = placeOf('surrogates');
const UNUSUAL = placeOf('unusual_pairs');
const LONG_BLANKS = placeOf('long_blanks');
const HAN_LETTERS = placeOf('han');
const SOUTHEAST_ASIAN_LETTERS = placeOf('southeast_asian');
const FIRST_SPACED_SCRIPT = placeOf('cyrillic_from_2');

const APOSTROPHE = 0x27;
// A run of blanks up to this is one token.
const BLANKS_PER_TOKEN = 80;

/** What stands right before a piece. */
const NOTHING = 0;
const A_BLANK = 1;
const A_MARK = 2;
const MARKS = 3;

export class Tally {
  /** In the order of FEATURES. */
  readonly counts = new Int32Array(FEATURES.length);
  private text = '';
  private at = 0;
  private end = 0;
  private before = NOTHING;

  clear(): void {
    this.counts.fill(0);
  }

  /** Adds what stands from one offset up to another. */
  add(text: string, from: number, to: number): void {
    this.text = text;
    this.at = from;
    this.end = to;
    // The first word of a text looks to a tokenizer like any other, but most of those it knows begin with a blank.
    this.before = NOTHING;
    while (this.at < this.end) this.piece(this.classHere());
    // A tally outlives its texts; it is not what keeps them in memory.
    this.text = '';
  }

  private piece(characterClass: number): void {
    if (characterClass <= LINE_BREAK) this.blanks();
    else if (characterClass === DIGIT) this.digits();
    else if (characterClass <= SURROGATE) this.marks();
    else if (characterClass <= ACCENTED) this.word(characterClass === UPPER);
    else if (characterClass <= KATAKANA) this.ideographs();
    else this.script(characterClass);
  }

  private blanks(): void {
    if (this.oneBlank()) return;
    const from = this.at;
    let lastBreak = -1;
    for (let seen = this.classHere(); seen <= LINE_BREAK; seen = this.classHere()) {
      if (seen === LINE_BREAK) lastBreak = this.at;
      this.at++;
    }
    this.endBlanks(from, lastBreak);
  }

  private endBlanks(from: number, lastBreak: number): void {
    const blanks = this.at - 1 - Math.max(lastBreak, from - 1);
    // Line breaks right behind marks belong to those.
    const broken = lastBreak >= 0 && !(this.before === MARKS && classes[this.text.charCodeAt(from)] === LINE_BREAK);
    // One blank goes with what follows; of several, or at the end, some stand alone.
    const alone = blanks > 1 || (blanks === 1 && this.at === this.end);
    this.count(PIECES, (broken ? 1 : 0) + (alone ? 1 : 0));
    const length = this.at - from;
    if (length >= BLANKS_PER_TOKEN) this.count(LONG_BLANKS, Math.floor(length / BLANKS_PER_TOKEN));
    this.before = blanks > 0 ? A_BLANK : NOTHING;
  }

  /** The usual case first: a blank before a word. */
  private oneBlank(): boolean {
    const next = this.at + 1;
    if (next >= this.end || this.classHere() !== BLANK) return false;
    if ((classes[this.text.charCodeAt(next)] ?? BLANK) <= LINE_BREAK) return false;
    this.at = next;
    this.before = A_BLANK;
    return true;
  }

  private digits(): void {
    const length = this.run(DIGIT);
    this.count(PIECES, Math.ceil(length / 3) + (this.before === A_BLANK ? 1 : 0));
    this.before = NOTHING;
  }

  private marks(): void {
    const { text, at: from, end } = this;
    let at = from;
    let previous = -1;
    let changes = 0;
    let repeats = 0;
    for (; at < end; at++) {
      const unit = text.charCodeAt(at);
      const seen = classes[unit] ?? BLANK;
      if (seen < PUNCTUATION || seen > SURROGATE) break;
      if (seen === SURROGATE) this.count(SURROGATES, 1);
      else if (unit === previous) repeats++;
      else if (previous >= 0) changes++;
      previous = unit;
    }
    this.at = at;
    if (changes > 0) this.count(PUNCTUATION_CHANGES, changes);
    if (repeats > 0) this.count(PUNCTUATION_REPEATS, repeats);
    this.endMarks(at - from);
  }

  private endMarks(length: number): void {
    const leads = length === 1 && this.before !== A_BLANK && isLetter(this.classHere());
    if (!leads) this.count(PIECES, 1);
    this.before = leads ? A_MARK : MARKS;
  }

  private word(capital: boolean): void {
    const from = this.at;
    const capitals = capital ? this.run(UPPER) : 0;
    this.smallLetters();
    const length = this.at - from;
    this.count(PIECES, 1);
    if (capitals === length) this.hinge(UPPER_FROM_3, length - 2);
    else if (length > 3) this.longWord(length, capital);
    if (this.before === A_MARK) {
      this.count(LED_WORDS, 1);
      this.hinge(LED_LETTERS, length - 1);
    }
    this.before = NOTHING;
    if (this.at < this.end && this.text.charCodeAt(this.at) === APOSTROPHE) this.contraction();
  }

  /** Most characters of most texts pass here, hence the local variables. */
  private smallLetters(): void {
    const { text, end } = this;
    let at = this.at;
    let previous = 0;
    let unusual = 0;
    for (; at < end; at++) {
      const unit = text.charCodeAt(at);
      const characterClass = classes[unit];
      if (characterClass === LOWER) {
        const letter = unit & mask;
        unusual += pairs[(previous << bits) | letter] ?? 0;
        previous = letter;
      } else if (characterClass === ACCENTED) {
        this.count(ACCENTS, 1);
        previous = 0;
      } else break;
    }
    this.at = at;
    if (unusual > 0) this.count(UNUSUAL, unusual);
  }

  private longWord(length: number, capital: boolean): void {
    const kind = this.before !== A_BLANK ? JOINED : capital ? CAPITAL : PLAIN;
    this.count(kind, length - 3);
    this.hinge(kind + 1, length - 7);
    this.hinge(kind + 2, length - 11);
  }

  /** An apostrophe and up to two letters belong to the word before: "don't", "they're". */
  private contraction(): void {
    let end = this.at + 1;
    while (end < this.end && end - this.at < 4 && classes[this.text.charCodeAt(end)] === LOWER) end++;
    const letters = end - this.at - 1;
    if (letters === 1 || letters === 2) this.at = end;
  }

  /** Chinese and Japanese, which mix their scripts within a piece. */
  private ideographs(): void {
    this.count(PIECES, 1);
    for (let seen = this.classHere(); seen >= HAN && seen <= KATAKANA; seen = this.classHere()) {
      this.count(HAN_LETTERS + seen - HAN, 1);
      this.at++;
    }
    this.endScript();
  }

  private script(characterClass: number): void {
    const length = this.run(characterClass);
    this.count(PIECES, 1);
    if (characterClass >= SOUTHEAST_ASIAN) {
      this.count(SOUTHEAST_ASIAN_LETTERS + characterClass - SOUTHEAST_ASIAN, length - 1);
    } else {
      const place = FIRST_SPACED_SCRIPT + 2 * (characterClass - CYRILLIC);
      this.count(place, length - 1);
      this.hinge(place + 1, length - 3);
    }
    this.endScript();
  }

  private endScript(): void {
    if (this.before === A_MARK) this.count(LED_SCRIPT_RUNS, 1);
    this.before = NOTHING;
  }

  private run(characterClass: number): number {
    const { text, at: from, end } = this;
    let at = from;
    while (at < end && classes[text.charCodeAt(at)] === characterClass) at++;
    this.at = at;
    return at - from;
  }

  /** Of the character to read next; no class at the end. */
  private classHere(): number {
    return this.at < this.end ? (classes[this.text.charCodeAt(this.at)] ?? BLANK) : NO_CLASS;
  }

  private hinge(place: number, excess: number): void {
    if (excess > 0) this.count(place, excess);
  }

  private count(place: number, more: number): void {
    this.counts[place] = (this.counts[place] ?? 0) + more;
  }
}
