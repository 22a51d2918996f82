/** The SQL of usage queries: one shape over rollups and raw rows. */
import type { ClickHouse } from '../../clickhouse';
import type { TenantId } from '../../shared/domain/ids';
import { USAGE_BUCKETS } from '../../shared/domain/usage';
import { type Dimension, DIMENSION_COLUMNS, type UsageTable } from '../domain/usage-table';
import type { Grouping, UsageRange } from './usage.query';

export interface UsageAsked extends UsageRange {
  readonly table: UsageTable;
  readonly groupBy: readonly Grouping[];
  readonly filters: ReadonlyMap<Dimension, readonly string[]>;
}

type TokenColumn = `${(typeof USAGE_BUCKETS)[number]}_tokens`;

/** Counts as numbers, which are exact to 2^53. */
export type UsageRow = Readonly<Partial<Record<Grouping, string>>> &
  Readonly<Record<Exclude<Measure, 'cost_nano_usd'> | TokenColumn, number>> & {
    /** A decimal integer: money is exact at any size. */
    readonly cost_nano_usd: string;
  };

// More groups than anybody reads; a query for an export asks by day or month instead.
export const MAX_GROUPS = 50_000;

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

export class UsageStore {
  constructor(private readonly clickhouse: ClickHouse) {}

  usage(tenantId: TenantId, asked: UsageAsked): Promise<UsageRow[]> {
    const { sql, params } = usageSql(tenantId, asked);
    return this.clickhouse.query<UsageRow>(`usage.${asked.table}`, sql, params);
  }
}

/**
 * The statement and its parameters; nothing of the caller's is in the text.
 * @public the benchmark asks rollups and raw rows with it
 */
export function usageSql(tenantId: TenantId, asked: UsageAsked): { sql: string; params: Record<string, unknown> } {
  const raw = asked.table === 'ledger_attempts';
  const time = raw ? 'queued_at' : 'slot';
  const measures = Object.entries(raw ? RAW_MEASURES : ROLLUP_MEASURES).map(([name, sql]) => `${sql} AS ${name}`);
  const tokens = TOKEN_COLUMNS.map((column) => `sum(${column}) AS ${column}`);
  const groups = asked.groupBy.map((name) => ({ name: quoted(name), ...groupSql(name, time) }));
  const filters = [...asked.filters].map(([name]) => `${DIMENSION_COLUMNS[name]} IN {filter_${name}:Array(String)}`);
  const where = [
    `tenant_id = {tenant:String}`,
    `${time} >= {from:${timeType(raw)}}`,
    `${time} < {to:${timeType(raw)}}`,
    ...filters,
  ];
  const columns = [...groups.map((group) => `${group.shown} AS ${group.name}`), ...measures, ...tokens];
  const keys = groups.map((group) => group.key).join(', ');
  const sql = [
    `SELECT ${columns.join(', ')} FROM ${asked.table} WHERE ${where.join(' AND ')}`,
    keys === '' ? '' : `GROUP BY ${keys} ORDER BY ${keys}`,
    `LIMIT ${MAX_GROUPS + 1} SETTINGS ${settingsOf(asked)}`,
  ].join(' ');
  return { sql, params: paramsOf(tenantId, asked) };
}

function settingsOf({ filters }: UsageAsked): string {
  return [
    // An alias such as "model" must not stand for the column of that name.
    'prefer_column_name_to_alias = 1',
    'output_format_json_quote_64bit_integers = 0',
    // Tenant and range are the primary key: without filters nearly every row that is read counts, and a first pass finds nothing to skip.
    `optimize_move_to_prewhere = ${filters.size === 0 ? 0 : 1}`,
  ].join(', ');
}

const timeType = (raw: boolean): string => (raw ? "DateTime64(3, 'UTC')" : "DateTime('UTC')");

/** What is grouped by, as narrow as it can be, and how it is shown. */
function groupSql(name: Grouping, time: string): { key: string; shown: string } {
  if (name === 'day') return same(`toDate(${time}, {zone:String})`);
  if (name !== 'hour') return same(DIMENSION_COLUMNS[name]);
  const key = `toStartOfHour(toTimeZone(${time}, {zone:String}))`;
  return { key, shown: `formatDateTime(${key}, '%FT%H:00')` };
}

const same = (sql: string): { key: string; shown: string } => ({ key: sql, shown: sql });

/** Group names are dimension names, several of them also columns with another meaning. */
const quoted = (name: string): string => `\`${name}\``;

function paramsOf(tenantId: TenantId, asked: UsageAsked): Record<string, unknown> {
  return {
    tenant: tenantId,
    from: asked.fromMs / 1000,
    to: asked.toMs / 1000,
    zone: asked.zone,
    ...Object.fromEntries([...asked.filters].map(([name, values]) => [`filter_${name}`, values])),
  };
}
