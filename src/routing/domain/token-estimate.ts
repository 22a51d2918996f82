/**
 * How many tokens a text will be, without a tokenizer: what a text is made of (tokens/tally.ts) is counted in one pass and
 * weighed (tokens/weights.ts). Linear, and bounded: of a long text evenly spread samples are counted.
 */
import { Tally } from './tokens/tally';
import { FEATURES, WEIGHT_OF } from './tokens/weights';

const WEIGHTS = Float64Array.from(FEATURES, (feature) => WEIGHT_OF[feature]);

// One for all texts: to allocate it costs more than to count a short one.
const TALLY = new Tally();

// A text up to this is counted whole: about 100 microseconds.
const WHOLE_CHARS = 16_384;
const SAMPLES = 32;
const SAMPLE_CHARS = 512;

/** What a chat format adds for each message (role and separators) and once for the whole. */
export const TOKENS_PER_MESSAGE = 4;
export const TOKENS_PER_REQUEST = 3;

/** Tokens of o200k, not rounded: several texts are added up before. */
export function estimateTokens(text: string): number {
  TALLY.clear();
  if (text.length <= WHOLE_CHARS) {
    TALLY.add(text, 0, text.length);
    return weigh(TALLY);
  }
  const stride = (text.length - SAMPLE_CHARS) / (SAMPLES - 1);
  for (let sample = 0; sample < SAMPLES; sample++) {
    const from = Math.floor(sample * stride);
    TALLY.add(text, from, from + SAMPLE_CHARS);
  }
  return (weigh(TALLY) * text.length) / (SAMPLES * SAMPLE_CHARS);
}

function weigh({ counts }: Tally): number {
  let tokens = 0;
  for (let place = 0; place < WEIGHTS.length; place++) tokens += (WEIGHTS[place] ?? 0) * (counts[place] ?? 0);
  return tokens;
}
