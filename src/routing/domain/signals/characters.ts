/** What a character is to a reader of words and sentences. */

const SPACE = 0;
export const LETTER = 1;
export const UPPER = 2;
export const DIGIT = 3;
/** Ends a sentence where white space or the end follows. */
export const STOP = 4;
export const ASK = 5;
export const NEW_LINE = 6;
/** Ends a clause. */
export const BREAK = 7;
export const QUOTE = 8;

/** Latin with its extensions; beyond it a rule decides. */
const TABLE_END = 0x250;
const TABLE = kindTable();

const CURLY_DOUBLE_QUOTES = [0x201c, 0x201e];
const GENERAL_PUNCTUATION = 0x2000;
const CJK_PUNCTUATION_END = 0x3040;
const FULL_WIDTH = 0xff00;
const FULL_WIDTH_QUESTION_MARK = 0xff1f;
const ARABIC_QUESTION_MARK = 0x61f;
const IDEOGRAPHIC_FULL_STOP = 0x3002;

export function kindOf(unit: number): number {
  return unit < TABLE_END ? (TABLE[unit] ?? SPACE) : kindBeyondLatin(unit);
}

function kindBeyondLatin(unit: number): number {
  if (unit === FULL_WIDTH_QUESTION_MARK || unit === ARABIC_QUESTION_MARK) return ASK;
  if (unit === IDEOGRAPHIC_FULL_STOP) return STOP;
  if (unit < GENERAL_PUNCTUATION) return LETTER;
  if (CURLY_DOUBLE_QUOTES.includes(unit)) return QUOTE;
  if (unit < CJK_PUNCTUATION_END || unit >= FULL_WIDTH) return SPACE;
  return LETTER;
}

function kindTable(): Uint8Array {
  const kinds = new Uint8Array(TABLE_END);
  const range = (from: number, to: number, kind: number): void => {
    kinds.fill(kind, from, to);
  };
  const each = (characters: string, kind: number): void => {
    for (const character of characters) kinds[character.charCodeAt(0)] = kind;
  };
  range(0x61, 0x7b, LETTER);
  range(0x41, 0x5b, UPPER);
  range(0x30, 0x3a, DIGIT);
  range(0xc0, TABLE_END, LETTER);
  each('.!;', STOP);
  each('?', ASK);
  each('\n\r', NEW_LINE);
  each(',:()[]{}|/', BREAK);
  each('"«»`', QUOTE);
  return kinds;
}
