/** The result of a backtest as the API shows it: counts as numbers, money as decimal strings. */
import { formatUsd } from '../../../shared/domain/money';
import { type Caveat, caveatsOf, type Reach } from './caveats';
import { type Grouping, GROUPINGS, type SideSums, type Sums, type Tally } from './tally';

export interface SideView {
  /** Of the priced requests; null when none is. */
  readonly cost_usd: string | null;
  readonly priced_requests: number;
  readonly unpriced_requests: number;
  readonly unroutable_requests: number;
  /** Tier → requests. */
  readonly tiers: Readonly<Record<string, number>>;
  /** `provider/model` → requests. */
  readonly models: Readonly<Record<string, number>>;
  /** Mean over the requests of which it is known; null when it is of none. */
  readonly latency_p95_ms: number | null;
}

export interface ComparisonView {
  readonly requests: number;
  readonly changed_requests: number;
  readonly before: SideView;
  readonly after: SideView;
  /** Requests whose cost is known on both sides. */
  readonly compared_requests: number;
  /** After less before, over the compared requests. */
  readonly difference_usd: string | null;
}

type GroupView<Name extends Grouping> = ComparisonView & Readonly<Record<Name, string | null>>;
type Grouped = { readonly [Name in Grouping as `by_${Name}`]: readonly GroupView<Name>[] };

export interface BacktestResult extends Grouped {
  readonly total: ComparisonView;
  readonly not_redecided: {
    readonly requests: number;
    readonly cost_usd: string | null;
    readonly reasons: Readonly<Record<string, number>>;
  };
  readonly caveats: readonly Caveat[];
}

export function reportOf(tally: Tally, reach: Reach): BacktestResult {
  const { total, impossible, impossibleCost, groups } = tally;
  const grouped = GROUPINGS.map((name) => [`by_${name}`, groupsView(name, groups[name])]);
  return {
    total: comparisonView(total),
    ...(Object.fromEntries(grouped) as unknown as Grouped),
    not_redecided: {
      requests: tally.seen - total.requests,
      cost_usd: impossibleCost === null ? null : formatUsd(impossibleCost),
      reasons: impossible,
    },
    caveats: caveatsOf(tally, reach),
  };
}

/** Most requests first. */
const groupsView = (name: Grouping, groups: ReadonlyMap<string | null, Sums>): Readonly<Record<string, unknown>>[] =>
  [...groups]
    .sort(([, a], [, b]) => b.requests - a.requests)
    .map(([key, sums]) => ({ [name]: key, ...comparisonView(sums) }));

const comparisonView = ({ requests, changed, before, after, compared, difference }: Sums): ComparisonView => ({
  requests,
  changed_requests: changed,
  before: sideView(before),
  after: sideView(after),
  compared_requests: compared,
  difference_usd: compared === 0 ? null : formatUsd(difference),
});

const sideView = (sums: SideSums): SideView => ({
  cost_usd: sums.priced === 0 ? null : formatUsd(sums.cost),
  priced_requests: sums.priced,
  unpriced_requests: sums.unpriced,
  unroutable_requests: sums.unroutable,
  tiers: Object.fromEntries(sums.tiers),
  models: Object.fromEntries(sums.models),
  latency_p95_ms: sums.latencies === 0 ? null : Math.round(sums.latencyMs / sums.latencies),
});
