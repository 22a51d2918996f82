/** The hop order among the contenders. */
import type { Mode } from '../../catalog/domain/catalog';
import type { Contender } from './contenders';
import type { Plan } from './plan';
import { qualityOf, type Rejected } from './decision';

/** What misses a floor comes last; then the line of the rule, list or policy; then the mode; then the expected cost. */
export function rank(contenders: readonly Contender[], plan: Plan): Contender[] {
  const prefers = PREFERENCES[plan.mode];
  return [...contenders].sort(
    (a, b) =>
      Number(a.missed !== null) - Number(b.missed !== null) ||
      a.line - b.line ||
      prefers(a, b, plan) ||
      byCost(a, b) ||
      a.candidate.index - b.candidate.index,
  );
}

type Preference = (a: Contender, b: Contender, plan: Plan) => number;

const byQuality: Preference = (a, b, { endpoint }) => {
  const floor = endpoint?.qualityFloor ?? null;
  return (qualityOf(b, floor) ?? 0) - (qualityOf(a, floor) ?? 0);
};

/** Under a ceiling, whoever is known to hold it comes before whoever is unknown; without one, the fastest first. */
const bySla: Preference = (a, b, { endpoint }) => {
  const known = Number(a.latencyMs === null) - Number(b.latencyMs === null);
  if (known !== 0 || a.latencyMs === null || b.latencyMs === null) return known;
  return (endpoint?.latencyCeilingMs ?? null) === null ? a.latencyMs - b.latencyMs : 0;
};

const indifferent: Preference = () => 0;

const PREFERENCES: Readonly<Record<Mode, Preference>> = {
  balanced: indifferent,
  cost_first: indifferent,
  pinned: indifferent,
  sla_first: bySla,
  quality_first: byQuality,
  local_first: (a, b) => Number(b.candidate.provider.local) - Number(a.candidate.provider.local),
};

/** An unknown price is never cheap: it comes last. */
function byCost({ estimatedCost: a }: Contender, { estimatedCost: b }: Contender): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a < b ? -1 : Number(a > b);
}

/** In mode `pinned` only the provider may change, never the model. */
export function pin(order: readonly Contender[], mode: Mode): { order: readonly Contender[]; rejected: Rejected[] } {
  const model = order[0]?.candidate.model.model;
  if (mode !== 'pinned') return { order, rejected: [] };
  return {
    order: order.filter(({ candidate }) => candidate.model.model === model),
    rejected: order.flatMap(({ candidate }) =>
      candidate.model.model === model ? [] : [{ candidate, reason: 'mode_pinned' }],
    ),
  };
}
