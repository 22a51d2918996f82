/**
 * Values that the language's publisher gives for conformance (GenLayer Labs, `unhardcoded-engine`,
 * tests/golden/sigma_pol_v2.json): terms and what every host must make of them, to the bit.
 */
import { transformRequest } from '../../../../src/routing/domain/policy/run';
import { actionFor } from '../../../../src/routing/domain/policy/fail-plan';
import { sceneOf } from '../../../../src/routing/domain/policy/scene';
import type { Sort } from '../../../../src/routing/domain/policy/signature';
import {
  ALWAYS_NEXT,
  candidate,
  CONTEXT,
  encoded,
  keyOf,
  meaning,
  order,
  policyOf,
  POPULATION,
  providers,
  run,
  verdict,
} from './lab';

const DISABLE = { action: 'disable_provider' };
const RETRY = { action: 'retry_same', attempts: 2, backoff_ms: 500 };
const GATED = [
  'gate',
  ['not', ['is', 'breaker_open']],
  ['add', ['scale', 0.6, ['field', 'context']], ['scale', 0.4, ['neg', ['normalize', ['field', 'price_in']]]]],
];
const SEEDED_XFORM = [
  'seq',
  ['set_param', 'max_tokens', 4096],
  ['inject_seed', 'seed'],
  ['clamp_param', 'temperature', 0, 1],
  ['jitter', 'top_p', 0.1],
  ['filter_text', ['NFKC', 'RmZeroWidth']],
];

const KEYS: readonly { what: string; sort: Sort; term: unknown; key: string }[] = [
  {
    what: 'children out of order',
    sort: 'Pred',
    term: ['and', ['meets_req'], ['is', 'has_tee'], ['cmp', 'price_in', 'le', 5]],
    key: '1723965313-18551162',
  },
  {
    what: 'a number of 17 digits',
    sort: 'Pred',
    term: ['and', ['cmp', 'context', 'ge', 0.1], ['cmp', 'context', 'ge', 4000]],
    key: '1629580888-107822111',
  },
  {
    what: 'exponents',
    sort: 'Pred',
    term: ['and', ['cmp', 'context', 'ge', 1e-5], ['cmp', 'price_out', 'le', 2.5e-10], ['cmp', 'context', 'le', 1e100]],
    key: '2101217329-364613294',
  },
  {
    what: 'an override that is overridden',
    sort: 'FailPlan',
    term: [
      'override',
      ['override', ['override', ALWAYS_NEXT, 'rate_limit', { action: 'abort' }], 'auth_error', DISABLE],
      'rate_limit',
      DISABLE,
    ],
    key: '1478743874-1033577434',
  },
  { what: 'one comparison', sort: 'Pred', term: ['cmp', 'price_in', 'le', 5], key: '921304031-1509639523' },
  {
    what: 'a set of families',
    sort: 'Pred',
    term: ['or', ['family_eq', 'gpt-5.5'], ['family_eq', 'claude-opus-4-8']],
    key: '1578544077-859188145',
  },
  {
    what: 'a gated, weighted policy',
    sort: 'Policy',
    term: policyOf(['min_tier', 'marketplace'], GATED, ['argmax']),
    key: '1538303263-322764905',
  },
  {
    what: 'a sampling policy',
    sort: 'Policy',
    term: policyOf(['top'], ['field', 'context'], ['sample', 0.5]),
    key: '1406048359-1645616126',
  },
  {
    what: 'a normalizing policy',
    sort: 'Policy',
    term: policyOf(['top'], ['normalize', ['field', 'context']], ['argmax']),
    key: '84340019-108547807',
  },
  {
    what: 'a shortlist',
    sort: 'Policy',
    term: policyOf(['top'], ['field', 'context'], ['top_k', 2, ['argmax']]),
    key: '1678125052-626723119',
  },
  { what: 'transforms in order', sort: 'Xform', term: SEEDED_XFORM, key: '1458839758-144644307' },
  {
    what: 'a fail plan',
    sort: 'FailPlan',
    term: ['override', ['override', ALWAYS_NEXT, 'auth_error', DISABLE], 'server_error', RETRY],
    key: '468668180-668147536',
  },
];

describe('the published vectors', () => {
  it.each(KEYS)('BX-08: the encoding of $what has the published cache key', ({ sort, term, key }) => {
    expect(keyOf(term, sort)).toBe(key);
  });

  it('BX-08: numbers are written as the published encoding writes them', () => {
    expect(encoded(['and', ['cmp', 'context', 'ge', 1e-5], ['cmp', 'context', 'ge', 0.1]], 'Pred')).toBe(
      '(and (cmp "context" "ge" 0.10000000000000001) (cmp "context" "ge" 1.0000000000000001e-05))',
    );
  });

  it('BX-08: verdicts have the published reasons', () => {
    const ceiling = ['cmp', 'price_in', 'le', 5];
    expect(verdict(ceiling, candidate())).toBe('cmp:price_in:le');
    expect(verdict(ceiling, candidate(), CONTEXT)).toBeNull();
    expect(verdict(ceiling, candidate({ provider_id: 'px', price_in: 4 }))).toBeNull();
    const structure = ['and', ['min_tier', 'marketplace'], ['not', ['is', 'breaker_open']]];
    expect(POPULATION.map((of) => verdict(structure, of, CONTEXT))).toEqual([null, 'not', 'min_tier']);
    const families = ['or', ['family_eq', 'gpt-5.5'], ['family_eq', 'claude-opus-4-8']];
    expect(verdict(families, candidate({ model_family: 'gemini-3.1-pro' }), CONTEXT)).toBe('or');
  });

  it('BX-08: decisions have the published order, scores and rejections', () => {
    const gated = run(policyOf(['min_tier', 'marketplace'], GATED, ['argmax']));
    expect(order(gated)).toEqual([
      ['p1', 4800.4],
      ['p2', 0],
    ]);
    expect(gated.rejected.map(({ index, reason }) => [index, reason])).toEqual([[2, 'min_tier']]);
    expect(providers(run(policyOf(['top'], ['field', 'context'], ['sample', 0.5])))).toEqual(['p1', 'p2', 'p3']);
    expect(order(run(policyOf(['top'], ['normalize', ['field', 'context']], ['argmax'])))).toEqual([
      ['p1', 0],
      ['p2', 0],
      ['p3', 0],
    ]);
    expect(providers(run(policyOf(['top'], ['field', 'context'], ['top_k', 2, ['argmax']])))).toEqual(['p1', 'p2']);
  });

  it('BX-08: a seeded transform gives the published request, to the last bit', () => {
    const given = { temperature: 1.7, top_p: 0.9 };
    const { request } = transformRequest(meaning(SEEDED_XFORM, 'Xform'), given, candidate(), sceneOf(CONTEXT));
    expect(request).toEqual({
      _filters: { text: { recipe: ['NFKC', 'RmZeroWidth'], seed: 42 } },
      max_tokens: 4096,
      seed: 42,
      temperature: 1,
      top_p: 0.9462272027257026,
    });
    expect(given).toEqual({ temperature: 1.7, top_p: 0.9 });
  });

  it('BX-08: a fail plan classifies as published', () => {
    const plan = meaning(KEYS.at(-1)?.term, 'FailPlan');
    expect(['auth_error', 'server_error', 'rate_limit'].map((kind) => actionFor(plan, kind))).toEqual([
      DISABLE,
      RETRY,
      { action: 'next_candidate' },
    ]);
  });
});
