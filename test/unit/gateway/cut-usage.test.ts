/** What an answer used that broke off. */
import fc from 'fast-check';
import { usageOfCut } from '../../../src/gateway/domain/cut-usage';
import { NO_USAGE, type Usage } from '../../../src/shared/domain/usage';

const usage = (more: Partial<Usage>): Usage => ({ ...NO_USAGE, ...more });

it.each<[string, Usage | null, number, Usage, string]>([
  ['nothing was told', null, 11, usage({ input: 40, output: 3 }), 'estimated_bytes'],
  ['nothing was told or written', null, 0, usage({ input: 40 }), 'estimated_bytes'],
  [
    'more was told than written',
    usage({ input: 9, output: 5 }),
    11,
    usage({ input: 9, output: 5 }),
    'provider_partial',
  ],
  [
    "Anthropic's placeholder was told",
    usage({ input: 9, output: 1 }),
    400,
    usage({ input: 9, output: 100 }),
    'estimated_bytes',
  ],
  [
    'thoughts were told, and text was written after them',
    usage({ cache_read: 9, output: 1, reasoning: 20 }),
    400,
    usage({ cache_read: 9, output: 80, reasoning: 20 }),
    'estimated_bytes',
  ],
])('where %s', (...row) => {
  const [, told, contentBytes, expected, usageSource] = row;
  expect(usageOfCut({ told, contentBytes, estimatedInputTokens: 40 })).toEqual({ usage: expected, usageSource });
});

it('no more writing makes a call cheaper, and no bucket is below what was told', () => {
  const count = fc.nat(10_000);
  const told = fc.record({ input: count, output: count, reasoning: count, audio_output: count }).map(usage);
  fc.assert(
    fc.property(told, count, count, (before, some, more) => {
      const at = (contentBytes: number): Usage =>
        usageOfCut({ told: before, contentBytes, estimatedInputTokens: 0 }).usage;
      expect(at(some + more).output).toBeGreaterThanOrEqual(at(some).output);
      expect(at(some).output).toBeGreaterThanOrEqual(before.output);
      expect(at(some)).toMatchObject({ input: before.input, reasoning: before.reasoning });
    }),
  );
});
