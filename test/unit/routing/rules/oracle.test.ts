/** The rule language against a second engine of CEL: 1,000 expressions made up over the facts' types. */
import { isCelError, run } from '@bufbuild/cel';
import fc from 'fast-check';
import { admitExpression } from '../../../../src/routing/domain/rules/admit';
import {
  type EngineValue,
  environmentOf,
  NAMES,
  type RuleFacts,
} from '../../../../src/routing/domain/rules/environment';
import { REQUEST } from './lab';

type Kind = 'bool' | 'int' | 'double' | 'string';
const RUNS = 1000;
const ENVIRONMENT = environmentOf([]);

const namesOf = (type: Kind): string[] =>
  Object.entries(NAMES).flatMap(([name, entry]) => (entry.type === type ? [name] : []));
const WORDS = ['', 'a', 'ab', 'translation', '08:30', 'sat', 'é', '日本', '👍🏽', 'it\'s "so"'];
const literal: Record<Kind, fc.Arbitrary<string>> = {
  bool: fc.constantFrom('true', 'false'),
  // Large ones overflow soon: both engines must call that an error.
  int: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.constantFrom(100_000, '9223372036854775807')).map(String),
  double: fc.constantFrom('0.0', '0.5', '0.8', '1.0', '2.5', '1e300'),
  string: fc.constantFrom(...WORDS).map((word) => JSON.stringify(word)),
};
const leaf = (type: Kind): fc.Arbitrary<string> => fc.oneof(fc.constantFrom(...namesOf(type)), literal[type]);
const comparison = fc.constantFrom('==', '!=', '<', '<=', '>', '>=');

/** Expressions of each type, the way an operator might write them, and stranger. */
const expressions = fc.letrec<Record<Kind | 'list', string>>((tie) => {
  const same = (type: Kind) =>
    fc.tuple(tie(type), comparison, tie(type)).map(([left, operator, right]) => `(${left} ${operator} ${right})`);
  const arithmetic = (type: Kind, ...operators: string[]) =>
    fc
      .tuple(tie(type), fc.constantFrom(...operators), tie(type))
      .map(([left, operator, right]) => `(${left} ${operator} ${right})`);
  const choice = (type: Kind) =>
    fc.tuple(tie('bool'), tie(type), tie(type)).map(([test, yes, no]) => `(${test} ? ${yes} : ${no})`);
  const among = (type: Kind) =>
    fc
      .tuple(tie(type), fc.array(leaf(type), { maxLength: 4 }))
      .map(([item, list]) => `(${item} in [${list.join(', ')}])`);
  return {
    bool: fc.oneof(
      { depthSize: 'small', maxDepth: 5 },
      leaf('bool'),
      fc.oneof(same('int'), same('double'), same('string'), same('bool')),
      fc.oneof(among('int'), among('string'), choice('bool')),
      arithmetic('bool', '&&', '||'),
      tie('bool').map((inner) => `!${inner}`),
      fc
        .tuple(tie('string'), fc.constantFrom('contains', 'startsWith', 'endsWith'), tie('string'))
        .map(([text, method, part]) => `${text}.${method}(${part})`),
    ),
    int: fc.oneof(
      { depthSize: 'small', maxDepth: 5 },
      leaf('int'),
      arithmetic('int', '+', '-', '*', '/', '%'),
      choice('int'),
      tie('string').map((text) => `size(${text})`),
      tie('list').map((list) => `size(${list})`),
      fc.tuple(tie('list'), leaf('int')).map(([list, at]) => `${list}[${at}]`),
      leaf('int').map((inner) => `-${inner}`),
    ),
    double: fc.oneof(
      { depthSize: 'small', maxDepth: 5 },
      leaf('double'),
      arithmetic('double', '+', '-', '*', '/'),
      choice('double'),
    ),
    string: fc.oneof({ depthSize: 'small', maxDepth: 5 }, leaf('string'), arithmetic('string', '+'), choice('string')),
    list: fc.array(leaf('int'), { minLength: 1, maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
  };
}).bool;

const requests: fc.Arbitrary<RuleFacts> = fc
  .record({
    input_tokens: fc.constantFrom(0, 1, 100_001),
    max_output_tokens: fc.constantFrom(0, 4096),
    messages_count: fc.nat({ max: 3 }),
    hour_local: fc.nat({ max: 23 }),
    signals: fc.record({ score: fc.nat({ max: 9 }) }),
    has_schema: fc.boolean(),
    streaming: fc.boolean(),
    task: fc.constantFrom(null, ...WORDS),
    customer: fc.constantFrom(null, ...WORDS),
  })
  .map((facts) => ({ ...REQUEST, ...facts }));

type Outcome = boolean | 'error';

function ours(text: string, values: ReadonlyMap<string, EngineValue>): Outcome | 'too large' {
  const admitted = admitExpression(text, ENVIRONMENT);
  if (!admitted.ok) {
    expect(admitted.failure.problem).toMatch(/split it into several rules/);
    return 'too large';
  }
  try {
    return admitted.value.holds(values);
  } catch {
    return 'error';
  }
}

function theirs(text: string, values: ReadonlyMap<string, EngineValue>): Outcome {
  const answer = run(text, Object.fromEntries(values) as Record<string, Exclude<EngineValue, undefined>>);
  if (isCelError(answer)) return 'error';
  if (typeof answer !== 'boolean') throw new Error(`no boolean: ${text}`);
  return answer;
}

it('1,000 generated expressions mean the same to a second engine, errors included', () => {
  const seen = { true: 0, false: 0, error: 0, 'too large': 0 };
  fc.assert(
    fc.property(expressions, requests, fc.constantFrom(0, 0.5, 1.2), (text, facts, spend) => {
      const state = { monthly_spend_pct: spend };
      const values = new Map(Object.entries(NAMES).map(([name, { valueOf }]) => [name, valueOf(facts, state)]));
      const answer = ours(text, values);
      seen[`${answer}`] += 1;
      fc.pre(answer !== 'too large');
      expect({ text, answer }).toEqual({ text, answer: theirs(text, values) });
    }),
    { numRuns: RUNS, seed: 20_261, maxSkipsPerRun: 1 },
  );
  // The comparison is worth something only while each outcome is really met.
  expect(Math.min(seen.true, seen.false)).toBeGreaterThan(RUNS / 5);
  expect(seen.error).toBeGreaterThan(RUNS / 50);
});
