/** Anthropic's usage in disjoint buckets, and back. */
import fc from 'fast-check';
import {
  laterUsage,
  readAnthropicUsage,
  writeAnthropicUsage,
} from '../../../../../src/gateway/protocols/anthropic-messages/usage';
import { inputTokensOf, NO_USAGE, type Usage } from '../../../../../src/shared/domain/usage';
import fixtures from '../../../../fixtures/usage/anthropic.json';

const tokens = fc.nat({ max: 1_000_000 });
const total = (usage: Usage | null): number =>
  Object.values(usage ?? NO_USAGE).reduce((sum, bucket) => sum + bucket, 0);

describe('readAnthropicUsage', () => {
  it.each(fixtures)('reads what is published in $source', ({ usage, expected }) => {
    expect(readAnthropicUsage(usage)).toEqual({ ...NO_USAGE, ...expected });
  });

  it('puts every token into exactly one bucket, whatever the details claim', () => {
    const members = fc.record({
      ...{
        input: tokens,
        output: tokens,
        read: tokens,
        written: tokens,
        short: tokens,
        long: tokens,
        thinking: tokens,
      },
    });
    fc.assert(
      fc.property(members, ({ input, output, read, written, short, long, thinking }) => {
        const usage = readAnthropicUsage({
          ...{ input_tokens: input, output_tokens: output },
          ...{ cache_read_input_tokens: read, cache_creation_input_tokens: written },
          cache_creation: { ephemeral_5m_input_tokens: short, ephemeral_1h_input_tokens: long },
          output_tokens_details: { thinking_tokens: thinking },
        });
        expect(total(usage)).toBe(input + output + read + written);
        expect(inputTokensOf(usage ?? NO_USAGE)).toBe(input + read + written);
        expect(Object.values(usage ?? {}).every((bucket) => bucket >= 0)).toBe(true);
      }),
    );
  });

  it('reads again what it wrote', () => {
    const known = fc.record({
      ...{ input: tokens, cache_read: tokens, cache_write_5m: tokens, cache_write_1h: tokens },
      ...{ output: tokens, reasoning: tokens },
      ...{ audio_input: fc.constant(0), audio_output: fc.constant(0), image_input: fc.constant(0) },
    });
    fc.assert(
      fc.property(known, (usage) => {
        expect(readAnthropicUsage(writeAnthropicUsage(usage))).toEqual(usage);
      }),
    );
  });

  it('counts sound and pictures with the text where it has no bucket for them', () => {
    const written = writeAnthropicUsage({
      ...NO_USAGE,
      input: 1,
      audio_input: 2,
      image_input: 4,
      output: 8,
      audio_output: 16,
    });
    expect(written).toMatchObject({ input_tokens: 7, output_tokens: 24 });
  });

  it('takes zero for usage and silence for none', () => {
    expect(readAnthropicUsage({ input_tokens: 0, output_tokens: 0 })).toEqual(NO_USAGE);
    expect(
      [{}, { input_tokens: 3 }, { output_tokens: 3 }, { input_tokens: '3', output_tokens: 1 }].map(readAnthropicUsage),
    ).toEqual([...[null, null, null, null]]);
  });

  it('never throws, whatever a provider sends', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (usage) => void readAnthropicUsage(usage)));
  });
});

describe('laterUsage', () => {
  it('lets a later total stand for an earlier one and never adds', () => {
    const start = laterUsage({}, { input_tokens: 20, cache_read_input_tokens: 5, output_tokens: 1 });
    const end = laterUsage(start, { input_tokens: null, output_tokens: 90, cache_read_input_tokens: 7 });
    expect(readAnthropicUsage(end)).toEqual({ ...NO_USAGE, input: 20, cache_read: 7, output: 90 });
  });
});
