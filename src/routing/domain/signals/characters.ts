/** What a character is to a reader of words and sentences. */

/** Kinds, those of words first. */
export const KIND = {
  LETTER: 0,
  UPPER: 1,
  DIGIT: 2,
  SPACE: 3,
  /** Part of a word where a letter follows. */
  APOSTROPHE: 4,
  /** Ends a sentence where white space or the end follows. */
  STOP: 5,
  ASK: 6,
  NEW_LINE: 7,
  /** Ends a clause. */
  BREAK: 8,
  QUOTE: 9,
} as const;

const TO_LOWER = 0x20;

/** First and last code unit, and their kind; later rows overwrite earlier ones. */
const RANGES: readonly (readonly [first: number, last: number, kind: number])[] = [
  [0x0000, 0x00bf, KIND.SPACE],
  [0x0061, 0x007a, KIND.LETTER],
  [0x0041, 0x005a, KIND.UPPER],
  [0x0030, 0x0039, KIND.DIGIT],
  [0x2000, 0x303f, KIND.SPACE],
  [0xff00, 0xffff, KIND.SPACE],
];

const MARKS: readonly (readonly [marks: string, kind: number])[] = [
  ["'\u2019", KIND.APOSTROPHE],
  ['.!;\u3002', KIND.STOP],
  ['?\uff1f\u061f', KIND.ASK],
  ['\n\r', KIND.NEW_LINE],
  [',:()[]{}|/', KIND.BREAK],
  ['"«»`\u201c\u201e', KIND.QUOTE],
];

/** By code unit; what is named nowhere is a letter, with or without a case. */
export const KIND_OF: Uint8Array = kinds();

/** By code unit of a letter or digit, the unit of its lower case; 0 for what is no part of a word. */
export const LOWER_OF: Uint16Array = lowers();

function kinds(): Uint8Array {
  const table = new Uint8Array(0x10000).fill(KIND.LETTER);
  for (const [first, last, kind] of RANGES) table.fill(kind, first, last + 1);
  for (const [marks, kind] of MARKS) for (const mark of marks) table[mark.charCodeAt(0)] = kind;
  return table;
}

function lowers(): Uint16Array {
  return Uint16Array.from(KIND_OF, (kind, unit) => {
    if (kind > KIND.DIGIT) return 0;
    return kind === KIND.UPPER ? unit | TO_LOWER : unit;
  });
}
