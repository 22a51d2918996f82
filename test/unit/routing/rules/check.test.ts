/** What is said about an endpoint before it is saved. */
import type { EndpointDocument } from '../../../../src/catalog/domain/endpoint-document';
import { checkEndpoint } from '../../../../src/routing/domain/rules/check';

const use = { tier: 'economy' } as const;
const withRules = (...conditions: string[]): EndpointDocument => ({
  routing: { rules: conditions.map((text) => ({ if: text, use })) },
});

it('nothing of what is right', () => {
  const signals = [{ name: 'priority', path: '$.metadata.priority', type: 'string' as const }];
  expect(checkEndpoint({ signals, ...withRules('priority == "high"', 'monthly_spend_pct > 1.2') })).toEqual([]);
  expect(checkEndpoint({})).toEqual([]);
});

it('every fault with its rule and place', () => {
  expect(checkEndpoint(withRules('true', 'has_schema && inputs > 1', 'input_tokens'))).toEqual([
    {
      path: ['routing', 'rules', 1, 'if'],
      problem: expect.stringMatching(/^Unknown variable: inputs;.*\(at character 15\)$/),
      offset: 14,
    },
    {
      path: ['routing', 'rules', 2, 'if'],
      problem: 'must be true or false, and is of type int (at character 1)',
      offset: 0,
    },
  ]);
});

it.each([
  ['input_tokens', /has a meaning in rules already/],
  ['int', /has a meaning in rules already/],
  ['in', /is a reserved word/],
  ['true', /is a reserved word/],
  ['while', /is a reserved word/],
])('a signal cannot be called %s', (name, problem) => {
  const findings = checkEndpoint({ signals: [{ name, path: '$.a', type: 'string' }] });
  expect(findings).toEqual([{ path: ['signals', 0, 'name'], problem: expect.stringMatching(problem) }]);
});

it('a path that is no singular query is a fault', () => {
  const findings = checkEndpoint({ signals: [{ name: 'a', path: '$..a', type: 'string' }] });
  expect(findings).toMatchObject([{ path: ['signals', 0, 'path'], problem: expect.stringMatching(/one place/) }]);
});

it.each([
  ['monthly_spend_pct > 80', 0],
  ['has_schema || 80 <= monthly_spend_pct', 14],
  ['monthly_spend_pct >= 2.5', 0],
])('PG-15: %s draws a warning, since the fraction is most likely meant as a percentage', (condition, offset) => {
  expect(checkEndpoint(withRules(condition))).toMatchObject([
    { path: ['routing', 'rules', 0, 'if'], offset, warning: true, problem: expect.stringMatching(/80 percent is 0.8/) },
  ]);
});

it.each(['monthly_spend_pct > 2.0', 'input_tokens > 80 && monthly_spend_pct > 0.8'])('%s draws none', (condition) => {
  expect(checkEndpoint(withRules(condition))).toEqual([]);
});
