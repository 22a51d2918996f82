/** An endpoint as a document says it: what is refused, and what is filled in. */
import { type Endpoint, NO_TIMEOUTS } from '../../../src/catalog/domain/catalog';
import { endpointDocumentSchema, toEndpoint } from '../../../src/catalog/domain/endpoint-document';

const problemsOf = (document: object): readonly string[] =>
  endpointDocumentSchema
    .safeParse(document)
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

it('an endpoint that says nothing takes the cheapest of anything that fits', () => {
  const bare: Endpoint = {
    ...{ name: 'bare', owner: null, timezone: null, rules: [], fallback: [], signals: [] },
    ...{ default: { kind: 'mode', mode: 'balanced' }, mode: null, dataClass: null, qualityFloor: null },
    ...{
      latencyCeilingMs: null,
      maxAttempts: null,
      strict: false,
      allowSubstitution: false,
      timeouts: NO_TIMEOUTS,
      contentCapture: null,
    },
  };
  expect(toEndpoint('bare', {})).toEqual(bare);
});

it('an endpoint that says only its mode takes anything in that way', () => {
  expect(toEndpoint('cheap', { mode: 'cost_first' })).toMatchObject({
    ...{ mode: 'cost_first', default: { kind: 'mode', mode: 'cost_first' } },
  });
});

it('an endpoint says how long a provider may take, and what it leaves open is null', () => {
  const { timeouts } = toEndpoint('quick', { timeouts: { first_token_ms: 2000 } });
  expect(timeouts).toEqual({ firstTokenMs: 2000, idleMs: null, totalMs: null });
  expect(problemsOf({ timeouts: {} })).toEqual(['timeouts: must name at least one limit']);
  expect(problemsOf({ timeouts: { idle_ms: 0 } })).toEqual([expect.stringMatching(/^timeouts.idle_ms: /)]);
});

it.each([
  ['string', ['normal', ''], [1, true, 'x'.repeat(201)]],
  ['int', [0, -3], [1.5, '1', true]],
  ['double', [0, 1.5], ['1.5', false]],
  ['bool', [true, false], [0, 'true']],
])('the default of a %s signal is one', (type, right, wrong) => {
  const withDefault = (value: unknown) => ({ signals: [{ name: 'it', path: '$.it', type, default: value }] });
  for (const value of right) expect(problemsOf(withDefault(value))).toEqual([]);
  for (const value of wrong) {
    expect(problemsOf(withDefault(value))).toEqual([expect.stringMatching(/^signals.0.default: must be of the type/)]);
  }
});

it.each([
  [
    { routing: { rules: [{ if: true, use: { tier: 'economy' } }] } },
    /^routing.rules.0.if: must be an expression in quotes/,
  ],
  [{ routing: { rules: [{ if: 'true', use: {} }] } }, /^routing.rules.0.use: must be either provider and model/],
  [{ routing: { rules: [{ use: { tier: 'economy' } }] } }, /^routing.rules.0.if: must be an expression/],
  [{ signals: [{ name: '__proto__', path: '$.a', type: 'int' }] }, /^signals.0.name: .* begin with a letter/],
  [{ quality_floor: { score: 'overall', min: 70 } }, /^quality_floor.min: .*<=1/],
  [{ mode: 'fastest' }, /^mode: /],
])('%j is refused by the name of its field', (document, problem) => {
  expect(problemsOf(document)).toEqual([expect.stringMatching(problem)]);
});
