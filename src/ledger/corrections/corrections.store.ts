/** The SQL of late price corrections: attempts recorded at other figures than those in force now, and their adjustments. */
import { figuresOf } from '../../catalog';
import type { ClickHouse } from '../../clickhouse';
import type { TenantId } from '../../shared/domain/ids';
import { nanoUsd } from '../../shared/domain/money';
import type { ServiceTier } from '../../shared/domain/service-tier';
import { type Usage, USAGE_BUCKETS } from '../../shared/domain/usage';
import type { UsageSource } from '../domain/attempt';
import type { Correction, Period, PricedAttempt } from '../domain/correction';
import { DIMENSION_COLUMNS } from '../domain/usage-table';

type DimensionColumn = (typeof DIMENSION_COLUMNS)[keyof typeof DIMENSION_COLUMNS];
const COLUMNS = Object.values(DIMENSION_COLUMNS);

export interface StoredAttempt extends PricedAttempt {
  readonly attemptId: string;
  /** Corrections so far. */
  readonly corrections: number;
  /** '' where no row priced it. */
  readonly priceRow: string;
  readonly dimensions: Readonly<Record<DimensionColumn, string>>;
}

export interface Adjustment {
  readonly attempt: StoredAttempt;
  readonly correction: Extract<Correction, { readonly kind: 'adjusted' }>;
}

/** Who corrects, when and why. */
export interface CorrectionNote {
  readonly reason: string;
  readonly recordedBy: string;
  readonly recordedAtMs: number;
}

/** Epoch milliseconds; `toMs` is exclusive. */
export interface Range {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface ModelPeriod extends Period {
  readonly provider: string;
  readonly model: string;
}

// A quarter of the busiest model's attempts takes minutes, and nobody waits for it but who asked.
const TIMEOUT_MS = 15 * 60_000;

type AttemptRow = {
  readonly attempt_id: string;
  readonly queued_ms: string;
  readonly usage_source: UsageSource;
  readonly service_tier: ServiceTier | '';
  readonly price_region: string;
  readonly recorded_price_row: string;
  readonly recorded_cost: string | null;
  readonly corrections: number;
} & Readonly<Record<DimensionColumn, string>> &
  Readonly<Record<`${(typeof USAGE_BUCKETS)[number]}_tokens`, number>>;

const IN_RANGE =
  "tenant_id = {tenant:String} AND queued_at >= {from:DateTime64(3, 'UTC')} AND queued_at < {to:DateTime64(3, 'UTC')}";
const CONDITIONS = `${IN_RANGE} AND provider = {provider:String} AND model = {model:String}`;

const RECORDED_AT_OTHER_FIGURES = `
  WITH corrected AS (
    SELECT attempt_id, max(sequence) AS corrections, argMax(new_price_row, sequence) AS price_row,
      argMax(new_cost_nano_usd, sequence) AS cost
    FROM ledger_adjustments FINAL WHERE ${CONDITIONS} GROUP BY attempt_id
  )
  SELECT recorded.attempt_id AS attempt_id, toUnixTimestamp64Milli(recorded.queued_at) AS queued_ms, usage_source, service_tier, price_region,
    ${[...COLUMNS, ...USAGE_BUCKETS.map((bucket) => `${bucket}_tokens`)].join(', ')},
    corrected.corrections AS corrections,
    if(corrections = 0, recorded.price_row, corrected.price_row) AS recorded_price_row,
    if(corrections = 0, recorded.cost_nano_usd, corrected.cost) AS recorded_cost
  FROM (SELECT * FROM ledger_attempts WHERE ${CONDITIONS} AND usage_source != 'missing') AS recorded
  LEFT JOIN corrected ON corrected.attempt_id = recorded.attempt_id
  WHERE NOT endsWith(recorded_price_row, {figures:String})`;

export class CorrectionsStore {
  constructor(private readonly clickhouse: ClickHouse) {}

  /** `provider/model` → the ids of all price rows that priced it, '' among them where none did. */
  async pricedBy(tenantId: TenantId, { fromMs, toMs }: Range): Promise<ReadonlyMap<string, readonly string[]>> {
    const rows = await this.clickhouse.query<{ readonly key: string; readonly rows: readonly string[] }>(
      'corrections.priced-by',
      `SELECT concat(provider, '/', model) AS key, groupUniqArray(price_row) AS rows FROM (
         SELECT provider, model, price_row FROM ledger_attempts WHERE ${IN_RANGE} AND usage_source != 'missing'
         UNION ALL SELECT provider, model, new_price_row AS price_row FROM ledger_adjustments WHERE ${IN_RANGE}
       ) GROUP BY key`,
      { tenant: tenantId, from: fromMs / 1000, to: toMs / 1000 },
    );
    return new Map(rows.map(({ key, rows: ids }) => [key, ids]));
  }

  /** Some hundreds at a time. Those whose figures are the row's are left out: they cost what they cost. */
  async *recordedAtOtherFigures(tenantId: TenantId, period: ModelPeriod): AsyncGenerator<readonly StoredAttempt[]> {
    const { provider, model, row, fromMs, toMs } = period;
    const params = {
      ...{ tenant: tenantId, provider, model, from: fromMs / 1000, to: toMs / 1000 },
      figures: figuresOf(row.id),
    };
    const lines = this.clickhouse.stream('corrections.recorded', RECORDED_AT_OTHER_FIGURES, params, {
      format: 'JSONEachRow',
      timeoutMs: TIMEOUT_MS,
    });
    for await (const text of lines) {
      yield text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => toAttempt(JSON.parse(line) as AttemptRow));
    }
  }

  /** Writing the same adjustment again changes nothing. */
  async record(tenantId: TenantId, adjustments: readonly Adjustment[], note: CorrectionNote): Promise<void> {
    if (adjustments.length === 0) return;
    const rows = adjustments.map((adjustment) => `${JSON.stringify(rowOf(tenantId, adjustment, note))}\n`);
    await this.clickhouse.insert({
      tag: 'corrections.record',
      table: 'ledger_adjustments',
      format: 'JSONEachRow',
      body: Buffer.from(rows.join('')),
    });
  }
}

const toAttempt = (row: AttemptRow): StoredAttempt => ({
  attemptId: row.attempt_id,
  queuedAtMs: Number(row.queued_ms),
  usage: Object.fromEntries(USAGE_BUCKETS.map((bucket) => [bucket, row[`${bucket}_tokens`]])) as Usage,
  usageSource: row.usage_source,
  serviceTier: row.service_tier || 'standard',
  priceRegion: row.price_region || null,
  priceRow: row.recorded_price_row,
  cost: row.recorded_cost === null ? null : nanoUsd(BigInt(row.recorded_cost)),
  corrections: row.corrections,
  dimensions: Object.fromEntries(COLUMNS.map((column) => [column, row[column]])) as StoredAttempt['dimensions'],
});

const rowOf = (tenantId: TenantId, { attempt, correction }: Adjustment, note: CorrectionNote): object => ({
  tenant_id: tenantId,
  queued_at: seconds(attempt.queuedAtMs),
  attempt_id: attempt.attemptId,
  sequence: attempt.corrections + 1,
  ...attempt.dimensions,
  old_price_row: attempt.priceRow,
  new_price_row: correction.cost.priceRowId,
  old_cost_nano_usd: attempt.cost?.toString() ?? null,
  new_cost_nano_usd: correction.cost.amount.toString(),
  difference_nano_usd: correction.difference.toString(),
  new_cost_status: correction.cost.status,
  reason: note.reason,
  recorded_by: note.recordedBy,
  recorded_at: seconds(note.recordedAtMs),
});

/** ClickHouse reads a DateTime64 from a quoted text of seconds with decimals. */
const seconds = (atMs: number): string => (atMs / 1000).toFixed(3);
