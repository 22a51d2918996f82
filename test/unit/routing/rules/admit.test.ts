/** What may stand in a rule, and what is said about what may not. */
import fc from 'fast-check';
import { admitExpression, MAX_EXPRESSION_LENGTH } from '../../../../src/routing/domain/rules/admit';
import { environmentOf } from '../../../../src/routing/domain/rules/environment';

const ENVIRONMENT = environmentOf([{ name: 'priority', path: '$.priority', type: 'string', default: null }]);

const faultOf = (text: string) => {
  const admitted = admitExpression(text, ENVIRONMENT);
  return admitted.ok ? null : admitted.failure;
};

it.each([
  'input_tokens > 100000',
  'has_schema',
  'monthly_spend_pct > 0.8',
  'hour_local in [22, 23, 0, 1, 2, 3, 4, 5]',
  'true',
  '!streaming && (task == "translation" || task in ["summarization", "extraction"])',
  'priority.startsWith("hi") || size(customer) > 3 || workflow.contains("x")',
  'input_tokens / 1000 + messages_count % 2 - 1 < 5 * 3',
  '(has_tools ? hour_local : 3) >= [1, 2, 3][1]',
  'time_of_day >= "08:00" && weekday in ["sat", "sun"]',
])('PG-02: %s is admitted', (text) => {
  expect(faultOf(text)).toBeNull();
});

it.each([
  ['', 0, /is empty; a rule that always holds is true/],
  ['  ', 0, /is empty/],
  ['input_token > 1', 0, /Unknown variable: input_token; known are input_tokens, .* and the declared signals/],
  ['has_schema && inputtokens > 1', 14, /Unknown variable: inputtokens/],
  ['input_tokens', 0, /must be true or false, and is of type int/],
  ['input_tokens > ', 15, /ends too early/],
  ['has_schema = true', 11, /compare with ==/],
  ['has_schema and true', 11, /write && for and/],
  ['has_schema or true', 11, /write \|\| for or/],
  ['task == “x”', 8, /plain ASCII/],
  ['hour_local in [1, 2.5]', 18, /same type/],
  ['monthly_spend_pct == 1', 0, /1.0 beside a double/],
  ['input_tokens == "1"', 0, /no such overload: int == string/],
  ['task.matches("(a+)+$")', 0, /matches\(\) is not allowed in a rule; allowed are size, contains/],
  ['[1, 2].exists(x, x > 1)', 0, /exists\(\) is not allowed/],
  ['has_schema && [1].map(x, x)[0] == 1', 14, /map\(\) is not allowed/],
  ['has(task.x)', 0, /has\(\) is not allowed/],
  ['cel.bind(x, 1, x == 1)', 0, /bind\(\) is not allowed/],
  ['timestamp("2026-01-01T00:00:00Z") > timestamp("2025-01-01T00:00:00Z")', 0, /timestamp\(\) is not allowed/],
  ['dyn(1) == "1"', 0, /dyn\(\) is not allowed/],
  ['{} == {}', 0, /maps are not allowed/],
  ['"".constructor == ""', 0, /nothing in a rule has fields/],
  ['b"a" == b"a"', 0, /only texts, numbers, true and false/],
  ['null == null', 0, /only texts, numbers, true and false/],
  ['1u == 1u', 0, /only texts, numbers, true and false/],
  [`"${'x'.repeat(MAX_EXPRESSION_LENGTH)}" == task`, MAX_EXPRESSION_LENGTH, /longer than 512 characters/],
  [`${'('.repeat(100)}true${')'.repeat(100)}`, 24, /maxDepth \(24\); split it/],
  [`hour_local in [${'1,'.repeat(240)}1]`, 413, /maxAstNodes \(200\); split it/],
])('%s is refused, at the character where the fault is', (text, offset, problem) => {
  expect(faultOf(text)).toMatchObject({ offset, problem: expect.stringMatching(problem) });
});

const PIECES = ['input_tokens', 'has_schema', '1', '2.5', '"a"', '(', ')', '[', ']', '{', '.', ',', '?', ':', '!', '-'];
const MORE_PIECES = [
  'has',
  'all',
  'exists_one',
  'filter',
  '&&',
  '||',
  '==',
  '<',
  'in',
  'size',
  'map',
  'exists',
  'x',
  'cel',
  'bind',
  "r'",
  '//',
  '\n',
  '\\u',
];

it('whatever is written is admitted or refused, and never throws', () => {
  const pieces = fc.array(fc.constantFrom(...PIECES, ...MORE_PIECES), { maxLength: 30 }).map((list) => list.join(' '));
  fc.assert(
    fc.property(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 60 })), (text) => {
      const fault = faultOf(text);
      if (fault !== null) expect(fault.offset).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 3000, seed: 1 },
  );
});
