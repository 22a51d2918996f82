/** The tenant's envelope and mode: what they do to every call, and that no policy gets around them. */
import fc from 'fast-check';
import { decide } from '../../../src/routing/domain/decide';
import type { Decision } from '../../../src/routing/domain/decision';
import type { Facts } from '../../../src/routing/domain/facts';
import type { RunnablePolicy } from '../../../src/routing/domain/policy-layer';
import { BURSAR_LANGUAGE } from '../../../src/routing/domain/policy/bursar-language';
import type { Compiled } from '../../../src/routing/domain/policy/language';
import { catalogOf, decided, FACTS, type Lab, labs, model, orderOf, reasonsById, requests, STATE } from './lab';

type Term = readonly unknown[];

const LAB: Lab = {
  models: [
    model('small', '0.1', { tier: 'economy' }),
    model('big', '10', { tier: 'standard', quality: { overall: 0.9 } }),
    model('mine', '2', { provider: 'home', capabilities: ['streaming'] }),
  ],
  providers: { home: { local: true } },
};

describe('an envelope', () => {
  it('keeps every call within it, whether a policy, an endpoint or a name decides', () => {
    const lab: Lab = { ...LAB, envelope: ['is', 'is_local'] };
    for (const requested_model of ['auto', 'standard', 'mine', 'lab/big']) {
      const decision = decided(lab, { requested_model });
      expect(orderOf(decision)).toEqual(requested_model === 'lab/big' ? [] : ['home/mine']);
      expect(new Set(Object.values(reasonsById(decision)))).toEqual(
        new Set(requested_model === 'mine' ? [] : ['envelope:is:is_local']),
      );
    }
  });

  it('sees what policies see: prices, estimates and scores', () => {
    const passing = (envelope: Term): string[] => orderOf(decided({ ...LAB, envelope })).sort();
    expect(passing(['cmp', 'price_in', 'le', 5])).toEqual(['home/mine', 'lab/small']);
    expect(passing(['cmp', 'estimated_cost_usd', 'lt', 0.001])).toEqual(['lab/small']);
    expect(passing(['cmp', 'quality_score', 'ge', 0.5])).toEqual(['lab/big']);
  });

  it('comes after what the key may use and before what fits', () => {
    const lab: Lab = { ...LAB, envelope: ['cmp', 'price_in', 'ge', 5] };
    expect(reasonsById(decided(lab, { has_tools: true, allowed_models: ['home/mine'] }))).toEqual({
      ...{ 'lab/small': 'model_not_allowed', 'lab/big': 'model_not_allowed' },
      'home/mine': 'envelope:cmp:price_in:ge',
    });
  });

  it('that cannot be read keeps everybody out', () => {
    expect(reasonsById(decided({ ...LAB, envelope: ['no_longer_known'] }))).toEqual({
      ...{ 'lab/small': 'envelope:unreadable', 'lab/big': 'envelope:unreadable', 'home/mine': 'envelope:unreadable' },
    });
  });
});

const preds: fc.Arbitrary<Term> = fc.letrec<{ pred: Term }>((tie) => ({
  pred: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Term>(['top'], ['bot'], ['is', 'is_local'], ['meets_req'], ['has_cap', 'supports_tools']),
    fc
      .tuple(fc.constantFrom('price_in', 'quality_score', 'estimated_cost_usd', 'context'), fc.constantFrom('le', 'gt'))
      .map(([field, relation]): Term => ['cmp', field, relation, 0.5]),
    fc.constantFrom<Term>(['tier_eq', 'economy'], ['min_tier', 'standard'], ['provider_eq', 'cloud']),
    fc
      .tuple(fc.constantFrom('and', 'or'), tie('pred'), tie('pred'))
      .map(([op, first, second]): Term => [op, first, second]),
    tie('pred').map((inner): Term => ['not', inner]),
  ),
})).pred;

const policies: fc.Arbitrary<Term> = fc
  .tuple(
    preds,
    fc.constantFrom<Term>(['zero'], ['neg', ['normalize', ['field', 'price_out']]], ['field', 'quality_score']),
    fc.constantFrom<Term>(['argmax'], ['ordered'], ['sample', 3], ['top_k', 2, ['argmax']]),
  )
  .map(([filter, scorer, selector]) => [
    ...['policy', filter, scorer, selector, ['id']],
    ['always', { action: 'next_candidate' }],
  ]);

function compiled<S extends 'Policy' | 'Pred'>(term: Term, sort: S): Compiled<S> {
  const result = BURSAR_LANGUAGE.compile(term, sort);
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

const FACT: Facts['policy'] = { source: 'call', name: 'it', identity: 'i'.repeat(64) };

function decisionOf(lab: Lab, facts: Facts, policy: RunnablePolicy | null): Decision | null {
  const given = policy === null ? facts : { ...facts, policy: FACT, requested_model: 'policy:it' };
  const result = decide(given, { catalog: catalogOf(lab), policy }, STATE);
  return result.kind === 'decided' ? result.decision : null;
}

/** What passes is asked of a policy that lets all pass that it does: mode `pinned` would leave some of it out. */
it('no policy, and no call without one, gets out of the envelope', () => {
  fc.assert(
    fc.property(labs, requests, preds, fc.option(policies), (lab, facts, envelope, term) => {
      const policy = term === null ? null : compiled(term, 'Policy');
      const all = compiled(
        ['policy', envelope, ['zero'], ['ordered'], ['id'], ['always', { action: 'abort' }]],
        'Policy',
      );
      const passing = new Set(orderOf(decisionOf(lab, { ...facts, mode: null }, all) as Decision));
      const within = decisionOf({ ...lab, envelope }, facts, policy);
      expect(within === null || orderOf(within).every((id) => passing.has(id))).toBe(true);
    }),
  );
});

it('a policy decides under the envelope as the same policy narrowed by it does', () => {
  fc.assert(
    fc.property(labs, requests, preds, policies, (lab, facts, envelope, term) => {
      const policy = compiled(term, 'Policy');
      const narrowed = BURSAR_LANGUAGE.within(compiled(envelope, 'Pred'), policy);
      const [under, alone] = [decisionOf({ ...lab, envelope }, facts, policy), decisionOf(lab, facts, narrowed)];
      expect(under && orderOf(under)).toEqual(alone && orderOf(alone));
    }),
  );
});

describe('the mode of the tenant', () => {
  const lab: Lab = {
    ...LAB,
    mode: 'quality_first',
    endpoints: { cheap: { mode: 'cost_first' }, tier: { routing: { default: { tier: 'standard' } } } },
  };

  it.each<[string, Partial<Facts>, string]>([
    ['of an endpoint that leaves everything open', { requested_model: 'auto' }, 'quality_first'],
    ['of an endpoint that names a tier', { requested_model: 'tier' }, 'quality_first'],
    ['of a tier that the caller names', { requested_model: 'standard' }, 'quality_first'],
    ['but not of an endpoint with its own', { requested_model: 'cheap' }, 'cost_first'],
    ['but not of a call with its own', { requested_model: 'auto', mode: 'local_first' }, 'local_first'],
  ])('weighs the candidates %s', (_what, facts, mode) => {
    expect(decided(lab, facts).mode).toBe(mode);
  });

  it('changes the order', () => {
    expect(orderOf(decided(LAB))[0]).toBe('lab/small');
    expect(orderOf(decided(lab))[0]).toBe('lab/big');
    expect(decided(LAB, FACTS).mode).toBe('balanced');
  });
});
