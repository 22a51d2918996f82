/** The SQL of providers' health: its rollup by five minutes, and the transitions of circuits. */
import type { ClickHouse } from '../../clickhouse';
import type { TenantId } from '../../shared/domain/ids';
import type { FailureClass, Outcome } from '../domain/availability';
import type { BreakerState } from '../domain/breaker';
import type { BucketCounts } from '../domain/percentiles';
import { type Bucket, BUCKETS, type Grouping } from './provider-history.schema';

/** `slot` from (inclusive) to (exclusive), which are whole slots; a name that is not given is any. */
export interface HealthRange extends Readonly<Partial<Record<Grouping, string | undefined>>> {
  readonly fromMs: number;
  readonly toMs: number;
  readonly zone: string;
}

export type HealthCount = Readonly<Partial<Record<Grouping, string>>> & {
  /** Start of the bucket, seconds since 1970. */
  readonly at_s: number;
  readonly source: 'attempt' | 'probe';
  readonly outcome: Outcome;
  readonly failure_class: FailureClass | '';
  readonly samples: string;
  readonly ttft: BucketCounts;
  readonly latency: BucketCounts;
};

export interface TransitionRow {
  readonly at_ms: string;
  readonly provider: string;
  readonly model: string;
  readonly credential: string;
  readonly from_state: BreakerState;
  readonly to_state: BreakerState;
  readonly reason: string;
  readonly failure_class: string;
  readonly until_ms: string | null;
  readonly changed_by: string;
  /** JSON */
  readonly counts: string;
}

type Names = Pick<HealthRange, Grouping>;

export class ProviderHealthStore {
  constructor(private readonly clickhouse: ClickHouse) {}

  /** In order of time; at most `limit` rows. */
  counts(
    tenantId: TenantId,
    range: HealthRange,
    asked: { readonly bucket: Bucket; readonly groupBy: readonly Grouping[]; readonly limit: number },
  ): Promise<HealthCount[]> {
    const keys = [`${BUCKETS[asked.bucket]} AS at_s`, ...asked.groupBy, 'source', 'outcome', 'failure_class'];
    const groups = ['at_s', ...asked.groupBy, 'source', 'outcome', 'failure_class'].join(', ');
    return this.clickhouse.query<HealthCount>(
      'health.counts',
      `SELECT ${keys.join(', ')}, sum(health.samples) AS samples, sumMap(health.ttft) AS ttft, sumMap(health.latency) AS latency
       FROM provider_health AS health
       WHERE tenant_id = {tenant:String} AND slot >= {from:DateTime('UTC')} AND slot < {to:DateTime('UTC')}${conditions(range)}
       GROUP BY ${groups} ORDER BY ${groups} LIMIT {limit:UInt32}`,
      { ...paramsOf(tenantId, range), limit: asked.limit },
    );
  }

  /** The last `limit` of the range, in order of time. */
  async transitions(tenantId: TenantId, range: HealthRange, limit: number): Promise<TransitionRow[]> {
    const { task: _task, ...named } = range;
    const rows = await this.clickhouse.query<TransitionRow>(
      'health.transitions',
      `SELECT toUnixTimestamp64Milli(at) AS at_ms, provider, model, credential, from_state, to_state, reason, failure_class,
         toUnixTimestamp64Milli(until) AS until_ms, changed_by, counts
       FROM breaker_transitions
       WHERE tenant_id = {tenant:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}${conditions(named)}
       ORDER BY at DESC, transition_id DESC LIMIT {limit:UInt32}`,
      { ...paramsOf(tenantId, named), limit },
    );
    return rows.reverse();
  }
}

const NAMES: readonly Grouping[] = ['provider', 'model', 'credential', 'task'];

const conditions = (names: Names): string =>
  NAMES.flatMap((name) => (names[name] === undefined ? [] : [` AND ${name} = {${name}:String}`])).join('');

const paramsOf = (tenantId: TenantId, { fromMs, toMs, zone, ...names }: HealthRange): Record<string, unknown> => ({
  ...{ tenant: tenantId, from: fromMs / 1000, to: toMs / 1000, zone },
  ...Object.fromEntries(Object.entries(names).filter(([, value]) => value !== undefined)),
});
