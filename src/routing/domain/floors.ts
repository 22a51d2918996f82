/**
 * The soft layers of design §4, 6 and 7: each looks at what the layers before it left. One that would leave nothing is
 * skipped and noted, unless the endpoint is strict.
 */
import type { Endpoint } from '../../catalog/domain/catalog';
import { scoreOf, type Tier, TIERS } from '../../catalog/domain/model';
import type { Contender } from './contenders';
import type { Note, Rejected } from './decision';
import type { Facts } from './facts';
import type { Task } from './task/tasks';
import { type Plan, RAISED_TIER, raisedTier } from './plan';

/** Why a contender misses the floor or ceiling, or null. */
type Miss = (contender: Contender) => string | null;

interface Layer {
  readonly name: Note['layer'];
  /** null where the layer has nothing to say about this request. */
  readonly missOf: (plan: Plan, facts: Facts) => Miss | null;
  /** What to say when it was applied. */
  readonly applied?: (left: readonly Contender[], facts: Facts) => string;
}

/** Work whose mistakes are dear does not go to the cheapest tier in mode `balanced`; every other task may. */
const BALANCED_FLOORS: ReadonlyMap<string, Tier> = new Map<Task, Tier>([
  ['code_review', 'standard'],
  ['code_generation', 'standard'],
  ['reasoning', 'standard'],
]);

const below = (tier: Tier, floor: Tier): boolean => TIERS.indexOf(tier) < TIERS.indexOf(floor);

const complexity: Layer = {
  name: 'complexity',
  missOf: (_plan, facts) => {
    const floor = raisedTier(facts);
    if (floor === null) return null;
    return ({ candidate, group }) =>
      !group.pinned && below(candidate.model.tier, floor) ? `tier_floor:${floor}` : null;
  },
  applied: (left, { signals }) => {
    const fired = signals?.fired.map(({ rule }) => rule).join(', ') ?? '';
    const pinned = left.every(({ candidate, group }) => group.pinned && below(candidate.model.tier, RAISED_TIER));
    return pinned ? `not raised for ${fired}: the model was named` : `raised to ${RAISED_TIER} by ${fired}`;
  },
};

const task: Layer = {
  name: 'task',
  missOf: ({ mode }, facts) => {
    const floor = facts.task === null ? undefined : BALANCED_FLOORS.get(facts.task);
    if (mode !== 'balanced' || floor === undefined) return null;
    return ({ candidate, group }) => (group.open && below(candidate.model.tier, floor) ? `task_floor:${floor}` : null);
  },
};

const latency: Layer = {
  name: 'latency',
  missOf: ({ endpoint }) => {
    const ceiling = endpoint?.latencyCeilingMs ?? null;
    if (ceiling === null) return null;
    // What has never been measured has not missed anything.
    return ({ latencyMs }) =>
      latencyMs !== null && latencyMs > ceiling ? `latency_ceiling:${Math.round(latencyMs)}>${ceiling}` : null;
  },
};

const quality: Layer = {
  name: 'quality',
  missOf: ({ endpoint }) => {
    const floor = endpoint?.qualityFloor ?? null;
    if (floor === null) return null;
    return ({ candidate }) => {
      const score = scoreOf(candidate.model, floor.score);
      if (score === undefined) return `quality_floor:${floor.score}:missing`;
      return score < floor.min ? `quality_floor:${floor.score}:${score}<${floor.min}` : null;
    };
  },
};

const LAYERS: readonly Layer[] = [complexity, task, latency, quality];

export interface Narrowed {
  /** Those that miss something have it in `missed`. */
  readonly contenders: readonly Contender[];
  readonly rejected: readonly Rejected[];
  readonly notes: readonly Note[];
}

export function narrow(contenders: readonly Contender[], plan: Plan, facts: Facts): Narrowed {
  const narrowed: Narrowing = { left: contenders, behind: [], rejected: [], notes: [] };
  for (const layer of LAYERS) {
    const miss = layer.missOf(plan, facts);
    if (miss === null || narrowed.left.length === 0) continue;
    const note = apply(narrowed, miss, isStrict(plan.endpoint)) ?? layer.applied?.(narrowed.left, facts);
    if (note !== undefined) narrowed.notes.push({ layer: layer.name, text: note });
  }
  const { left, behind, rejected, notes } = narrowed;
  return { contenders: [...left, ...behind], rejected, notes };
}

interface Narrowing {
  left: readonly Contender[];
  readonly behind: Contender[];
  readonly rejected: Rejected[];
  readonly notes: Note[];
}

/** Keeps those that miss nothing; null, or why that was not done. */
function apply(narrowing: Narrowing, miss: Miss, strict: boolean): string | null {
  const judged = narrowing.left.map((contender) => ({ contender, reason: miss(contender) }));
  const passing = judged.flatMap(({ contender, reason }) => (reason === null ? [contender] : []));
  if (passing.length === 0 && !strict) return `skipped: nothing that is left would pass (${judged[0]?.reason ?? ''})`;
  for (const { contender, reason } of judged) {
    if (reason === null) continue;
    if (contender.group.listed && passing.length > 0) narrowing.behind.push({ ...contender, missed: reason });
    else narrowing.rejected.push({ candidate: contender.candidate, reason });
  }
  narrowing.left = passing;
  return null;
}

const isStrict = (endpoint: Endpoint | null): boolean => endpoint?.strict ?? false;
