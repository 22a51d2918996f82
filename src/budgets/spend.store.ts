/** What was spent in budgets' windows, from the rollups: one statement for all budgets of a tenant. */
import type { ClickHouse } from '../clickhouse';
import { DIMENSION_COLUMNS, type UsageTable, usageTable } from '../ledger';
import type { TenantId } from '../shared/domain/ids';
import { nanoUsd, ZERO_USD } from '../shared/domain/money';
import type { Window } from './domain/month-window';
import type { Conditions } from './domain/scope';
import type { Reading } from './domain/spend-account';

export interface SpendQuestion {
  readonly window: Window;
  readonly conditions: Conditions;
}

/** Questions that one scan of a table answers. */
interface Scan {
  readonly table: UsageTable;
  readonly window: Window;
  /** Positions in the list of questions. */
  readonly asked: number[];
}

interface ScanRow {
  readonly scan: number;
  /** 64-bit integers as decimal strings. */
  readonly spent: readonly string[];
  readonly unpriced: readonly string[];
}

// It is asked every few seconds; what takes longer is worth less than the engine's time.
const TIMEOUT_MS = 5_000;

const MEASURES = {
  rollup: {
    time: 'slot',
    timeType: "DateTime('UTC')",
    spent: (condition: string) => `sumIf(cost_nano_usd, ${condition})`,
    unpriced: (condition: string) => `toInt64(sumIf(attempts - priced_attempts, ${condition}))`,
  },
  raw: {
    time: 'queued_at',
    timeType: "DateTime64(3, 'UTC')",
    spent: (condition: string) => `ifNull(sumIf(cost_nano_usd, ${condition}), 0)`,
    unpriced: (condition: string) => `toInt64(countIf(cost_nano_usd IS NULL AND ${condition}))`,
  },
} as const;

export class SpendStore {
  constructor(private readonly clickhouse: ClickHouse) {}

  /** @returns an answer for each question, in their order */
  async spent(tenantId: TenantId, questions: readonly SpendQuestion[], signal: AbortSignal): Promise<Reading[]> {
    if (questions.length === 0) return [];
    const scans = scansOf(questions);
    const sql = scans.map((scan, at) => scanSql(scan, at, questions)).join(' UNION ALL ');
    const params = { tenant: tenantId, ...timesOf(scans), ...valuesOf(questions) };
    const rows = await this.clickhouse.query<ScanRow>('budgets.spent', sql, params, { signal, timeoutMs: TIMEOUT_MS });
    const readings: Reading[] = questions.map(() => ({ spent: ZERO_USD, unpriced: 0 }));
    for (const { scan, spent, unpriced } of rows) {
      for (const [at, asked] of (scans[scan]?.asked ?? []).entries()) {
        readings[asked] = { spent: nanoUsd(BigInt(spent[at] ?? 0)), unpriced: Number(unpriced[at]) };
      }
    }
    return readings;
  }
}

function scansOf(questions: readonly SpendQuestion[]): readonly Scan[] {
  const scans = new Map<string, Scan>();
  for (const [at, { window, conditions }] of questions.entries()) {
    const dimensions = conditions.map(([dimension]) => dimension);
    const table = usageTable({ dimensions, fromMs: window.startMs, toMs: window.endMs, offsetsMs: [] });
    const key = `${table} ${window.startMs} ${window.endMs}`;
    const scan = scans.get(key) ?? { table, window, asked: [] };
    scan.asked.push(at);
    scans.set(key, scan);
  }
  return [...scans.values()];
}

/** Nothing of a caller's is in the text. */
function scanSql({ table, asked }: Scan, at: number, questions: readonly SpendQuestion[]): string {
  const { time, timeType, spent, unpriced } = MEASURES[table === 'ledger_attempts' ? 'raw' : 'rollup'];
  const conditions = asked.map((question) => conditionSql(question, questions[question]?.conditions ?? []));
  return [
    `SELECT ${at} AS scan, [${conditions.map(spent).join(', ')}] AS spent`,
    `, [${conditions.map(unpriced).join(', ')}] AS unpriced FROM ${table}`,
    ` WHERE tenant_id = {tenant:String} AND ${time} >= {from_${at}:${timeType}} AND ${time} < {to_${at}:${timeType}}`,
  ].join('');
}

const conditionSql = (question: number, conditions: Conditions): string =>
  ['true', ...conditions.map(([name]) => `${DIMENSION_COLUMNS[name]} = {${parameter(question, name)}:String}`)].join(
    ' AND ',
  );

const valuesOf = (questions: readonly SpendQuestion[]): Record<string, string> =>
  Object.fromEntries(
    questions.flatMap(({ conditions }, at) => conditions.map(([name, value]) => [parameter(at, name), value])),
  );

const timesOf = (scans: readonly Scan[]): Record<string, number> =>
  Object.fromEntries(
    scans.flatMap(({ window }, at) => [
      [`from_${at}`, window.startMs / 1000],
      [`to_${at}`, window.endMs / 1000],
    ]),
  );

const parameter = (question: number, dimension: string): string => `${dimension}_${question}`;
