/** The class of a UTF-16 code unit, as far as it matters to how a tokenizer cuts a text: letters by script, digits, blanks, marks. */

/** In order: blanks, digits, marks, Latin letters, letters of other scripts. */
export const CLASS = {
  BLANK: 0,
  LINE_BREAK: 1,
  DIGIT: 2,
  PUNCTUATION: 3,
  /** Marks beyond ASCII. */
  SYMBOL: 4,
  /** Half of a pair: emoji, mostly. */
  SURROGATE: 5,
  LOWER: 6,
  UPPER: 7,
  ACCENTED: 8,
  HAN: 9,
  HIRAGANA: 10,
  KATAKANA: 11,
  CYRILLIC: 12,
  GREEK: 13,
  HEBREW: 14,
  ARABIC: 15,
  DEVANAGARI: 16,
  /** Bengali to Sinhala; Armenian and Georgian, whose words are cut into as many tokens, count with them. */
  INDIC: 17,
  /** Thai, Burmese, Khmer: written without blanks between words. */
  SOUTHEAST_ASIAN: 18,
  HANGUL: 19,
  /** Scripts that tokenizers know little of: a token or two for each letter. */
  OTHER_LETTER: 20,
  /** Behind the last character. */
  NO_CLASS: 21,
} as const;

export const isLetter = (characterClass: number): boolean =>
  characterClass >= CLASS.LOWER && characterClass < CLASS.NO_CLASS;

/** First and last code unit, and their class; later rows overwrite earlier ones. */
const RANGES: readonly (readonly [first: number, last: number, characterClass: number])[] = [
  [0x0000, 0x007f, CLASS.PUNCTUATION],
  [0x0009, 0x000d, CLASS.BLANK],
  [0x0020, 0x0020, CLASS.BLANK],
  [0x000a, 0x000a, CLASS.LINE_BREAK],
  [0x000d, 0x000d, CLASS.LINE_BREAK],
  [0x0030, 0x0039, CLASS.DIGIT],
  [0x0041, 0x005a, CLASS.UPPER],
  [0x0061, 0x007a, CLASS.LOWER],
  [0x0080, 0x00bf, CLASS.SYMBOL],
  [0x00a0, 0x00a0, CLASS.BLANK],
  [0x00c0, 0x036f, CLASS.ACCENTED],
  [0x00d7, 0x00d7, CLASS.SYMBOL],
  [0x00f7, 0x00f7, CLASS.SYMBOL],
  [0x0370, 0x03ff, CLASS.GREEK],
  [0x0400, 0x052f, CLASS.CYRILLIC],
  [0x0530, 0x058f, CLASS.INDIC],
  [0x0590, 0x05ff, CLASS.HEBREW],
  [0x0600, 0x06ff, CLASS.ARABIC],
  [0x060c, 0x060c, CLASS.SYMBOL],
  [0x061b, 0x061f, CLASS.SYMBOL],
  [0x0660, 0x066d, CLASS.DIGIT],
  [0x06f0, 0x06f9, CLASS.DIGIT],
  [0x0750, 0x077f, CLASS.ARABIC],
  [0x08a0, 0x08ff, CLASS.ARABIC],
  [0x0900, 0x097f, CLASS.DEVANAGARI],
  [0x0964, 0x0965, CLASS.SYMBOL],
  [0x0966, 0x096f, CLASS.DIGIT],
  [0x0980, 0x0dff, CLASS.INDIC],
  [0x0e00, 0x0e7f, CLASS.SOUTHEAST_ASIAN],
  [0x1000, 0x109f, CLASS.SOUTHEAST_ASIAN],
  [0x10a0, 0x10ff, CLASS.INDIC],
  [0x1100, 0x11ff, CLASS.HANGUL],
  [0x1361, 0x1368, CLASS.SYMBOL],
  [0x1780, 0x17ff, CLASS.SOUTHEAST_ASIAN],
  [0x1e00, 0x1eff, CLASS.ACCENTED],
  [0x1f00, 0x1fff, CLASS.GREEK],
  [0x2000, 0x2e7f, CLASS.SYMBOL],
  [0x2000, 0x200a, CLASS.BLANK],
  [0x2e80, 0x2fff, CLASS.HAN],
  [0x3000, 0x303f, CLASS.SYMBOL],
  [0x3000, 0x3000, CLASS.BLANK],
  [0x3040, 0x309f, CLASS.HIRAGANA],
  [0x30a0, 0x30ff, CLASS.KATAKANA],
  [0x30fb, 0x30fb, CLASS.SYMBOL],
  [0x3200, 0x33ff, CLASS.SYMBOL],
  [0x3400, 0x9fff, CLASS.HAN],
  [0xac00, 0xd7ff, CLASS.HANGUL],
  [0xd800, 0xdfff, CLASS.SURROGATE],
  [0xe000, 0xf8ff, CLASS.SYMBOL],
  [0xf900, 0xfaff, CLASS.HAN],
  [0xfb50, 0xfeff, CLASS.ARABIC],
  [0xfe00, 0xfe4f, CLASS.SYMBOL],
  [0xff00, 0xffff, CLASS.SYMBOL],
  [0xff66, 0xff9f, CLASS.KATAKANA],
];

/** By code unit. */
export const CLASS_OF: Uint8Array = classes();

function classes(): Uint8Array {
  const table = new Uint8Array(0x10000).fill(CLASS.OTHER_LETTER);
  for (const [first, last, characterClass] of RANGES) table.fill(characterClass, first, last + 1);
  return table;
}
