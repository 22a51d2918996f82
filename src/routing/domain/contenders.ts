/** The candidates that passed the hard filters, with what the soft layers and the order look at. */
import type { Candidate } from '../../catalog/domain/catalog';
import type { CatalogModel } from '../../catalog/domain/model';
import { costOf, type PricedCall } from '../../catalog/domain/price';
import { NO_USAGE } from '../../shared/domain/usage';
import type { Ranked, Rejected } from './decision';
import type { Facts, State } from './facts';
import { rejectionOf } from './filters';
import { inputTokensAt } from './input-tokens';
import type { Group, Plan } from './plan';

export interface Contender extends Ranked {
  readonly group: Group;
}

/** Layers 1 and 2: what may and can serve the request at all. */
export function contendersOf(
  plan: Plan,
  facts: Facts,
  state: State,
): { contenders: Contender[]; rejected: Rejected[] } {
  const contenders: Contender[] = [];
  const rejected: Rejected[] = [];
  const barred = endpointAllowed(plan, facts) ? null : 'endpoint_not_allowed';
  for (const group of plan.groups) {
    for (const candidate of group.candidates) {
      const reason = barred ?? rejectionOf(candidate, facts, state);
      if (reason !== null) rejected.push({ candidate, reason });
      else
        contenders.push({
          candidate,
          group,
          line: group.line,
          ...measured(candidate, facts, state),
          score: null,
          missed: null,
        });
    }
  }
  return { contenders, rejected };
}

const measured = (candidate: Candidate, facts: Facts, state: State): Pick<Ranked, 'estimatedCost' | 'latencyMs'> => ({
  estimatedCost: costOf(expectedCall(candidate.model, facts, state), candidate.model.prices).amount,
  latencyMs: state.latency_p95_ms[candidate.id] ?? candidate.model.latencyMsP95,
});

/** What the call is expected to use: the estimate before it is the same function as the price after it. */
export function expectedCall(model: CatalogModel, facts: Facts, state: State): PricedCall {
  const output = Math.min(facts.max_output_tokens ?? Infinity, state.expected_output_tokens);
  return {
    usage: { ...NO_USAGE, input: inputTokensAt(model, facts, state), output },
    usageEstimated: true,
    serviceTier: 'standard',
    atMs: facts.at_ms,
  };
}

/** A key that is bound to endpoints may name a model only where its models are listed too. */
function endpointAllowed({ endpoint }: Plan, { allowed_endpoints: endpoints, allowed_models: models }: Facts): boolean {
  if (endpoints === null) return true;
  return endpoint === null ? models !== null : endpoints.includes(endpoint.name);
}
