/** The one plain sentence of a decision. */
import { formatUsd } from '../../shared/domain/money';
import type { Decision, Rejected, Resolution } from './decision';

export function explain(decision: Omit<Decision, 'explanation'>): string {
  const selected = decision.order[0];
  if (selected === undefined)
    return `Nothing can serve ${nameOf(decision.resolution)}: ${reasonsOf(decision.rejected)}.`;
  const cost =
    selected.estimatedCost === null
      ? 'at an unknown price'
      : `at an estimated ${formatUsd(selected.estimatedCost)} USD`;
  return `${selected.candidate.id} ${claim(decision)} ${cost}${passedOver(decision.rejected.length)}.`;
}

/** Reasons with how many candidates each one rejected, most frequent first: `3 × missing_capability:tools`. */
export function reasonsOf(rejected: readonly Rejected[]): string {
  const counts = new Map<string, number>();
  for (const { reason } of rejected) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  if (counts.size === 0) return 'it names no model of the catalog';
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${count} × ${reason}`)
    .join(', ');
}

function claim({ order, mode, resolution }: Omit<Decision, 'explanation'>): string {
  const name = nameOf(resolution);
  if (order.length === 1) return `is the only candidate of ${name} that fits the request,`;
  switch (mode) {
    case 'quality_first':
      return `has the best quality score of ${order.length} candidates of ${name} that fit the request,`;
    case 'local_first':
      return `comes first of ${order.length} candidates of ${name} that fit the request, local ones preferred,`;
    case 'balanced':
    case 'cost_first':
    case 'sla_first':
    case 'pinned':
      return `is the first choice of ${order.length} candidates of ${name} that fit the request, by its order and then by cost,`;
  }
}

function nameOf(resolution: Resolution): string {
  switch (resolution.kind) {
    case 'endpoint':
      return `endpoint "${resolution.endpoint}"`;
    case 'model':
      return `model "${resolution.model}"`;
    case 'provider_model':
      return `"${resolution.id}"`;
    case 'tier':
      return `tier "${resolution.tier}"`;
  }
}

const passedOver = (count: number): string =>
  count === 0 ? '' : `; ${count} ${count === 1 ? 'was' : 'were'} rejected`;
