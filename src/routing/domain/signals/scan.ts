/** One pass over the characters of a question: words with offsets and hashes, sentences, and where each word class occurs. */
import { ASK, BREAK, DIGIT, kindOf, LETTER, NEW_LINE, QUOTE, STOP, UPPER } from './characters';
import { WORD_CLASSES } from './lexicon';
import { INDEXED_CLASSES_OF_ENTRY, EMPTY_HASH, ENTRY_BY_HASH, hashEnd, hashStep, membersOf } from './words';

/** What a word looks like, and what stands before it. */
export const CAPITAL = 1;
export const BREAK_BEFORE = 2;
export const NUMERIC = 4;
export const SINGLE_LETTER = 8;
export const QUOTE_BEFORE = 16;

const APOSTROPHE = 0x27;
const CURLY_APOSTROPHE = 0x2019;
const LOWER_S = 0x73;
const TITLES = membersOf('title');
const TO_LOWER = 0x20;

/** The words as columns: a word is an index. */
export class Words {
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly hash: Int32Array;
  /** Row of the lexicon; 0 for a word that it does not have. */
  readonly entry: Int32Array;
  readonly sentence: Int32Array;
  readonly flags: Int32Array;
  /** Word class → its words, in order. */
  readonly postings = new Array<number[] | undefined>(WORD_CLASSES.length).fill(undefined);
  /** Capitalised words, in order. */
  readonly capitals: number[] = [];
  /** Sentence → its first word; one more entry closes the last sentence. */
  readonly sentences: number[] = [0];
  /** Sentence → whether it ends with a question mark. */
  readonly asked: boolean[] = [];
  count = 0;

  constructor(length: number) {
    // A word and what separates it from the next are two characters at least.
    const most = (length >> 1) + 1;
    const bytes = most * Int32Array.BYTES_PER_ELEMENT;
    // One buffer: an allocation outside of the heap costs more than the words of a short question.
    const buffer = new ArrayBuffer(6 * bytes);
    this.start = new Int32Array(buffer, 0, most);
    this.end = new Int32Array(buffer, bytes, most);
    this.hash = new Int32Array(buffer, 2 * bytes, most);
    this.entry = new Int32Array(buffer, 3 * bytes, most);
    this.sentence = new Int32Array(buffer, 4 * bytes, most);
    this.flags = new Int32Array(buffer, 5 * bytes, most);
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

export function scan(text: string): Words {
  const words = new Words(text.length);
  let before = 0;
  for (let at = 0; at < text.length;) {
    const kind = kindOf(text.charCodeAt(at));
    if (kind === LETTER || kind === UPPER || kind === DIGIT) {
      at = scanWord(text, at, words, before);
      before = 0;
      continue;
    }
    if (kind === NEW_LINE) words.endSentence(false);
    else if (kind === ASK) words.endSentence(true);
    else if (kind === STOP) endAtStop(text, at, words);
    else if (kind === BREAK) before |= BREAK_BEFORE;
    else if (kind === QUOTE) before |= QUOTE_BEFORE;
    at++;
  }
  words.endSentence(false);
  return words;
}

function endAtStop(text: string, at: number, words: Words): void {
  const next = at + 1 < text.length ? kindOf(text.charCodeAt(at + 1)) : NEW_LINE;
  if (next === LETTER || next === UPPER || next === DIGIT || words.isAbbreviated) return;
  words.endSentence(false);
}

/** Reads the word at `start`; the position behind it. */
function scanWord(text: string, start: number, words: Words, before: number): number {
  const first = kindOf(text.charCodeAt(start));
  let hash = EMPTY_HASH;
  let at = start;
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const kind = kindOf(unit);
    if (kind === LETTER || kind === DIGIT) hash = hashStep(hash, unit);
    else if (kind === UPPER) hash = hashStep(hash, unit | TO_LOWER);
    else if (!isApostropheInside(text, at, unit)) break;
    else if (isPossessive(text, at)) return finish(words, { start, at, hash, first, before }, at + 2);
    else hash = hashStep(hash, APOSTROPHE);
  }
  return finish(words, { start, at, hash, first, before }, at);
}

interface Scanned {
  readonly start: number;
  readonly at: number;
  readonly hash: number;
  readonly first: number;
  readonly before: number;
}

function finish(words: Words, { start, at, hash, first, before }: Scanned, next: number): number {
  const shape = (first === UPPER ? CAPITAL : 0) | (first === DIGIT ? NUMERIC : 0);
  const single = at - start === 1 && first !== DIGIT ? SINGLE_LETTER : 0;
  words.add(start, at, hashEnd(hash), before | shape | single);
  return next;
}

function isApostropheInside(text: string, at: number, unit: number): boolean {
  if (unit !== APOSTROPHE && unit !== CURLY_APOSTROPHE) return false;
  return at + 1 < text.length && kindOf(text.charCodeAt(at + 1)) === LETTER;
}

/** 's at the end of a word. */
function isPossessive(text: string, at: number): boolean {
  if (text.charCodeAt(at + 1) !== LOWER_S) return false;
  const behind = at + 2 < text.length ? kindOf(text.charCodeAt(at + 2)) : NEW_LINE;
  return behind !== LETTER && behind !== DIGIT;
}
