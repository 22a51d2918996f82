/** The bare language, and the candidates of its published vectors in short. */
import { cacheKey } from '../../../../src/routing/domain/policy/encode';
import { admissionText } from '../../../../src/routing/domain/policy/admit';
import { declareHost } from '../../../../src/routing/domain/policy/fields';
import { type Compiled, createLanguage } from '../../../../src/routing/domain/policy/language';
import type { Meanings, PolicyCandidate } from '../../../../src/routing/domain/policy/meaning';
import { type Outcome, runPolicy } from '../../../../src/routing/domain/policy/run';
import { type PolicyContext, sceneOf } from '../../../../src/routing/domain/policy/scene';
import type { Sort } from '../../../../src/routing/domain/policy/signature';

export const bare = createLanguage(declareHost());

export function compiled<S extends Sort>(term: unknown, sort: S): Compiled<S> {
  const result = bare.compile(term, sort);
  if (!result.ok) throw new Error(admissionText(result.failure));
  return result.value;
}

export const meaning = <S extends Sort>(term: unknown, sort: S): Meanings[S] => compiled(term, sort).meaning;

/** Without the version. */
export const encoded = (term: unknown, sort: Sort): string => compiled(term, sort).normalForm.text;

export const keyOf = (term: unknown, sort: Sort): string => cacheKey(compiled(term, sort).encoding);

/** The sort, or the error in one line. */
export function checked(term: unknown): string {
  const result = bare.check(term);
  return result.ok ? result.value.sort : admissionText(result.failure);
}

export const candidate = (fields: Readonly<Record<string, unknown>> = {}): PolicyCandidate => ({
  provider_id: 'p1',
  model_family: 'm1',
  tier: 'partner',
  capabilities: { context: 8000 },
  ...fields,
});

export const POPULATION = [
  candidate(),
  candidate({ provider_id: 'p2', tier: 'marketplace' }),
  candidate({ provider_id: 'p3', tier: 'fallback' }),
];

/** c1, c2, … that differ in their context. */
export const ofContexts = (...contexts: readonly unknown[]): readonly PolicyCandidate[] =>
  contexts.map((context, index) => candidate({ provider_id: `c${index + 1}`, capabilities: { context } }));

export const CONTEXT: PolicyContext = {
  request: { requirements: {} },
  seed: 42,
  state: { breakers: { p2: true }, ema: { 'p1|m1': { price_in: 3, price_out: 12 } } },
};

/** null, or the reason why it does not hold. */
export const verdict = (pred: unknown, of: PolicyCandidate, context: PolicyContext = {}): string | null =>
  meaning(pred, 'Pred')(of, sceneOf(context));

export const scores = (
  scorer: unknown,
  population: readonly PolicyCandidate[],
  context: PolicyContext = {},
): readonly number[] => [...meaning(scorer, 'Scorer')(population, sceneOf(context))];

export const ALWAYS_NEXT = ['always', { action: 'next_candidate' }];

export const policyOf = (filter: unknown, scorer: unknown, selector: unknown): unknown => [
  'policy',
  filter,
  scorer,
  selector,
  ['id'],
  ALWAYS_NEXT,
];

export const run = (
  policy: unknown,
  population: readonly PolicyCandidate[] = POPULATION,
  context: PolicyContext = CONTEXT,
): Outcome => runPolicy(meaning(policy, 'Policy'), population, sceneOf(context));

/** Provider and score of the failover sequence. */
export const order = (outcome: Outcome): readonly (readonly [string, number])[] =>
  outcome.ordered.map(({ candidate: { provider_id: provider }, score }) => [provider, score]);

export const providers = (outcome: Outcome): readonly string[] => order(outcome).map(([provider]) => provider);
