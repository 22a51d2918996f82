/** The order among candidates that passed every filter. */
import type { Candidate, Mode } from '../../catalog/domain/catalog';
import { costOf, type PricedCall } from '../../catalog/domain/price';
import { NO_USAGE } from '../../shared/domain/usage';
import type { NanoUsd } from '../../shared/domain/money';
import type { Ranked } from './decision';
import type { Facts, State } from './facts';

/** Sorts one group: the mode's preference first, then what the call is expected to cost, then the catalog's order. */
export function rank(group: readonly Candidate[], mode: Mode, call: PricedCall): Ranked[] {
  const priced = group.map((candidate) => ({ candidate, estimatedCost: costOf(call, candidate.model.prices).amount }));
  return priced.length > 1
    ? priced.sort((a, b) => preference(a, b, mode) || byCost(a.estimatedCost, b.estimatedCost))
    : priced;
}

/** What the call is expected to use: the estimate before it is the same function as the price after it. */
export function expectedCall(facts: Facts, state: State): PricedCall {
  const output = Math.min(facts.max_output_tokens ?? Infinity, state.expected_output_tokens);
  return {
    usage: { ...NO_USAGE, input: facts.input_tokens, output },
    usageEstimated: true,
    serviceTier: 'standard',
    atMs: facts.at_ms,
  };
}

function preference(a: Ranked, b: Ranked, mode: Mode): number {
  if (mode === 'local_first') return Number(b.candidate.provider.local) - Number(a.candidate.provider.local);
  if (mode === 'quality_first') return quality(b) - quality(a);
  return 0;
}

const quality = ({ candidate }: Ranked): number => candidate.model.quality['overall'] ?? 0;

/** An unknown price is never cheap: it comes last. */
function byCost(a: NanoUsd | null, b: NanoUsd | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a < b ? -1 : Number(a > b);
}
