import { answerLine } from '../../../../src/routing/policy/policy-tool';
import { ALWAYS_NEXT, candidate, policyOf, POPULATION } from './lab';

const line = (input: unknown): string => JSON.stringify(input);
const decided = (input: Readonly<Record<string, unknown>>) => answerLine('decide', line(input));

const FILTER = ['min_tier', 'marketplace'];

describe('bursar policy', () => {
  it('BX-08: check says the sort, or what is wrong and where', () => {
    expect(answerLine('check', line({ term: ['custom', 'theirs'] }))).toEqual({ sort: 'Xform' });
    expect(answerLine('check', line({ term: ['not', ['foo']] }))).toMatchObject({
      error: "$.not[1]: unknown op 'foo'",
    });
  });

  it('BX-08: normalize says encoding, cache key and identity', () => {
    expect(answerLine('normalize', line({ term: ['cmp', 'price_in', 'le', 5] }))).toEqual({
      encoding: 'sigma-pol/v2:(cmp "price_in" "le" 5)',
      cache_key: '921304031-1509639523',
      identity: 'f8caf373510ac97713cd8520b378707b770aa2d46bfd1c4c8594c75658e608f2',
    });
  });

  it('BX-08: decide gives a policy’s order with scores, and whom it rejected why', () => {
    const term = policyOf(FILTER, ['field', 'context'], ['argmax']);
    expect(decided({ term, candidates: POPULATION, ctx: {} })).toEqual({
      ordered: [
        { provider_id: 'p1', score: 8000 },
        { provider_id: 'p2', score: 8000 },
      ],
      rejected: [{ provider: 'p3', reason: 'min_tier' }],
    });
  });

  it('BX-08: decide gives a predicate’s verdict on one candidate or on several', () => {
    expect(decided({ term: FILTER, candidate: candidate() })).toEqual({ ok: true });
    expect(decided({ term: FILTER, candidate: POPULATION[2] })).toEqual({ ok: false, reason: 'min_tier' });
    expect(decided({ term: FILTER, candidates: POPULATION })).toMatchObject({
      ordered: [{ provider_id: 'p1' }, { provider_id: 'p2' }],
      rejected: [{ provider: 'p3', reason: 'min_tier' }],
    });
  });

  it('BX-08: decide gives the request that a transform makes', () => {
    const term = ['clamp_param', 'temperature', 0, 1];
    const changed = {
      request: { temperature: 1 },
      mutations: [{ op: 'clamp_param', parameter: 'temperature', value: 1 }],
    };
    expect(decided({ term, request: { temperature: 2 }, candidate: candidate() })).toEqual(changed);
    expect(decided({ term, candidates: POPULATION, ctx: { request: { temperature: 2 } } })).toEqual(changed);
  });

  it('BX-08: decide gives the action of a fail plan for one kind of error or several', () => {
    const term = ['override', ALWAYS_NEXT, 'auth_error', { action: 'abort' }];
    const action = { action: 'abort' };
    expect(decided({ term, ctx: { error: 'auth_error' } })).toEqual({ kind: 'auth_error', action });
    expect(decided({ term, cases: ['auth_error', 'x'] })).toEqual({
      classified: [
        { kind: 'auth_error', action },
        { kind: 'x', action: { action: 'next_candidate' } },
      ],
    });
  });

  it.each([
    ['', /^not JSON: /],
    ['{', /^not JSON: /],
    ['[]', 'expected an object with a term'],
    ['{}', 'expected an object with a term'],
    [line({ term: ['top'], candidates: 5 }), 'candidates: expected an array'],
    [line({ term: ['top'], candidates: [5] }), 'candidates[0]: expected an object'],
    [line({ term: ['top'], candidates: [{ provider_id: 'p' }] }), 'candidates[0].model_family: expected a string'],
    [line({ term: ['top'], candidate: null }), 'candidate: expected an object'],
    [line({ term: ['top'], candidates: [], ctx: [] }), 'ctx: expected an object'],
    [line({ term: ['id'], candidates: [] }), 'candidate: an Xform changes the request for one; give it'],
    [line({ term: ['id'], candidates: POPULATION, request: 1 }), 'request: expected an object'],
    [line({ term: ALWAYS_NEXT }), 'cases: expected an array of error kinds, or one kind as ctx.error'],
    [line({ term: ['argmax'] }), 'term: decide takes a Policy, Pred, Xform or FailPlan, not a Selector'],
    [line({ term: ['custom', 'x'] }), "$.custom[1]: this host has no transform named 'x'"],
  ])('answers %s with what is wrong', (input, error) => {
    expect(answerLine('decide', input)['error']).toMatch(error);
  });
});
