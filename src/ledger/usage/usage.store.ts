/** The SQL of usage queries: one shape over rollups and raw rows. */
import type { ClickHouse } from '../../clickhouse';
import type { TenantId } from '../../shared/domain/ids';
import { USAGE_BUCKETS } from '../../shared/domain/usage';
import { type Asked, groupedSql, type Statement } from './grouped-sql';
import type { Grouping } from './usage.query';

type TokenColumn = `${(typeof USAGE_BUCKETS)[number]}_tokens`;

/** Counts as numbers, which are exact to 2^53. */
export type UsageRow = Readonly<Partial<Record<Grouping, string>>> &
  Readonly<Record<Exclude<Measure, 'cost_nano_usd'> | TokenColumn, number>> & {
    /** A decimal integer: money is exact at any size. */
    readonly cost_nano_usd: string;
  };

const PRICED = 'cost_nano_usd IS NOT NULL';
export const TOKEN_COLUMNS = USAGE_BUCKETS.map((bucket): TokenColumn => `${bucket}_tokens`);

const ROLLUP_MEASURES = {
  requests: 'sum(requests)',
  attempts: 'sum(attempts)',
  failures: 'sum(failures)',
  priced_attempts: 'sum(priced_attempts)',
  priced_tokens: 'sum(priced_tokens)',
  duration_ms: 'sum(duration_ms)',
  durations: 'sum(durations)',
  cost_nano_usd: 'toString(sum(cost_nano_usd))',
} as const;
type Measure = keyof typeof ROLLUP_MEASURES;

const RAW_MEASURES: Readonly<Record<Measure, string>> = {
  requests: 'countIf(attempt = 1)',
  attempts: 'count()',
  failures: "countIf(outcome != 'success')",
  priced_attempts: `countIf(${PRICED})`,
  priced_tokens: `sumIf(${TOKEN_COLUMNS.join(' + ')}, ${PRICED})`,
  duration_ms: "sum(ifNull(toUInt64(greatest(0, dateDiff('millisecond', queued_at, last_byte_at))), 0))",
  durations: 'count(last_byte_at)',
  cost_nano_usd: 'toString(ifNull(sum(cost_nano_usd), 0))',
};

/** What late price corrections add to a group. */
export type AdjustmentRow = Readonly<Partial<Record<Grouping, string>>> & { readonly difference_nano_usd: string };

export class UsageStore {
  constructor(private readonly clickhouse: ClickHouse) {}

  usage(tenantId: TenantId, asked: Asked): Promise<UsageRow[]> {
    const { sql, params } = usageSql(tenantId, asked);
    return this.clickhouse.query<UsageRow>(`usage.${asked.table}`, sql, params);
  }

  /** Of the same groups; those without adjustments are not there. */
  adjustments(tenantId: TenantId, asked: Asked): Promise<AdjustmentRow[]> {
    const { sql, params } = groupedSql(tenantId, { ...asked, table: 'ledger_adjustments' }, [
      'toString(sum(difference_nano_usd)) AS difference_nano_usd',
    ]);
    return this.clickhouse.query<AdjustmentRow>('usage.ledger_adjustments', sql, params);
  }
}

/**
 * The statement and its parameters.
 * @public the benchmark asks rollups and raw rows with it
 */
export function usageSql(tenantId: TenantId, asked: Asked): Statement {
  const raw = asked.table === 'ledger_attempts';
  const measures = Object.entries(raw ? RAW_MEASURES : ROLLUP_MEASURES).map(([name, sql]) => `${sql} AS ${name}`);
  const tokens = TOKEN_COLUMNS.map((column) => `sum(${column}) AS ${column}`);
  return groupedSql(tenantId, asked, [...measures, ...tokens]);
}
