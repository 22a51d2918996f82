/** The usage objects of OpenAI-compatible providers, made disjoint. */
import fc from 'fast-check';
import { readOpenAiUsage } from '../../../src/gateway/protocols/openai-usage';
import { NO_USAGE, type Usage } from '../../../src/shared/domain/usage';

/** As their API references print them. */
const PUBLISHED: readonly [provider: string, reported: object, usage: Partial<Usage>][] = [
  [
    'OpenAI',
    {
      ...{ prompt_tokens: 2006, completion_tokens: 300, total_tokens: 2306 },
      prompt_tokens_details: { cached_tokens: 1920, audio_tokens: 0 },
      completion_tokens_details: {
        ...{ reasoning_tokens: 128, audio_tokens: 0, accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 },
      },
    },
    { input: 86, cache_read: 1920, output: 172, reasoning: 128 },
  ],
  [
    'OpenAI with sound',
    {
      ...{ prompt_tokens: 74, completion_tokens: 90, total_tokens: 164 },
      prompt_tokens_details: { cached_tokens: 0, text_tokens: 14, image_tokens: 0, audio_tokens: 60 },
      completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 70, text_tokens: 20 },
    },
    { input: 14, audio_input: 60, output: 20, audio_output: 70 },
  ],
  [
    'OpenAI with a picture and a written cache',
    {
      ...{ prompt_tokens: 3000, completion_tokens: 10, total_tokens: 3010 },
      prompt_tokens_details: { cached_tokens: 1024, cache_write_tokens: 1500, image_tokens: 258, text_tokens: 2742 },
    },
    { input: 218, cache_read: 1024, cache_write_5m: 1500, image_input: 258, output: 10 },
  ],
  [
    'DeepSeek',
    {
      ...{ prompt_tokens: 1000, completion_tokens: 500, total_tokens: 1500 },
      ...{ prompt_cache_hit_tokens: 640, prompt_cache_miss_tokens: 360 },
      completion_tokens_details: { reasoning_tokens: 420 },
    },
    { input: 360, cache_read: 640, output: 80, reasoning: 420 },
  ],
  [
    'Groq',
    {
      ...{ queue_time: 0.037493756, prompt_tokens: 18, prompt_time: 0.000680594, completion_tokens: 556 },
      ...{ completion_time: 0.463333333, total_tokens: 574, total_time: 0.464013927 },
    },
    { input: 18, output: 556 },
  ],
  ['Mistral', { prompt_tokens: 16, completion_tokens: 34, total_tokens: 50 }, { input: 16, output: 34 }],
  ['Together', { prompt_tokens: 7, completion_tokens: 12, total_tokens: 19 }, { input: 7, output: 12 }],
  [
    'xAI, which counts reasoning beside the completion',
    {
      ...{ prompt_tokens: 10120, completion_tokens: 1499, total_tokens: 14428 },
      prompt_tokens_details: { cached_tokens: 128 },
      completion_tokens_details: { reasoning_tokens: 2809 },
    },
    { input: 9992, cache_read: 128, output: 1499, reasoning: 2809 },
  ],
  [
    'vLLM',
    { prompt_tokens: 5, total_tokens: 12, completion_tokens: 7, prompt_tokens_details: null },
    { input: 5, output: 7 },
  ],
];

const sum = (usage: Usage | null): number =>
  Object.values(usage ?? NO_USAGE).reduce((total, tokens) => total + tokens, 0);

describe('readOpenAiUsage', () => {
  it.each(PUBLISHED)('reads the usage of %s', (_provider, reported, usage) => {
    const read = readOpenAiUsage(reported);
    expect(read).toEqual({ ...NO_USAGE, ...usage });
    expect(sum(read)).toBe((reported as { total_tokens: number }).total_tokens);
  });

  it('puts every token into exactly one bucket, whatever the details claim', () => {
    const tokens = fc.nat({ max: 1_000_000 });
    fc.assert(
      fc.property(tokens, tokens, fc.array(tokens, { minLength: 6, maxLength: 6 }), (prompt, completion, parts) => {
        const [cached, written, audioIn, imageIn, reasoning, audioOut] = parts;
        const usage = readOpenAiUsage({
          ...{ prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion },
          prompt_tokens_details: {
            ...{ cached_tokens: cached, cache_write_tokens: written, audio_tokens: audioIn, image_tokens: imageIn },
          },
          completion_tokens_details: { reasoning_tokens: reasoning, audio_tokens: audioOut },
        });
        expect(sum(usage)).toBe(prompt + completion);
        expect(Math.min(...Object.values(usage ?? {}))).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('takes zero for usage', () => {
    expect(readOpenAiUsage({ prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 })).toEqual(NO_USAGE);
  });

  it.each([
    undefined,
    null,
    [],
    'none',
    {},
    { prompt_tokens: 1 },
    { completion_tokens: 1 },
    { prompt_tokens: null, completion_tokens: 1 },
    { prompt_tokens: '1', completion_tokens: '2' },
    { prompt_tokens: -1, completion_tokens: 1 },
    { prompt_tokens: 1.5, completion_tokens: 1 },
    { prompt_tokens: 2 ** 53, completion_tokens: 1 },
  ])('does not take %j for usage', (value) => {
    expect(readOpenAiUsage(value)).toBeNull();
  });

  it('ignores details that are no counts', () => {
    const usage = readOpenAiUsage({
      ...{ prompt_tokens: 5, completion_tokens: 6 },
      prompt_tokens_details: { cached_tokens: null },
      completion_tokens_details: [],
    });
    expect(usage).toEqual({ ...NO_USAGE, input: 5, output: 6 });
  });
});
