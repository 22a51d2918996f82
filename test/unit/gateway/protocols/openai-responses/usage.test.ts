/** Usage of OpenAI's Responses, made disjoint and told again. */
import fc from 'fast-check';
import { readUsage, writeUsage } from '../../../../../src/gateway/protocols/openai-responses/usage';
import { NO_USAGE, USAGE_BUCKETS, type Usage } from '../../../../../src/shared/domain/usage';
import published from '../../../../fixtures/usage/openai-responses.json';

const sum = (usage: Usage | null): number =>
  Object.values(usage ?? NO_USAGE).reduce((total, tokens) => total + tokens, 0);

const tokens = fc.nat({ max: 1_000_000 });
/** Of any provider. */
const usages: fc.Arbitrary<Usage> = fc
  .tuple(...USAGE_BUCKETS.map(() => tokens))
  .map((counts) => Object.fromEntries(USAGE_BUCKETS.map((bucket, at) => [bucket, counts[at]])) as Usage);

describe('usage of Responses', () => {
  it.each(published)('is read as published: $source', ({ usage, expected }) => {
    const read = readUsage(usage);
    expect(read).toEqual({ ...NO_USAGE, ...expected });
    expect(sum(read)).toBe(usage.total_tokens);
  });

  it('puts every token into exactly one bucket, whatever the details claim', () => {
    fc.assert(
      fc.property(tokens, tokens, fc.array(tokens, { minLength: 4, maxLength: 4 }), (input, output, parts) => {
        const [cached, written, long, reasoning] = parts;
        const usage = readUsage({
          ...{ input_tokens: input, output_tokens: output, total_tokens: input + output },
          input_tokens_details: {
            ...{ cached_tokens: cached, cache_write_tokens: written },
            cache_write_tokens_details: { ttl_12h_tokens: long },
          },
          output_tokens_details: { reasoning_tokens: reasoning },
        });
        expect(sum(usage)).toBe(input + output);
        expect(Math.min(...Object.values(usage ?? {}))).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('is the same when it is written and read again, as far as it has words for it', () => {
    fc.assert(
      fc.property(usages, (usage) => {
        const sayable = { ...usage, audio_input: 0, audio_output: 0, image_input: 0 };
        expect(readUsage(writeUsage(sayable))).toEqual(sayable);
        expect(sum(readUsage(writeUsage(usage)))).toBe(sum(usage));
        expect(writeUsage(usage)['total_tokens']).toBe(sum(usage));
      }),
    );
  });

  it('takes zero for usage', () => {
    expect(readUsage({ input_tokens: 0, output_tokens: 0 })).toEqual(NO_USAGE);
  });

  it.each([undefined, null, [], 'none', {}, { input_tokens: 1 }, { input_tokens: -1, output_tokens: 1 }])(
    'does not take %j for usage',
    (value) => {
      expect(readUsage(value)).toBeNull();
    },
  );
});
