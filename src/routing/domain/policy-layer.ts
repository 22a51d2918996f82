/** The caller's policy among the layers: it sees the contenders as the language's candidates, and gives their order. */
import type { Catalog } from '../../catalog/domain/catalog';
import { benchmarkRank } from '../../catalog/domain/benchmark-rank';
import type { Contender } from './contenders';
import type { Ranked, Rejected } from './decision';
import type { Facts } from './facts';
import { policyCandidate, sceneOfFacts } from './policy-candidate';
import type { Compiled } from './policy/language';
import type { Attempt, Mutation, RequestParameters } from './policy/meaning';
import { runPolicy, transformRequest } from './policy/run';

export type RunnablePolicy = Compiled<'Policy'>;

export function applyPolicy(
  policy: RunnablePolicy | null,
  contenders: readonly Contender[],
  { facts, catalog }: { facts: Facts; catalog: Catalog },
): { contenders: readonly Contender[]; rejected: readonly Rejected[] } {
  if (policy === null) return { contenders, rejected: [] };
  const ranks = benchmarkRank(catalog);
  const population = contenders.map((contender) => policyCandidate(contender, facts, ranks));
  const { ordered, rejected } = runPolicy(policy.meaning, population, sceneOfFacts(facts));
  const refused = new Map(rejected.map(({ index, reason }) => [index, reason]));
  const chosen = new Set(ordered.map(({ index }) => index));
  return {
    contenders: ordered.flatMap(({ index, score }, line) => {
      const contender = contenders[index];
      return contender ? [{ ...contender, line, score }] : [];
    }),
    rejected: contenders.flatMap(({ candidate }, index) =>
      chosen.has(index) ? [] : [{ candidate, reason: `policy:${refused.get(index) ?? 'not_selected'}` }],
    ),
  };
}

/** A transform's change, and whether it reached the provider's request: filters of texts and images are not carried out. */
export interface AppliedMutation extends Mutation {
  readonly applied: boolean;
}

/** What the policy makes of the parameters for an attempt at the selected candidate. */
export const attemptParameters = (
  policy: RunnablePolicy,
  parameters: RequestParameters,
  { selected, facts, catalog }: { selected: Ranked; facts: Facts; catalog: Catalog },
): Attempt =>
  transformRequest(
    policy.meaning.xform,
    parameters,
    policyCandidate(selected, facts, benchmarkRank(catalog)),
    sceneOfFacts(facts),
  );
