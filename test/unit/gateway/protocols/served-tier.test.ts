/** Which service tier an answer says it was served in. */
import fc from 'fast-check';
import { NO_USAGE } from '../../../../src/shared/domain/usage';
import { servedTier, tierNamed, toldIn } from '../../../../src/gateway/protocols/served-tier';
import type { JsonObject } from '../../../../src/gateway/protocols/dialect';

describe('the tier that served a call', () => {
  it.each([
    ['chat, whole or a chunk', { service_tier: 'flex', usage: {} }, 'flex'],
    ['a response', { service_tier: 'priority', output: [] }, 'priority'],
    ['a whole message', { usage: { service_tier: 'batch' } }, 'batch'],
    ['Gemini', { usageMetadata: { serviceTier: 'flex' } }, 'flex'],
    ["OpenAI's word for standard", { service_tier: 'default' }, 'standard'],
    ["OpenAI's other word for priority", { service_tier: 'fast' }, 'priority'],
    ['a choice that is left to the provider', { service_tier: 'auto' }, null],
    ['a word that nobody has published', { service_tier: 'warp' }, null],
    ['silence', { usage: { service_tier: null } }, null],
  ] as const satisfies readonly (readonly [string, JsonObject, string | null])[])(
    'is read from %s',
    (_what, answer, tier) => {
      expect(servedTier(answer)).toBe(tier);
      expect(toldIn(NO_USAGE, answer)).toEqual({ usage: NO_USAGE, tier });
      expect(toldIn(null, answer)).toBeNull();
    },
  );

  it('is not looked for in what the model wrote', () => {
    const written = { choices: [{ delta: { content: '"service_tier":"flex"' } }] };
    expect(servedTier(written)).toBeNull();
  });

  it('is nothing in rubbish, and rubbish never throws', () => {
    fc.assert(fc.property(fc.jsonValue(), (json) => tierNamed(json) === null || typeof json === 'string'));
    fc.assert(fc.property(fc.object(), (json) => servedTier(json as JsonObject) === null));
  });
});
