/** The one shape of all questions to the ledger: measures over a range of time, filtered, by dimensions in a time zone. */
import type { TenantId } from '../../shared/domain/ids';
import { BursarError } from '../../shared/errors';
import { type Dimension, DIMENSION_COLUMNS, type UsageTable } from '../domain/usage-table';
import type { Grouping, UsageRange } from './usage.query';

/** Adjustments have the dimensions of the attempts that they correct. */
type Table = UsageTable | 'ledger_adjustments';

export interface Asked<From extends Table = UsageTable> extends UsageRange {
  readonly table: From;
  readonly groupBy: readonly Grouping[];
  readonly filters: ReadonlyMap<Dimension, readonly string[]>;
}

export interface Statement {
  readonly sql: string;
  readonly params: Record<string, unknown>;
}

// More groups than anybody reads; a query for an export asks by day or month instead.
const MAX_GROUPS = 50_000;

/** @throws BursarError where there are more groups than are answered */
export function refuseTooMany(rows: readonly unknown[]): void {
  if (rows.length <= MAX_GROUPS) return;
  throw new BursarError('invalid_request', {
    path: 'group_by',
    problem: `makes more than ${MAX_GROUPS} groups; ask for a shorter range or filter`,
  });
}

/** @param measures `expression AS name`; nothing of the caller's is in the text */
export function groupedSql(tenantId: TenantId, asked: Asked<Table>, measures: readonly string[]): Statement {
  const raw = asked.table === 'ledger_attempts' || asked.table === 'ledger_adjustments';
  const time = raw ? 'queued_at' : 'slot';
  const groups = asked.groupBy.map((name) => ({ name: quoted(name), ...groupSql(name, time) }));
  const filters = [...asked.filters].map(([name]) => `${DIMENSION_COLUMNS[name]} IN {filter_${name}:Array(String)}`);
  const where = [
    `tenant_id = {tenant:String}`,
    `${time} >= {from:${timeType(raw)}}`,
    `${time} < {to:${timeType(raw)}}`,
    ...filters,
  ];
  const columns = [...groups.map((group) => `${group.shown} AS ${group.name}`), ...measures];
  const keys = groups.map((group) => group.key).join(', ');
  const sql = [
    `SELECT ${columns.join(', ')} FROM ${asked.table} WHERE ${where.join(' AND ')}`,
    keys === '' ? '' : `GROUP BY ${keys} ORDER BY ${keys}`,
    `LIMIT ${MAX_GROUPS + 1} SETTINGS ${settingsOf(asked)}`,
  ].join(' ');
  return { sql, params: paramsOf(tenantId, asked) };
}

function settingsOf({ filters, table }: Asked<Table>): string {
  return [
    // An alias such as "model" must not stand for the column of that name.
    'prefer_column_name_to_alias = 1',
    'output_format_json_quote_64bit_integers = 0',
    // A run of corrections that was cut short has left rows that the next one wrote again.
    ...(table === 'ledger_adjustments' ? ['final = 1'] : []),
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

function paramsOf(tenantId: TenantId, asked: Asked<Table>): Record<string, unknown> {
  return {
    tenant: tenantId,
    from: asked.fromMs / 1000,
    to: asked.toMs / 1000,
    zone: asked.zone,
    ...Object.fromEntries([...asked.filters].map(([name, values]) => [`filter_${name}`, values])),
  };
}
