import { createHash } from 'node:crypto';
import { BURSAR_LANGUAGE } from '../../../../src/routing/domain/policy/bursar-language';
import {
  type AdmittedPolicy,
  BYTES_PER_CHARACTER,
  MAX_POLICY_CHARACTERS,
  PolicyCache,
} from '../../../../src/routing/policy/policy-cache';
import { ALWAYS_NEXT, policyOf } from './lab';

const PLAIN = policyOf(['min_tier', 'standard'], ['zero'], ['argmax']);

function admitted(cache: PolicyCache, text: string): AdmittedPolicy {
  const result = cache.admit(text);
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

const cached = (...texts: readonly string[]): PolicyCache =>
  new PolicyCache(BURSAR_LANGUAGE, texts.join('').length * BYTES_PER_CHARACTER);

describe('the cache of policies', () => {
  it('UH-12: gives a policy its identity, the SHA-256 of its encoding', () => {
    const { encoding, identity } = admitted(new PolicyCache(BURSAR_LANGUAGE), JSON.stringify(PLAIN));
    expect(encoding).toMatch(/^sigma-pol\/v2:\(policy \(min_tier "standard"\) /);
    expect(identity).toBe(createHash('sha256').update(encoding).digest('hex'));
  });

  it('UH-12: policies that mean the same by the laws have one identity, however they are written', () => {
    const cache = new PolicyCache(BURSAR_LANGUAGE);
    const other = policyOf(['and', ['top'], ['min_tier', 'standard']], ['scale', 0, ['lit', 3]], ['argmax']);
    expect(admitted(cache, JSON.stringify(other, null, 2)).identity).toBe(
      admitted(cache, JSON.stringify(PLAIN)).identity,
    );
  });

  it('UH-13: refuses an unknown operation with its name and path', () => {
    const foo = policyOf(['and', ['top'], ['foo']], ['zero'], ['argmax']);
    expect(new PolicyCache(BURSAR_LANGUAGE).admit(JSON.stringify(foo))).toMatchObject({
      ok: false,
      failure: { path: '$.policy[1].and[2]', op: 'foo', message: "unknown op 'foo'" },
    });
  });

  it('compiles a text once and keeps what was used last', () => {
    const [a, b, c] = ['1', '2', '3'].map((n) => JSON.stringify(policyOf(['top'], ['lit', Number(n)], ['argmax'])));
    if (a === undefined || b === undefined || c === undefined) throw new Error('three texts');
    const cache = cached(a, b);
    const [first, second] = [admitted(cache, a), admitted(cache, b)];
    expect(admitted(cache, a)).toBe(first);
    admitted(cache, c);
    expect(admitted(cache, a)).toBe(first);
    expect(admitted(cache, b)).not.toBe(second);
  });

  it('keeps no policy that alone is larger than its bound', () => {
    const cache = cached();
    const text = JSON.stringify(PLAIN);
    expect(admitted(cache, text)).not.toBe(admitted(cache, text));
  });

  it('refuses a policy that is too long before it looks into it', () => {
    const long = JSON.stringify(policyOf(['provider_eq', 'p'.repeat(MAX_POLICY_CHARACTERS)], ['zero'], ['argmax']));
    expect(new PolicyCache(BURSAR_LANGUAGE).admit(long)).toMatchObject({
      ok: false,
      failure: { path: '$', message: expect.stringContaining(String(MAX_POLICY_CHARACTERS)) },
    });
  });

  it('declares the host’s own fields and tiers, and refuses those of other hosts', () => {
    const filter = [
      'and',
      ['cmp', 'quality_score', 'ge', 0.7],
      ['cmp', 'benchmark_rank', 'le', 5],
      ['cmp', 'estimated_cost_usd', 'le', 0.01],
      ['is', 'region_match'],
      ['is', 'is_local'],
      ['tier_eq', 'economy'],
    ];
    const cache = new PolicyCache(BURSAR_LANGUAGE);
    admitted(cache, JSON.stringify(policyOf(filter, ['zero'], ['argmax'])));
    expect(cache.admit(JSON.stringify(policyOf(['min_tier', 'partner'], ['zero'], ['argmax'])))).toMatchObject({
      ok: false,
      failure: { path: '$.policy[1].min_tier[1]', hint: 'one of: economy, standard, deep_reasoning' },
    });
  });

  it.each([
    ['bot', policyOf(['and', ['bot'], ['top']], ['zero'], ['argmax'])],
    ['sample', policyOf(['top'], ['zero'], ['sample', 1])],
    ['chain', policyOf(['top'], ['zero'], ['chain', []])],
    ['jitter', ['policy', ['top'], ['zero'], ['argmax'], ['jitter', 'top_p', 0.1], ALWAYS_NEXT]],
    ['inject_seed', ['policy', ['top'], ['zero'], ['argmax'], ['inject_seed', 'seed'], ALWAYS_NEXT]],
    ['filter_text', ['policy', ['top'], ['zero'], ['argmax'], ['filter_text', ['NFKC']], ALWAYS_NEXT]],
    ['filter_image', ['policy', ['top'], ['zero'], ['argmax'], ['filter_image', []], ALWAYS_NEXT]],
  ])('warns of %s, and of nothing in a plain policy', (op, policy) => {
    const cache = new PolicyCache(BURSAR_LANGUAGE);
    expect(admitted(cache, JSON.stringify(policy)).warnings.map((warning) => warning.op)).toEqual([op]);
    expect(admitted(cache, JSON.stringify(PLAIN)).warnings).toEqual([]);
  });
});
