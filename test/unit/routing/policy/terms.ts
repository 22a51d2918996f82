/** Arbitrary terms of each sort, made from the signature. */
import fc, { type Arbitrary } from 'fast-check';
import { RELATIONS, VERBS } from '../../../../src/routing/domain/policy/meaning';
import {
  isSort,
  operationOf,
  type ParameterSort,
  SIGNATURE,
  type Sort,
} from '../../../../src/routing/domain/policy/signature';
import type { OpName } from '../../../../src/routing/domain/policy/signature';

const NUMBER = fc.oneof(
  fc.constantFrom(0, -0, 1, 0.5, 0.1, 1e-7),
  fc.integer({ min: -5, max: 20 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const NAME = fc.oneof(
  fc.constantFrom('p1', 'p2', 'm1', '__proto__', 'constructor'),
  fc.string({ unit: 'grapheme', maxLength: 4 }),
);

const ACTION = fc.record(
  {
    action: fc.constantFrom(...VERBS),
    attempts: fc.integer({ max: 3 }),
    backoff_ms: fc.array(NUMBER, { maxLength: 2 }),
  },
  { requiredKeys: ['action'] },
);

const PARAMETERS: Readonly<Record<ParameterSort, Arbitrary<unknown>>> = {
  Num: NUMBER,
  Count: fc.integer({ min: 1, max: 4 }),
  Rel: fc.constantFrom(...RELATIONS),
  NumField: fc.constantFrom('price_in', 'price_out', 'context', 'latency_ms', 'tok_s', 'success_rate', 'credits'),
  BoolField: fc.constantFrom('has_tee', 'no_log', 'breaker_open', 'disabled'),
  Tier: fc.constantFrom('fallback', 'marketplace', 'partner'),
  Name: NAME,
  Scalar: fc.oneof(NUMBER, NAME, fc.boolean(), fc.constant('from_ctx')),
  Recipe: fc.array(fc.oneof(NAME, fc.dictionary(NAME, NUMBER, { maxKeys: 2 })), { maxLength: 3 }),
  Custom: NAME,
  Chain: fc.array(fc.record({ provider: NAME, model_family: NAME }), { maxLength: 3 }),
  Action: ACTION,
};

/** Of an operation that a host without customs runs, no deeper than `depth`. */
export function termOf(sort: Sort, depth = 4): Arbitrary<unknown> {
  const ops = (Object.keys(SIGNATURE) as OpName[]).filter((op) => operationOf(op).sort === sort && op !== 'custom');
  const leaves = ops.filter((op) => {
    const operation = operationOf(op);
    return 'takes' in operation && !operation.takes.some(isSort);
  });
  const allowed = depth > 0 || leaves.length === 0 ? ops : leaves;
  return fc.constantFrom(...allowed).chain((op) => {
    const operation = operationOf(op);
    if ('each' in operation)
      return fc.array(termOf(operation.each, depth - 1), { minLength: 1, maxLength: 4 }).map((args) => [op, ...args]);
    const args = operation.takes.map((taken) => (isSort(taken) ? termOf(taken, depth - 1) : PARAMETERS[taken]));
    return fc.tuple(...args).map((values) => [op, ...values]);
  });
}

/** The same term with the children of its commutative operations in another order. */
export function shuffled(term: unknown, key: (index: number) => number): unknown {
  if (!Array.isArray(term)) return term;
  const [op, ...args] = term as [OpName, ...unknown[]];
  const operation = operationOf(op);
  if ('each' in operation) {
    const children = args.map((arg) => shuffled(arg, key));
    const ranked = children.map((child, index) => ({ child, rank: key(index) }));
    if (operation.commutative) ranked.sort((a, b) => a.rank - b.rank);
    return [op, ...ranked.map(({ child }) => child)];
  }
  return [op, ...operation.takes.map((sort, index) => (isSort(sort) ? shuffled(args[index], key) : args[index]))];
}

const MAYBE_NUMBER = fc.option(fc.constantFrom(0, 1, 2.5, 8000, 1e9), { nil: undefined });

export const CANDIDATES = fc.array(
  fc.record({
    provider_id: fc.constantFrom('p1', 'p2', 'p3', 'constructor'),
    model_family: fc.constantFrom('m1', 'm2'),
    tier: fc.constantFrom('fallback', 'marketplace', 'partner', undefined),
    price_in: MAYBE_NUMBER,
    price_out: MAYBE_NUMBER,
    latency_ms: MAYBE_NUMBER,
    tok_s: MAYBE_NUMBER,
    has_tee: fc.boolean(),
    capabilities: fc.record({ context: MAYBE_NUMBER, supports_tools: fc.boolean() }),
  }),
  { maxLength: 12 },
);

export const CONTEXTS = fc.record({
  request: fc.record({ tools: fc.array(fc.constant({}), { maxLength: 1 }) }),
  seed: fc.option(fc.integer(), { nil: undefined }),
  state: fc.record({ breakers: fc.record({ p1: fc.boolean() }), credits: fc.record({ p2: MAYBE_NUMBER }) }),
});
