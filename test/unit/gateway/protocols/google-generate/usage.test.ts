/** Gemini's usage, made disjoint. */
import fc from 'fast-check';
import { readGoogleUsage } from '../../../../../src/gateway/protocols/google-generate/usage';
import { NO_USAGE, type Usage } from '../../../../../src/shared/domain/usage';
import PUBLISHED from '../../../../fixtures/usage/google.json';

const sum = (usage: Usage | null): number =>
  Object.values(usage ?? NO_USAGE).reduce((total, tokens) => total + tokens, 0);

describe('readGoogleUsage', () => {
  it.each(PUBLISHED)('reads the usage of $source', ({ usage, expected }) => {
    const read = readGoogleUsage(usage);
    expect(read).toEqual({ ...NO_USAGE, ...expected });
    expect(sum(read)).toBe(usage.totalTokenCount);
  });

  it('puts every token into exactly one bucket, whatever the details claim', () => {
    const tokens = fc.nat({ max: 1_000_000 });
    const details = fc.array(fc.record({ modality: fc.constantFrom('TEXT', 'AUDIO', 'IMAGE'), tokenCount: tokens }));
    const counts = fc.record({ prompt: tokens, cached: tokens, answer: tokens, thoughts: tokens, tools: tokens });
    fc.assert(
      fc.property(counts, details, details, details, (count, ofPrompt, ofCache, ofAnswer) => {
        const total = count.prompt + count.answer + count.thoughts + count.tools;
        const usage = readGoogleUsage({
          ...{ promptTokenCount: count.prompt, cachedContentTokenCount: count.cached },
          ...{ candidatesTokenCount: count.answer, thoughtsTokenCount: count.thoughts },
          ...{ toolUsePromptTokenCount: count.tools, totalTokenCount: total },
          ...{ promptTokensDetails: ofPrompt, cacheTokensDetails: ofCache, candidatesTokensDetails: ofAnswer },
        });
        expect(sum(usage)).toBe(total);
        expect(Math.min(...Object.values(usage ?? {}))).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('takes zero for usage, and nothing else for it', () => {
    expect(readGoogleUsage({ promptTokenCount: 0, totalTokenCount: 0 })).toEqual(NO_USAGE);
    const silent = [undefined, null, [], {}, { candidatesTokenCount: 3 }, { promptTokenCount: '3' }];
    expect(silent.map(readGoogleUsage)).toEqual(silent.map(() => null));
  });
});
