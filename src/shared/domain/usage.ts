/** Token usage of one attempt in disjoint buckets: every billed token is in exactly one of them. */

export const USAGE_BUCKETS = [
  'input',
  'cache_read',
  'cache_write_5m',
  'cache_write_1h',
  'output',
  'reasoning',
  'audio_input',
  'audio_output',
  'image_input',
] as const;

export type UsageBucket = (typeof USAGE_BUCKETS)[number];

/** Tokens by bucket. `input` excludes cached, audio and image tokens; `output` excludes reasoning and audio tokens. */
export type Usage = Readonly<Record<UsageBucket, number>>;

export const NO_USAGE: Usage = Object.freeze({
  input: 0,
  cache_read: 0,
  cache_write_5m: 0,
  cache_write_1h: 0,
  output: 0,
  reasoning: 0,
  audio_input: 0,
  audio_output: 0,
  image_input: 0,
});

const INPUT_BUCKETS = [
  'input',
  'cache_read',
  'cache_write_5m',
  'cache_write_1h',
  'audio_input',
  'image_input',
] as const;

/** All tokens that count towards the context window on the way in. */
export const inputTokensOf = (usage: Usage): number => INPUT_BUCKETS.reduce((sum, bucket) => sum + usage[bucket], 0);
