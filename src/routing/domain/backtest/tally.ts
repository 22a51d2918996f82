/** Sums over re-decided requests: in total, and by what they belong to. */
import { type NanoUsd, nanoUsd, ZERO_USD } from '../../../shared/domain/money';
import type { RecordedRequest } from './recorded';
import { type Doubt, DOUBTS, IMPOSSIBLE_REASONS, type ImpossibleReason, type Redecided, type Side } from './redecide';

/** Where requests went, and what is known of it. */
export interface SideSums {
  /** Of the requests whose cost is known. */
  cost: NanoUsd;
  priced: number;
  /** Served at a cost that is not known. */
  unpriced: number;
  unroutable: number;
  latencyMs: number;
  /** Requests whose latency is known. */
  latencies: number;
  readonly tiers: Map<string, number>;
  readonly models: Map<string, number>;
}

export interface Sums {
  requests: number;
  changed: number;
  readonly before: SideSums;
  readonly after: SideSums;
  /** Requests whose cost is known on both sides, and what they cost more, or less, after. */
  compared: number;
  difference: NanoUsd;
}

/** `model` is the one of before; null: the request belongs to none. */
export const GROUPINGS = ['team', 'endpoint', 'model', 'task'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Callers may name tasks as they like: behind this many of a kind, the rest is one group. */
export const MAX_GROUPS = 500;
/** No name of a team, endpoint, model or task: those have no spaces at their ends. */
export const OTHERS = '(others)';

export class Tally {
  readonly total = newSums();
  readonly groups: Readonly<Record<Grouping, Map<string | null, Sums>>> = {
    team: new Map(),
    endpoint: new Map(),
    model: new Map(),
    task: new Map(),
  };
  readonly doubts: Record<Doubt, number> = zeros(DOUBTS);
  readonly impossible: Record<ImpossibleReason, number> = zeros(IMPOSSIBLE_REASONS);
  /** Of what could not be decided again; null when it is known of none. */
  impossibleCost: NanoUsd | null = null;

  add(request: RecordedRequest, redecided: Redecided): void {
    if (redecided.kind === 'impossible') {
      this.impossible[redecided.reason] += 1;
      if (redecided.cost !== null) this.impossibleCost = plus(this.impossibleCost ?? ZERO_USD, redecided.cost);
      return;
    }
    for (const doubt of redecided.doubts) this.doubts[doubt] += 1;
    addTo(this.total, redecided);
    const { team, endpoint, task } = request;
    const keys = { team, endpoint, task, model: redecided.before.model };
    for (const grouping of GROUPINGS) addTo(groupOf(this.groups[grouping], keys[grouping]), redecided);
  }

  /** Requests that were looked at. */
  get seen(): number {
    return IMPOSSIBLE_REASONS.reduce((sum, reason) => sum + this.impossible[reason], this.total.requests);
  }
}

function addTo(sums: Sums, { before, after, changed }: Extract<Redecided, { kind: 'redecided' }>): void {
  sums.requests += 1;
  if (changed) sums.changed += 1;
  addSide(sums.before, before);
  addSide(sums.after, after);
  if (before.cost === null || after.cost === null) return;
  sums.compared += 1;
  sums.difference = plus(sums.difference, after.cost - before.cost);
}

function addSide(sums: SideSums, { model, tier, cost, latencyMs }: Side): void {
  // A call that nobody served may yet have cost something, and is counted with what is known of it.
  if (cost !== null) {
    sums.cost = plus(sums.cost, cost);
    sums.priced += 1;
  }
  if (model === null) {
    sums.unroutable += 1;
    return;
  }
  if (cost === null) sums.unpriced += 1;
  count(sums.models, model);
  if (tier !== null) count(sums.tiers, tier);
  if (latencyMs === null) return;
  sums.latencyMs += latencyMs;
  sums.latencies += 1;
}

function groupOf(groups: Map<string | null, Sums>, key: string | null): Sums {
  const known = groups.get(key);
  if (known !== undefined) return known;
  const name = groups.size < MAX_GROUPS ? key : OTHERS;
  const sums = groups.get(name) ?? newSums();
  groups.set(name, sums);
  return sums;
}

const newSums = (): Sums => ({
  ...{ requests: 0, changed: 0, before: newSide(), after: newSide(), compared: 0, difference: ZERO_USD },
});

const newSide = (): SideSums => ({
  ...{ cost: ZERO_USD, priced: 0, unpriced: 0, unroutable: 0, latencyMs: 0, latencies: 0 },
  ...{ tiers: new Map(), models: new Map() },
});

const count = (counts: Map<string, number>, name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);

const plus = (a: NanoUsd, b: bigint): NanoUsd => nanoUsd(a + b);

const zeros = <Name extends string>(names: readonly Name[]): Record<Name, number> =>
  Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
