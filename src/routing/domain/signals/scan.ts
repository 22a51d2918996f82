/** One pass over the characters of a question: where words and sentences begin and end. */
import { EMPTY_HASH, hashEnd, hashStep } from '../word-hash';
import { KIND, KIND_OF, LOWER_OF } from './characters';
import { LOOK, type Words } from './columns';

// Own names instead of imported ones, which a compiled module looks up at every use.
const { APOSTROPHE, ASK, BREAK, DIGIT, LETTER, QUOTE, SPACE, STOP, UPPER } = KIND;
const { BREAK_BEFORE, CAPITAL, NUMERIC, QUOTE_BEFORE, SINGLE_LETTER } = LOOK;
const [kinds, lowers] = [KIND_OF, LOWER_OF];
const [step, end] = [hashStep, hashEnd];

const APOSTROPHE_UNIT = 0x27;
const BLANK = 0x20;
const LOWER_S = 0x73;

export function scan(text: string, words: Words): void {
  words.begin(text.length);
  let before = 0;
  for (let at = 0; at < text.length;) {
    const kind = kinds[text.charCodeAt(at)] ?? SPACE;
    if (kind <= DIGIT) {
      at = scanWord(text, at, words, before | lookOf(kind));
      before = 0;
      continue;
    }
    if (kind > APOSTROPHE) before |= scanMark(text, at, words, kind);
    at++;
  }
  words.endSentence(false);
}

/** What the first character says of its word. */
const lookOf = (first: number): number => (first === DIGIT ? NUMERIC : first === UPPER ? CAPITAL : 0);

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

/** Reads the word at `start`; the position from which to read on. */
function scanWord(text: string, start: number, words: Words, flags: number): number {
  let hash = EMPTY_HASH;
  let at = start;
  let unit = 0;
  for (; at < text.length; at++) {
    unit = text.charCodeAt(at);
    const lower = lowers[unit] ?? 0;
    if (lower !== 0) hash = step(hash, lower);
    else if (kinds[unit] === APOSTROPHE && isInside(text, at)) hash = step(hash, APOSTROPHE_UNIT);
    else break;
  }
  words.add(start, at, end(hash), at - start === 1 && (flags & NUMERIC) === 0 ? flags | SINGLE_LETTER : flags);
  if (unit === BLANK) return at + 1;
  return isPossessive(text, at) ? at + 2 : at;
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
