/** What a candidate is expected to cost, and how long it is expected to take. */
import type { Candidate } from '../../catalog/domain/catalog';
import type { CatalogModel } from '../../catalog/domain/model';
import { costOf, type PricedCall } from '../../catalog/domain/price';
import { NO_USAGE } from '../../shared/domain/usage';
import type { Ranked } from './decision';
import type { Facts, State } from './facts';
import { inputTokensAt } from './input-tokens';

/** A candidate with what is expected of it for the request. */
export type Measured = Pick<Ranked, 'candidate' | 'estimatedCost' | 'latencyMs'>;

export const measured = (candidate: Candidate, facts: Facts, state: State): Measured => ({
  candidate,
  estimatedCost: costOf(expectedCall(candidate.model, facts, state), candidate.model.prices).amount,
  latencyMs: state.latency_p95_ms[candidate.id] ?? candidate.model.latencyMsP95,
});

/** What the call is expected to use: the estimate before it is the same function as the price after it. */
export function expectedCall(model: CatalogModel, facts: Facts, state: State): PricedCall {
  const output = Math.min(facts.max_output_tokens ?? Infinity, state.expected_output_tokens);
  return {
    usage: { ...NO_USAGE, input: inputTokensAt(model, facts, state), output },
    usageEstimated: true,
    serviceTier: facts.service_tier ?? 'standard',
    region: facts.price_region,
    atMs: facts.at_ms,
  };
}
