import { MAX_DEPTH, MAX_NODES } from '../../../../src/routing/domain/policy/admit';
import { type FieldDeclaration, declareHost } from '../../../../src/routing/domain/policy/fields';
import { createLanguage } from '../../../../src/routing/domain/policy/language';
import { SIGNATURE } from '../../../../src/routing/domain/policy/signature';
import { ALWAYS_NEXT, bare, checked, policyOf } from './lab';

const nested = (depth: number): unknown => {
  let term: unknown = ['top'];
  for (let level = 1; level < depth; level++) term = ['not', term];
  return term;
};

const wide = (nodes: number): unknown => ['or', ...Array.from({ length: nodes - 1 }, () => ['top'])];

/** One term of every operation. */
const TERMS: Readonly<Record<keyof typeof SIGNATURE, unknown>> = {
  top: ['top'],
  bot: ['bot'],
  and: ['and', ['top'], ['bot'], ['top']],
  or: ['or', ['top']],
  not: ['not', ['top']],
  meets_req: ['meets_req'],
  scope_matches: ['scope_matches'],
  is: ['is', 'has_tee'],
  cmp: ['cmp', 'price_in', 'le', 5],
  tier_eq: ['tier_eq', 'partner'],
  min_tier: ['min_tier', 'marketplace'],
  family_eq: ['family_eq', 'any name'],
  provider_eq: ['provider_eq', ''],
  served_by_eq: ['served_by_eq', 'peer'],
  has_cap: ['has_cap', '__proto__'],
  zero: ['zero'],
  add: ['add', ['zero'], ['lit', 1]],
  scale: ['scale', -0.5, ['zero']],
  gate: ['gate', ['top'], ['zero']],
  neg: ['neg', ['zero']],
  normalize: ['normalize', ['zero']],
  clamp: ['clamp', 0, 1, ['zero']],
  field: ['field', 'latency_ms'],
  lit: ['lit', 1e308],
  argmax: ['argmax'],
  ordered: ['ordered'],
  sample: ['sample', -1],
  chain: [
    'chain',
    [
      { provider: 'p', model: 'm' },
      { provider_id: 'p', model_family: 'm' },
    ],
  ],
  top_k: ['top_k', 3, ['ordered']],
  id: ['id'],
  seq: ['seq', ['id']],
  set_param: ['set_param', 'stop', 'END'],
  inject_seed: ['inject_seed', 'seed'],
  clamp_param: ['clamp_param', 'top_p', 0, 1],
  jitter: ['jitter', 'top_p', 0.1],
  filter_text: ['filter_text', ['NFKC', { strength: 2 }, {}]],
  filter_image: ['filter_image', []],
  custom: ['custom', 'theirs'],
  when: ['when', ['top'], ['id']],
  always: ['always', { action: 'retry_same', attempts: 2, backoff_ms: [1, 2], then_action: 'abort', mark_ms: 5 }],
  override: ['override', ALWAYS_NEXT, 'timeout', { action: 'abort', open_breaker_ms: 1, backoff_ms: 10 }],
  policy: policyOf(['top'], ['zero'], ['argmax']),
};

describe('admission', () => {
  it.each(Object.entries(TERMS))('BX-08: admits %s with the sort of the signature', (op, term) => {
    expect(checked(term)).toBe(SIGNATURE[op as keyof typeof SIGNATURE].sort);
  });

  it.each([
    ['an unknown operation', ['policy', ['and', ['top'], ['foo']]], '$: policy takes 5 arguments, got 1'],
    ['an operation that every object has', ['constructor'], "$: unknown op 'constructor'"],
    [
      'a term within a term',
      policyOf(['and', ['top'], ['foo']], ['zero'], ['argmax']),
      "$.policy[1].and[2]: unknown op 'foo'",
    ],
    ['no argument', ['and'], '$: and needs at least one argument'],
    ['too few arguments', ['not'], '$: not takes 1 argument, got 0'],
    ['too many arguments', ['cmp', 'price_in', 'le', 5, 6], '$: cmp takes 3 arguments, got 4'],
    ['another sort', ['and', ['top'], ['zero']], "$.and[2]: expected Pred, got Scorer 'zero'"],
    [
      'a name for a term',
      ['not', 'top'],
      '$.not[1]: expected a term: an array that begins with the name of an operation',
    ],
    ['an empty array', [], '$: expected a term: an array that begins with the name of an operation'],
    ['an unknown relation', ['cmp', 'price_in', 'lte', 5], '$.cmp[2]: expected a relation'],
    ['an undeclared field', ['cmp', 'wat', 'le', 5], "$.cmp[1]: undeclared field 'wat'"],
    ['a field that every object has', ['field', '__proto__'], "$.field[1]: undeclared field '__proto__'"],
    ['a Bool field as a number', ['cmp', 'has_tee', 'le', 5], "$.cmp[1]: field 'has_tee' has sort Bool, expected Num"],
    ['a Num field as a Bool', ['is', 'price_in'], "$.is[1]: field 'price_in' has sort Num, expected Bool"],
    ['an infinite number', JSON.parse('["lit", 1e999]'), '$.lit[1]: expected a finite number'],
    ['a number as text', ['lit', '1'], '$.lit[1]: expected a finite number'],
    ['an unknown tier', ['min_tier', 'platinum'], "$.min_tier[1]: unknown tier 'platinum'"],
    ['a count of none', ['top_k', 0, ['argmax']], '$.top_k[1]: expected a whole number of at least 1'],
    ['half a count', ['top_k', 1.5, ['argmax']], '$.top_k[1]: expected a whole number of at least 1'],
    ['a name that is no string', ['family_eq', 5], '$.family_eq[1]: expected a string of well-formed Unicode'],
    ['half a character', ['family_eq', '\ud800'], '$.family_eq[1]: expected a string of well-formed Unicode'],
    ['a list as a scalar', ['set_param', 'a', []], '$.set_param[2]: expected a string, a boolean or a finite number'],
    ['null as a scalar', ['set_param', 'a', null], '$.set_param[2]: expected a string, a boolean or a finite number'],
    [
      'a recipe of lists',
      ['filter_text', [[]]],
      '$.filter_text[1]: entry 1: expected a string or a flat record of finite numbers',
    ],
    ['a recipe that is none', ['filter_text', 'NFKC'], '$.filter_text[1]: expected an array of steps'],
    [
      'a chain with another key',
      ['chain', [{ provider: 'p', model: 'm', note: 'x' }]],
      "$.chain[1]: entry 1: unknown key 'note'",
    ],
    [
      'a chain without a model',
      ['chain', [{ provider: 'p' }]],
      '$.chain[1]: entry 1: expected one string under model or model_family',
    ],
    [
      'a chain with both names',
      ['chain', [{ provider: 'p', provider_id: 'p', model: 'm' }]],
      '$.chain[1]: entry 1: expected one string under provider or provider_id',
    ],
    ['an unknown action', ['always', { action: 'explode' }], "$.always[1]: 'action': unknown action 'explode'"],
    ['no action', ['always', { attempts: 1 }], '$.always[1]: the record has no action'],
    [
      'an unknown next action',
      ['override', ALWAYS_NEXT, 'x', { action: 'abort', then_action: 1 }],
      "$.override[3]: 'then_action': unknown action a number",
    ],
    [
      'a waiting time as text',
      ['always', { action: 'abort', backoff_ms: [1, '2'] }],
      "$.always[1]: 'backoff_ms': entry 2: expected a finite number",
    ],
    [
      'a further key that is no number',
      ['always', { action: 'abort', note: 'x' }],
      "$.always[1]: 'note': expected a finite number",
    ],
  ])('BX-08: refuses %s, by path', (_what, term, error) => {
    expect(checked(term)).toBe(error);
  });

  it.each([null, 5, 'top', true, {}, [['top']], [null]])('refuses %j, which is no term', (json) => {
    expect(checked(json)).toMatch(/^\$: expected a term/);
  });

  it('BX-08: admits a depth of 64 and refuses 65, the root being 1', () => {
    expect(checked(nested(MAX_DEPTH))).toBe('Pred');
    expect(checked(nested(MAX_DEPTH + 1))).toMatch(/^\$(\.not\[1\]){64}: term exceeds max depth 64$/);
  });

  it('BX-08: admits 4096 nodes and refuses 4097', () => {
    expect(checked(wide(MAX_NODES))).toBe('Pred');
    expect(checked(wide(MAX_NODES + 1))).toBe('$.or[4096]: term exceeds max size 4096 nodes');
  });

  it('BX-08: says of a policy with six slots that it is one of v1, and what to do', () => {
    const [, ...slots] = policyOf(['top'], ['zero'], ['argmax']) as unknown[];
    expect(bare.check(['policy', ['ev_zero'], ...slots])).toMatchObject({
      failure: {
        op: 'policy',
        message: expect.stringContaining('sigma-pol/v1'),
        hint: expect.stringContaining('evidence'),
      },
    });
  });

  it.each(['quality', 'speed', 'cost', 'free_credit', 'partner', 'ev_zero', 'from_prov'])(
    'BX-08: says of %s that v2 removed it, and what to do',
    (op) => {
      expect(bare.check(['scale', 1, [op]])).toMatchObject({
        failure: {
          op,
          path: '$.scale[2]',
          message: `unknown op '${op}': it is one of sigma-pol/v1, removed in v2`,
          hint: expect.stringContaining('score by fields'),
        },
      });
    },
  );

  it('UH-13: names for an unknown operation those that could stand there', () => {
    expect(bare.check(['top_k', 1, ['best']])).toMatchObject({
      failure: { op: 'best', hint: 'Selector: argmax, ordered, sample, chain, top_k' },
    });
  });

  it('shows of a long bad value only the beginning', () => {
    expect(checked(['min_tier', 'x'.repeat(5000)]).length).toBeLessThan(120);
  });

  it('admits a transform of another host as a term, and refuses to run it', () => {
    expect(bare.compile(['custom', 'theirs'], 'Xform')).toMatchObject({
      ok: false,
      failure: { path: '$.custom[1]', message: "this host has no transform named 'theirs'" },
    });
  });
});

describe('a host', () => {
  const rank: FieldDeclaration = { sort: 'Num', absent: Infinity };

  it('admits fields that it declares', () => {
    const language = createLanguage(declareHost({ bench_rank: rank }));
    expect(language.check(['cmp', 'bench_rank', 'le', 5])).toMatchObject({ ok: true });
  });

  it('cannot redefine a field of the language', () => {
    expect(() => declareHost({ price_in: rank })).toThrow(RangeError);
  });
});
