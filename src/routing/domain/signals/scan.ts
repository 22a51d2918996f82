/** One pass over the characters of a question: words with offsets and hashes, sentences, and where each word class occurs. */
import { EMPTY_HASH, hashEnd, hashStep } from '../word-hash';
import { KIND, KIND_OF } from './characters';
import { WORD_CLASSES } from './lexicon';
import { ENTRY_BY_HASH, INDEXED_CLASSES_OF_ENTRY, membersOf } from './words';

/** What a word looks like, and what stands before it. */
export const CAPITAL = 1;
export const BREAK_BEFORE = 2;
export const NUMERIC = 4;
export const SINGLE_LETTER = 8;
export const QUOTE_BEFORE = 16;

// Own names instead of imported ones, which a compiled module looks up at every use.
const { APOSTROPHE, ASK, BREAK, DIGIT, LETTER, QUOTE, SPACE, STOP, UPPER } = KIND;
const kinds = KIND_OF;
const [step, end] = [hashStep, hashEnd];

const APOSTROPHE_UNIT = 0x27;
const LOWER_S = 0x73;
const TITLES = membersOf('title');
const TO_LOWER = 0x20;

/**
 * The words as columns: a word is an index. Used for one text after another, since typed arrays are allocated outside of
 * the heap, which for a short text costs more than to read it.
 */
export class Words {
  start = new Int32Array(0);
  end = new Int32Array(0);
  hash = new Int32Array(0);
  /** Row of the lexicon; 0 for a word that it does not have. */
  entry = new Int32Array(0);
  sentence = new Int32Array(0);
  flags = new Int32Array(0);
  /** Word class → its words, in order. */
  readonly postings = new Array<number[] | undefined>(WORD_CLASSES.length).fill(undefined);
  /** Capitalised words, in order. */
  capitals: number[] = [];
  /** Words of one letter, in order. */
  letters: number[] = [];
  /** Sentence → its first word; one more entry closes the last sentence. */
  sentences: number[] = [0];
  /** Sentence → whether it ends with a question mark. */
  asked: boolean[] = [];
  count = 0;

  /** Makes room for a text of so many characters, and forgets the one before it. */
  begin(length: number): void {
    // A word and what separates it from the next are two characters at least.
    const most = (length >> 1) + 1;
    if (most > this.start.length) this.#grow(most);
    // Rules ask for the word behind the last one too: it must not be found there.
    for (const column of [this.hash, this.entry, this.sentence, this.flags]) column.fill(0, 0, this.count);
    this.postings.fill(undefined);
    this.capitals = [];
    this.letters = [];
    this.sentences = [0];
    this.asked = [];
    this.count = 0;
  }

  #grow(most: number): void {
    this.start = new Int32Array(most);
    this.end = new Int32Array(most);
    this.hash = new Int32Array(most);
    this.entry = new Int32Array(most);
    this.sentence = new Int32Array(most);
    this.flags = new Int32Array(most);
  }

  add(start: number, end: number, hash: number, flags: number): void {
    const word = this.count++;
    const entry = ENTRY_BY_HASH.get(hash) ?? 0;
    this.start[word] = start;
    this.end[word] = end;
    this.hash[word] = hash;
    this.entry[word] = entry;
    this.sentence[word] = this.asked.length;
    this.flags[word] = flags;
    if ((flags & CAPITAL) !== 0) this.capitals.push(word);
    if ((flags & SINGLE_LETTER) !== 0) this.letters.push(word);
    if (entry !== 0) this.#post(word, INDEXED_CLASSES_OF_ENTRY[entry] ?? []);
  }

  #post(word: number, classes: readonly number[]): void {
    for (const index of classes) {
      const posted = this.postings[index];
      if (posted === undefined) this.postings[index] = [word];
      else posted.push(word);
    }
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
    return last >= 0 && TITLES[this.entry[last] ?? 0] === 1;
  }
}

export function scan(text: string, words: Words): void {
  words.begin(text.length);
  let before = 0;
  for (let at = 0; at < text.length;) {
    const kind = kinds[text.charCodeAt(at)] ?? SPACE;
    if (kind <= DIGIT) {
      at = scanWord(text, at, words, before);
      before = 0;
      continue;
    }
    if (kind > APOSTROPHE) before |= scanMark(text, at, words, kind);
    at++;
  }
  words.endSentence(false);
}

/** Ends the sentence where the mark does; what the next word has before it. */
function scanMark(text: string, at: number, words: Words, kind: number): number {
  if (kind === BREAK) return BREAK_BEFORE;
  if (kind === QUOTE) return QUOTE_BEFORE;
  if (kind === STOP && goesOn(text, at + 1, words)) return 0;
  words.endSentence(kind === ASK);
  return 0;
}

/** A stop inside of a word, "3.5", or behind what it abbreviates, "Dr. Snow". */
const goesOn = (text: string, next: number, words: Words): boolean =>
  kindAt(text, next) <= DIGIT || words.isAbbreviated;

/** Reads the word at `start`; the position behind it. */
function scanWord(text: string, start: number, words: Words, before: number): number {
  let hash = EMPTY_HASH;
  let at = start;
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const kind = kinds[unit] ?? SPACE;
    if (kind <= DIGIT) hash = step(hash, kind === UPPER ? unit | TO_LOWER : unit);
    else if (kind === APOSTROPHE && isInside(text, at)) hash = step(hash, APOSTROPHE_UNIT);
    else break;
  }
  words.add(start, at, end(hash), before | shapeOf(kindAt(text, start), at - start));
  return isPossessive(text, at) ? at + 2 : at;
}

function shapeOf(first: number, length: number): number {
  if (first === DIGIT) return NUMERIC;
  return (first === UPPER ? CAPITAL : 0) | (length === 1 ? SINGLE_LETTER : 0);
}

/** An apostrophe that belongs to its word: "don't". */
const isInside = (text: string, at: number): boolean => kindAt(text, at + 1) === LETTER && !isPossessive(text, at);

/** 's at the end of a word. */
function isPossessive(text: string, at: number): boolean {
  if (kindAt(text, at) !== APOSTROPHE || text.charCodeAt(at + 1) !== LOWER_S) return false;
  const behind = kindAt(text, at + 2);
  return behind !== LETTER && behind !== DIGIT;
}

/** White space behind the end. */
const kindAt = (text: string, at: number): number => (at < text.length ? (kinds[text.charCodeAt(at)] ?? SPACE) : SPACE);
