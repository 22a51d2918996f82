import { declareHost } from '../../../../src/routing/domain/policy/fields';
import { createLanguage } from '../../../../src/routing/domain/policy/language';
import { sceneOf } from '../../../../src/routing/domain/policy/scene';
import { candidate, POPULATION, scores, verdict } from './lab';

describe('predicates', () => {
  const named = candidate({ has_tee: true, tok_s: 40, capabilities: { context: 8000, supports_tools: true } });

  it.each([
    [['top'], null],
    [['bot'], 'bot'],
    [['and', ['tier_eq', 'partner'], ['cmp', 'context', 'ge', 1e9]], 'cmp:context:ge'],
    [['or', ['bot'], ['family_eq', 'm1']], null],
    [['or', ['family_eq', 'm2'], ['family_eq', 'm3']], 'or'],
    [['not', ['is', 'breaker_open']], null],
    [['not', ['is', 'has_tee']], 'not'],
    [['is', 'has_tee'], null],
    [['is', 'no_log'], 'is:no_log'],
    [['tier_eq', 'partner'], null],
    [['tier_eq', 'fallback'], 'tier'],
    [['min_tier', 'marketplace'], null],
    [['family_eq', 'm2'], 'model_family'],
    [['provider_eq', 'p1'], null],
    [['provider_eq', 'p2'], 'provider_id'],
    [['served_by_eq', 'p1'], null],
    [['served_by_eq', 'peer'], 'served_by'],
    [['has_cap', 'supports_tools'], null],
    [['has_cap', 'supports_vision'], 'missing_capability:supports_vision'],
    [['has_cap', 'constructor'], 'missing_capability:constructor'],
    [['scope_matches'], null],
  ])('BX-08: %j says %j', (pred, reason) => {
    expect(verdict(pred, named)).toBe(reason);
  });

  it.each([
    ['lt', [true, false, false]],
    ['le', [true, true, false]],
    ['eq', [false, true, false]],
    ['ne', [true, false, true]],
    ['ge', [false, true, true]],
    ['gt', [false, false, true]],
  ])('BX-08: cmp %s compares as its name says', (relation, holds) => {
    const of = (context: number) => verdict(['cmp', 'context', relation, 10], candidate({ capabilities: { context } }));
    expect([9, 10, 11].map((context) => of(context) === null)).toEqual(holds);
  });

  it('BX-08: and gives the first failing child’s reason in the order of the normal form', () => {
    expect(verdict(['and', ['tier_eq', 'fallback'], ['bot'], ['family_eq', 'x']], named)).toBe('bot');
    expect(verdict(['and', ['tier_eq', 'fallback'], ['family_eq', 'x']], named)).toBe('model_family');
  });

  it('BX-08: a candidate without a tier is of the tier fallback', () => {
    const untiered = candidate({ tier: undefined });
    expect(verdict(['tier_eq', 'fallback'], untiered)).toBeNull();
    expect(verdict(['min_tier', 'fallback'], untiered)).toBeNull();
    expect(verdict(['min_tier', 'marketplace'], untiered)).toBe('min_tier');
  });

  it('a tier outside of the order is below all of it', () => {
    expect(verdict(['min_tier', 'fallback'], candidate({ tier: 'constructor' }))).toBe('min_tier');
  });

  it('BX-08: a marketplace’s peer is who serves, else the provider', () => {
    expect(verdict(['served_by_eq', 'peer'], candidate({ served_by: 'peer' }))).toBeNull();
    expect(verdict(['served_by_eq', 'peer'], candidate({ offer: { peer_id: 'peer' } }))).toBeNull();
    expect(verdict(['provider_eq', 'p1'], candidate({ served_by: 'peer' }))).toBeNull();
  });

  it('BX-08: a candidate with a scope serves that scope only', () => {
    const request = { scope: 'team-a' };
    expect(verdict(['scope_matches'], candidate({ scope: 'team-a' }), { request })).toBeNull();
    expect(verdict(['scope_matches'], candidate({ scope: 'team-b' }), { request })).toBe('scope');
    expect(verdict(['scope_matches'], candidate({ scope: 'team-b' }))).toBe('scope');
  });
});

describe('fields', () => {
  it.each([
    ['price_in', Infinity],
    ['price_out', Infinity],
    ['latency_ms', Infinity],
    ['tok_s', 0],
    ['success_rate', 1],
    ['credits', 0],
    ['context', 0],
  ])('BX-08: %s is %d where it is absent', (name, absent) => {
    const bareCandidate = { provider_id: 'p', model_family: 'm' };
    expect(scores(['field', name], [bareCandidate])).toEqual([absent]);
    expect(scores(['field', name], [{ ...bareCandidate, [name]: 'text', capabilities: 5 }])).toEqual([absent]);
  });

  it.each(['has_tee', 'no_log', 'breaker_open', 'disabled'])('BX-08: %s is false where it is absent', (name) => {
    expect(verdict(['is', name], { provider_id: 'p', model_family: 'm' })).toBe(`is:${name}`);
  });

  it('BX-08: prices are the candidate’s, else those observed of provider and family', () => {
    const observed = { state: { ema: { 'p1|m1': { price_in: 3 } } } };
    expect(scores(['field', 'price_in'], [candidate({ price_in: 4 }), candidate()], observed)).toEqual([4, 3]);
  });

  it('BX-08: credits, breakers and disabled providers are states by provider', () => {
    const state = { credits: { p1: 7 }, breakers: { p1: true, p2: false }, disabled: { p1: 'auth_error' } };
    expect(scores(['field', 'credits'], POPULATION, { state })).toEqual([7, 0, 0]);
    expect(POPULATION.map((of) => verdict(['is', 'breaker_open'], of, { state }))).toEqual([
      null,
      'is:breaker_open',
      'is:breaker_open',
    ]);
    expect(verdict(['is', 'disabled'], candidate(), { state })).toBeNull();
  });

  it('a provider named like a member of every object has no state', () => {
    expect(verdict(['is', 'disabled'], candidate({ provider_id: 'constructor' }), { state: { disabled: {} } })).toBe(
      'is:disabled',
    );
  });

  it('a declared field has its declared default', () => {
    const language = createLanguage(declareHost({ is_local: { sort: 'Bool', absent: true } }));
    const result = language.compile(['is', 'is_local'], 'Pred');
    if (!result.ok) throw new Error(result.failure.message);
    const local = (value: unknown) => result.value.meaning(candidate({ is_local: value }), sceneOf({}));
    expect([local(undefined), local(null), local(true), local(false)]).toEqual([null, null, null, 'is:is_local']);
  });
});

describe('meets_req', () => {
  const able = candidate({ capabilities: { context: 8000, supports_tools: true, supports_vision: true } });
  const reason = (request: unknown, of = able) => verdict(['meets_req'], of, { request });

  it.each([
    [{}, null],
    [{ tools: [{}], images: ['x'] }, null],
    [{ tools: [], images: [] }, null],
    [{ response_format: { type: 'json_object' } }, 'missing_capability:json_mode'],
    [{ response_format: { type: 'json_schema' } }, null],
    [{ requirements: { needs: ['tools', 'seed'] } }, 'missing_capability:seed'],
    [{ requirements: { needs: ['dancing'] } }, null],
    [{ requirements: { min_context: 8000 } }, null],
    [{ requirements: { min_context: 8001 } }, 'min_context'],
    [{ requirements: { min_context: 'large' } }, 'min_context'],
    [{ requirements: { model_family: 'm2' } }, 'model_family'],
    [{ requirements: { tier: 'fallback' } }, 'tier'],
    [{ requirements: { privacy: 'tee_required' } }, 'tee_required'],
    [{ requirements: { privacy: 'no_log' } }, 'no_log'],
    [{ requirements: { min_tok_s: 10 } }, 'min_tok_s'],
    [[], null],
  ])('BX-08: of the request %j it says %j', (request, expected) => {
    expect(reason(request)).toBe(expected);
  });

  it('BX-08: a TEE suffices for no_log, and an observed speed for min_tok_s', () => {
    expect(reason({ requirements: { privacy: 'no_log' } }, candidate({ has_tee: true }))).toBeNull();
    expect(reason({ requirements: { privacy: 'no_log' } }, candidate({ no_log: true }))).toBeNull();
    expect(reason({ requirements: { min_tok_s: 10 } }, candidate({ tok_s: 10 }))).toBeNull();
    expect(reason({ requirements: { min_tok_s: 10 } }, candidate({ tok_s: 9 }))).toBe('min_tok_s');
  });

  it('BX-08: the first requirement of the order that is not met is the reason', () => {
    const requirements = {
      min_tok_s: 10,
      privacy: 'no_log',
      tier: 'fallback',
      model_family: 'm2',
      min_context: 9000,
      needs: ['seed'],
    };
    const met: Record<string, unknown>[] = [{}, { supports_seed: true }, { context: 9000 }];
    const reasons: (string | null)[] = [];
    const capabilities = { context: 8000 };
    for (const change of met)
      reasons.push(reason({ requirements }, candidate({ capabilities: Object.assign(capabilities, change) })));
    for (const change of [{ model_family: 'm2' }, { tier: 'fallback' }, { no_log: true }, { tok_s: 11 }])
      reasons.push(reason({ requirements }, candidate({ ...Object.assign(met[0] ?? {}, change), capabilities })));
    expect(reasons).toEqual([
      'missing_capability:seed',
      'min_context',
      'model_family',
      'tier',
      'no_log',
      'min_tok_s',
      null,
    ]);
  });
});
