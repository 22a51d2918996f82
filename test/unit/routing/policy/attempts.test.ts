import { actionFor, backoffMs, plannedAction } from '../../../../src/routing/domain/policy/fail-plan';
import type { Action, Attempt, RequestParameters } from '../../../../src/routing/domain/policy/meaning';
import { transformRequest } from '../../../../src/routing/domain/policy/run';
import { sceneOf } from '../../../../src/routing/domain/policy/scene';
import {
  ALWAYS_NEXT,
  bare,
  candidate,
  compiled,
  CONTEXT,
  meaning,
  ofContexts,
  policyOf,
  POPULATION,
  providers,
  run,
} from './lab';

describe('transforms', () => {
  const attempt = (xform: unknown, request: RequestParameters, seed?: number, of = candidate()): Attempt =>
    transformRequest(meaning(xform, 'Xform'), request, of, sceneOf({ seed }));

  it.each([
    [['id'], { a: 1 }],
    [['set_param', 'a', 2], { a: 2 }],
    [['set_param', 'b', true], { a: 1, b: true }],
    [['set_param', 's', 'from_ctx'], { a: 1, s: 7 }],
    [['inject_seed', 's'], { a: 1, s: 7 }],
    [['clamp_param', 'a', 3, 5], { a: 3 }],
    [['clamp_param', 'b', 3, 5], { a: 1 }],
    [['seq', ['set_param', 'a', 9], ['clamp_param', 'a', 0, 5]], { a: 5 }],
    [['when', ['tier_eq', 'partner'], ['set_param', 'a', 2]], { a: 2 }],
    [['when', ['tier_eq', 'fallback'], ['set_param', 'a', 2]], { a: 1 }],
    [['filter_image', [{ crop: 2 }]], { a: 1, _filters: { image: { recipe: [{ crop: 2 }], seed: 7 } } }],
  ])('BX-08: %j makes of {"a":1} %j', (xform, request) => {
    const given = { a: 1 };
    expect(attempt(xform, given, 7).request).toEqual(request);
    expect(given).toEqual({ a: 1 });
  });

  it('BX-08: without a seed nothing is jittered and no seed is set', () => {
    for (const xform of [
      ['jitter', 'a', 0.5],
      ['inject_seed', 'a'],
      ['set_param', 'a', 'from_ctx'],
    ])
      expect(attempt(xform, { a: 1 })).toEqual({ request: { a: 1 }, mutations: [] });
    expect(attempt(['filter_text', []], {}).request).toEqual({ _filters: { text: { recipe: [] } } });
  });

  it('BX-08: jitter sets what is absent, stays within its bound, and differs by parameter', () => {
    const { request } = attempt(['seq', ['jitter', 'a', 0.5], ['jitter', 'b', 0.5]], { a: 1 }, 7);
    const [a, b] = [request['a'] as number, request['b'] as number];
    expect(Math.abs(a - 1)).toBeLessThanOrEqual(0.5);
    expect(Math.abs(b)).toBeLessThanOrEqual(0.5);
    expect(a - 1).not.toBeCloseTo(b, 6);
  });

  it('lists what it changed, and not what was there before', () => {
    const xform = [
      'seq',
      ['set_param', 'user', 'x'],
      ['clamp_param', 'a', 0, 1],
      ['clamp_param', 'b', 0, 1],
      ['filter_text', ['NFKC']],
    ];
    expect(attempt(xform, { user: 'a secret', a: 5, b: 0.5 }).mutations).toEqual([
      { op: 'set_param', parameter: 'user', value: 'x' },
      { op: 'clamp_param', parameter: 'a', value: 1 },
      { op: 'filter_text', parameter: '_filters.text', value: { recipe: ['NFKC'] } },
    ]);
  });

  it('sets a parameter of any name as an own member', () => {
    const { request } = attempt(['set_param', '__proto__', 'x'], {});
    expect(Object.entries(request)).toEqual([['__proto__', 'x']]);
    expect(Object.getPrototypeOf(request)).toBe(Object.prototype);
  });

  it('keeps the filters of both kinds', () => {
    const { request } = attempt(['seq', ['filter_text', ['a']], ['filter_image', ['b']]], {});
    expect(request).toEqual({ _filters: { text: { recipe: ['a'] }, image: { recipe: ['b'] } } });
  });
});

describe('fail plans', () => {
  const ABORT = { action: 'abort' };
  const plan = (term: unknown, kind: string) => actionFor(meaning(term, 'FailPlan'), kind);

  it('UH-21: an error kind has its override, else the base', () => {
    const term = ['override', ALWAYS_NEXT, 'auth_error', ABORT];
    expect(plan(term, 'auth_error')).toEqual(ABORT);
    expect(plan(term, 'timeout')).toEqual({ action: 'next_candidate' });
    expect(plan(term, 'constructor')).toEqual({ action: 'next_candidate' });
  });

  it('BX-08: the base is kept under unknown, where an override replaces it', () => {
    expect(plan(['override', ALWAYS_NEXT, 'unknown', ABORT], 'timeout')).toEqual(ABORT);
  });

  it.each([
    [
      [10, 20, 30],
      [10, 20, 30, 30],
    ],
    [500, [500, 500, 500, 500]],
    [[], [0, 0, 0, 0]],
    [undefined, [0, 0, 0, 0]],
  ])('UH-21: a backoff of %j waits %j', (backoff, waits) => {
    const action = { action: 'retry_same', ...(backoff === undefined ? {} : { backoff_ms: backoff }) } as const;
    expect([1, 2, 3, 4].map((attempt) => backoffMs(action, attempt))).toEqual(waits);
  });
});

describe('a policy', () => {
  it('UH-22: goes on to the next candidate, the cheapest first, where it says so', () => {
    const cheapest = policyOf(['meets_req'], ['neg', ['field', 'price_in']], ['argmax']);
    const priced = [5, 1, 3].map((price) => candidate({ provider_id: `p${price}`, price_in: price }));
    expect(providers(run(cheapest, priced, {}))).toEqual(['p1', 'p3', 'p5']);
    expect(actionFor(meaning(cheapest, 'Policy').failPlan, 'server_error').action).toBe('next_candidate');
  });

  it('BX-08: scores only what has passed the filter, and keeps the rejected in input order', () => {
    const policy = policyOf(['cmp', 'context', 'lt', 9], ['normalize', ['field', 'context']], ['argmax']);
    const outcome = run(policy, ofContexts(1, 9, 3, 10, 2), {});
    expect(outcome.ordered.map(({ index, score }) => [index, score])).toEqual([
      [2, 1],
      [4, 0.5],
      [0, 0],
    ]);
    expect(outcome.rejected.map(({ index, reason }) => [index, reason])).toEqual([
      [1, 'cmp:context:lt'],
      [3, 'cmp:context:lt'],
    ]);
  });

  it('runs on any JSON as context', () => {
    for (const context of [{}, { request: [], state: [] }, { request: null, state: 5, seed: 'x' }, CONTEXT])
      expect(run(policyOf(['meets_req'], ['zero'], ['argmax']), POPULATION, context).ordered).toHaveLength(3);
  });

  it('BX-08: within an envelope passes only what passes both filters', () => {
    const envelope = compiled(['not', ['provider_eq', 'p1']], 'Pred');
    const policy = compiled(
      policyOf(['or', ['provider_eq', 'p1'], ['provider_eq', 'p3']], ['zero'], ['argmax']),
      'Policy',
    );
    const narrowed = bare.within(envelope, policy);
    expect(narrowed.encoding).toContain('(policy (and (not (provider_eq "p1")) (or ');
    const passing = POPULATION.filter((of) => narrowed.meaning.filter(of, sceneOf({})) === null);
    expect(passing.map(({ provider_id: provider }) => provider)).toEqual(['p3']);
  });
});

describe('an action as the host carries it out', () => {
  const planned = (action: Action, failures = 1) => plannedAction(new Map([['unknown', action]]), 'timeout', failures);

  it.each<[Action, readonly string[]]>([
    [{ action: 'retry_same' }, ['retry_same', 'next_candidate']],
    [{ action: 'disable_provider' }, ['disable_provider', 'next_candidate']],
    [{ action: 'next_provider_same_model' }, ['next_provider_same_model', 'abort']],
    [{ action: 'next_candidate' }, ['next_candidate', 'abort']],
    [{ action: 'retry_same', then_action: 'abort' }, ['retry_same', 'abort']],
  ])('%j does %j', (action, verbs) => {
    expect(planned(action).verbs).toEqual(verbs);
  });

  it('UH-21: asks the same once more unless it says how often, and waits as it says', () => {
    expect(planned({ action: 'retry_same', backoff_ms: [10, 20] }, 2)).toMatchObject({ retries: 1, waitMs: 20 });
    expect(planned({ action: 'retry_same', attempts: 3, backoff_ms: -5 })).toMatchObject({ retries: 3, waitMs: 0 });
  });
});
