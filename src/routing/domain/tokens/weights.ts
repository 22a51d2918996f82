/**
 * What of a text says how many tokens it will be, and how many tokens of o200k each of it is worth. Fitted on 3,700 texts
 * of prose in 37 languages, code and JSON by scripts/fit-token-weights.cjs.
 */
export const WEIGHT_OF = {
  // What every tokenizer of this kind cuts apart first: words, runs of up to three digits, of marks, of blanks.
  pieces: 1,
  // Letters of an all-lower-case word after a blank, those beyond the third, the seventh and the eleventh.
  plain_from_4: -0.05,
  plain_from_8: 0.08,
  plain_from_12: 0.24,
  capital_from_4: 0.03,
  capital_from_8: 0.19,
  capital_from_12: -0.18,
  // Words that begin right after a letter, a mark or a line break.
  joined_from_4: -0.06,
  joined_from_8: 0.3,
  joined_from_12: 0.02,
  upper_from_3: 0.18,
  // Pairs of letters that seldom meet (letter-pairs.ts).
  unusual_pairs: 0.73,
  accents: 0.95,
  // A mark that goes with the word after it: "(word", ".name", "、文".
  led_words: -0.02,
  led_letters: 0.03,
  led_script_runs: 1.2,
  punctuation_changes: 0.16,
  punctuation_repeats: 0.05,
  surrogates: 0.67,
  long_blanks: 1,
  han: 0.65,
  hiragana: 0.82,
  katakana: 0.42,
  southeast_asian: 0.52,
  hangul: 0.59,
  other_letters: 1.95,
  // Scripts with blanks between words: the letters of a word beyond the first, and beyond the third.
  cyrillic_from_2: 0.29,
  cyrillic_from_4: -0.21,
  greek_from_2: 0.17,
  greek_from_4: 0.15,
  hebrew_from_2: 0.23,
  hebrew_from_4: 0.15,
  arabic_from_2: 0.06,
  arabic_from_4: 0.26,
  devanagari_from_2: 0.05,
  devanagari_from_4: 0.19,
  indic_from_2: 0.25,
  indic_from_4: 0.03,
} as const;

export type Feature = keyof typeof WEIGHT_OF;

/** In the order of their places in a tally. */
export const FEATURES = Object.keys(WEIGHT_OF) as readonly Feature[];
