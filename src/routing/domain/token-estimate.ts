/**
 * How many tokens a text will be, without a tokenizer: characters counted by class, each class with its usual number of
 * characters a token. Linear, and bounded: of a long text evenly spread samples are counted.
 */

// Characters a token under o200k, measured on ordinary text of each class.
const LETTERS_PER_TOKEN = 4.6;
const DIGITS_PER_TOKEN = 2.6;
const PUNCTUATION_PER_TOKEN = 1.6;
const SPACES_PER_TOKEN = 22;
const ALPHABETS_PER_TOKEN = 3.2;
const IDEOGRAPHS_PER_TOKEN = 1.35;

// A text up to this is counted whole: about ten microseconds.
const WHOLE_CHARS = 4096;
const SAMPLES = 16;
const SAMPLE_CHARS = 256;

/** What a chat format adds for each message (role and separators) and once for the whole. */
export const TOKENS_PER_MESSAGE = 4;
export const TOKENS_PER_REQUEST = 3;

export function estimateTokens(text: string): number {
  if (text.length <= WHOLE_CHARS) return weigh(text, 0, text.length);
  const stride = (text.length - SAMPLE_CHARS) / (SAMPLES - 1);
  let tokens = 0;
  for (let sample = 0; sample < SAMPLES; sample++) {
    const from = Math.floor(sample * stride);
    tokens += weigh(text, from, from + SAMPLE_CHARS);
  }
  return (tokens * text.length) / (SAMPLES * SAMPLE_CHARS);
}

function weigh(text: string, from: number, to: number): number {
  let letters = 0;
  let digits = 0;
  let spaces = 0;
  let alphabets = 0;
  let ideographs = 0;
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    const lower = unit | 32;
    if (lower >= 97 && lower <= 122) letters++;
    else if (unit <= 32) spaces++;
    else if (unit >= 48 && unit <= 57) digits++;
    else if (unit >= 0x2e80) ideographs++;
    else if (unit >= 0x80) alphabets++;
  }
  const punctuation = to - from - letters - digits - spaces - alphabets - ideographs;
  return (
    letters / LETTERS_PER_TOKEN +
    digits / DIGITS_PER_TOKEN +
    spaces / SPACES_PER_TOKEN +
    punctuation / PUNCTUATION_PER_TOKEN +
    alphabets / ALPHABETS_PER_TOKEN +
    ideographs / IDEOGRAPHS_PER_TOKEN
  );
}
