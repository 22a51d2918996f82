/** A caller's policy as the layer that gives the order. */
import { BURSAR_LANGUAGE } from '../../../src/routing/domain/policy/bursar-language';
import type { RunnablePolicy } from '../../../src/routing/domain/policy-layer';
import type { Facts } from '../../../src/routing/domain/facts';
import { decided, FIRED, type Lab, missedById, model, orderOf, reasonsById, STATE } from './lab';

const LAB: Lab = {
  models: [
    model('small', '0.1', { tier: 'economy', quality: { overall: 0.3 }, family: 'tiny' }),
    model('middle', '1', { tier: 'standard', quality: { overall: 0.6 }, regions: ['eu-central'] }),
    model('deep', '10', { tier: 'deep_reasoning', quality: { overall: 0.9 } }),
    model('mine', '2', { provider: 'home', capabilities: ['streaming'] }),
    model('unpriced', null),
  ],
  providers: { home: { local: true } },
  endpoints: { slow: { latency_ceiling_ms: 100 } },
};

type Term = readonly unknown[];

function policy(filter: Term, scorer: Term = ['zero'], selector: Term = ['argmax']): RunnablePolicy {
  const term = ['policy', filter, scorer, selector, ['id'], ['always', { action: 'next_candidate' }]];
  const compiled = BURSAR_LANGUAGE.compile(term, 'Policy');
  if (!compiled.ok) throw new Error(compiled.failure.message);
  return compiled.value;
}

const FACT: Facts['policy'] = { source: 'call', name: 'it', identity: 'i'.repeat(64) };

const run = (it: RunnablePolicy, facts: Partial<Facts> = {}, state = STATE) =>
  decided(LAB, { requested_model: 'policy:it', policy: FACT, ...facts }, { policy: it, state });

const TOP = ['top'];

describe('what a policy sees', () => {
  it.each<[string, Term, string[]]>([
    [
      'prices in USD a million tokens; none is above every bound',
      ['cmp', 'price_in', 'le', 1],
      ['lab/small', 'lab/middle'],
    ],
    ['the estimate of this request', ['cmp', 'estimated_cost_usd', 'lt', 0.001], ['lab/small']],
    ['quality scores', ['cmp', 'quality_score', 'ge', 0.6], ['lab/middle', 'lab/deep']],
    ['the rank by them', ['cmp', 'benchmark_rank', 'le', 1], ['lab/deep']],
    ['who is local', ['is', 'is_local'], ['home/mine']],
    ['tiers in our order', ['min_tier', 'deep_reasoning'], ['lab/deep']],
    ['families', ['family_eq', 'tiny'], ['lab/small']],
    ['providers', ['provider_eq', 'home'], ['home/mine']],
    ['capabilities', ['not', ['has_cap', 'supports_tools']], ['home/mine']],
  ])('%s', (_what, filter, expected) => {
    expect(orderOf(run(policy(filter))).sort()).toEqual([...expected].sort());
  });

  it('the region of the request', () => {
    const decision = run(policy(['is', 'region_match']), { region: 'eu-central' });
    expect(orderOf(decision)).toEqual(['lab/middle']);
  });

  it('latencies as observed', () => {
    const state = { ...STATE, latency_p95_ms: { 'lab/deep': 80, 'lab/small': 900 } };
    expect(orderOf(run(policy(['cmp', 'latency_ms', 'lt', 100]), {}, state))).toEqual(['lab/deep']);
  });
});

describe('what a policy decides', () => {
  it('UH-16: is the order by its score, with the reason of each that it rejects', () => {
    const decision = run(policy(['cmp', 'price_in', 'gt', 0.5], ['field', 'quality_score'], ['top_k', 2, ['argmax']]));
    expect(orderOf(decision)).toEqual(['lab/deep', 'lab/middle']);
    expect(decision.order.map(({ score }) => score)).toEqual([0.9, 0.6]);
    expect(reasonsById(decision)).toEqual({
      ...{ 'lab/small': 'policy:cmp:price_in:gt', 'home/mine': 'policy:not_selected' },
      'lab/unpriced': 'policy:not_selected',
    });
    expect(decision.explanation).toContain('comes first of 2 candidates that policy "it" lets pass');
  });

  it('UH-22: is the failover sequence, and a mode never re-sorts it', () => {
    const dearest = policy(['cmp', 'price_in', 'lt', 100], ['field', 'price_in']);
    expect(orderOf(run(dearest, { mode: 'cost_first' }))).toEqual(['lab/deep', 'home/mine', 'lab/middle', 'lab/small']);
  });

  it('stays within what the name stands for', () => {
    expect(orderOf(run(policy(TOP), { requested_model: 'standard' })).sort()).toEqual([
      ...['home/mine', 'lab/middle', 'lab/unpriced'],
    ]);
    expect(orderOf(run(policy(TOP), { requested_model: 'lab/deep' }))).toEqual(['lab/deep']);
  });

  it('never widens what fits', () => {
    const decision = run(policy(TOP), { has_tools: true, allowed_models: ['lab/small', 'home/mine'] });
    expect(orderOf(decision)).toEqual(['lab/small']);
    expect(reasonsById(decision)['home/mine']).toBe('missing_capability:tools');
  });

  it('keeps its order before signals and ceilings: what misses them goes last', () => {
    const cheapest = policy(['cmp', 'price_in', 'lt', 100], ['neg', ['field', 'price_in']]);
    const raised = run(cheapest, { signals: FIRED });
    expect(orderOf(raised)).toEqual(['lab/deep', 'lab/small', 'lab/middle', 'home/mine']);
    const state = { ...STATE, latency_p95_ms: { 'lab/small': 500 } };
    const slow = run(cheapest, { requested_model: 'slow' }, state);
    expect(orderOf(slow).at(-1)).toBe('lab/small');
    expect(missedById(slow)).toEqual({ 'lab/small': 'latency_ceiling:500>100' });
  });

  it('draws the same sample for the same seed', () => {
    const sampled = policy(TOP, ['zero'], ['sample', 5]);
    const orders = [1, 2, 3, 4, 5, 6].map((seed) => orderOf(run(sampled, { seed })).join());
    expect(new Set(orders).size).toBeGreaterThan(1);
    expect(orderOf(run(sampled, { seed: 3 })).join()).toBe(orders[2]);
  });

  it('may leave nothing, and then says so', () => {
    const decision = run(policy(['bot']));
    expect(decision.order).toEqual([]);
    expect(decision.explanation).toBe('Nothing can serve policy "it": 5 × policy:bot.');
  });
});
