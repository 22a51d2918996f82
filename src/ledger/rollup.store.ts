/** Keeps what views make of rows equal to them: the rollups of usage, and the samples of providers' health with theirs. */
import type { ClickHouse } from '../clickhouse';
import { ROLLUPS } from './domain/usage-table';
import { ulid } from '../shared/ids';
import type { Clock } from '../shared/clock';

// Other replicas insert while a month is rebuilt, so what was rebuilt is compared again; a month at rest needs one pass.
const MAX_PASSES = 5;

/** A table that a view of the name `…_view` fills. */
interface Derived {
  readonly table: string;
  /** What it is made of, by the month of `at`. */
  readonly of: { readonly table: string; readonly at: string; readonly totals: string };
  readonly totals: string;
}

const ATTEMPTS = {
  ...{ table: 'ledger_attempts', at: 'queued_at' },
  totals: 'count() AS attempts, ifNull(sum(cost_nano_usd), 0) AS cost',
};
const SAMPLES = { table: 'provider_health_samples', at: 'sampled_at', totals: "count() AS attempts, '0' AS cost" };

const DERIVED: readonly Derived[] = [
  ...ROLLUPS.map((table) => ({
    ...{ table, of: ATTEMPTS },
    totals: 'sum(attempts) AS attempts, sum(cost_nano_usd) AS cost',
  })),
  { table: 'provider_health', of: SAMPLES, totals: "sum(samples) AS attempts, '0' AS cost" },
];

interface Totals {
  readonly attempts: string;
  readonly cost: string;
}

export class RollupStore {
  constructor(
    private readonly clickhouse: ClickHouse,
    private readonly clock: Clock,
  ) {}

  /** The months (`YYYYMM`) in which the batches have rows. */
  async monthsOf(batchIds: readonly string[]): Promise<number[]> {
    const rows = await this.clickhouse.query<{ month: number }>(
      'ledger.batch-months',
      [ATTEMPTS, SAMPLES]
        .map(
          ({ table, at }) => `SELECT toYYYYMM(${at}) AS month FROM ${table} WHERE batch_id IN {batches:Array(String)}`,
        )
        .join(' UNION DISTINCT '),
      { batches: batchIds },
    );
    return rows.map(({ month }) => month);
  }

  /** Adds the samples that are missing for attempts of the batches. */
  async completeSamples(batchIds: readonly string[]): Promise<void> {
    const view = await this.viewQuery(SAMPLES.table);
    await this.clickhouse.command(
      'ledger.complete-samples',
      `INSERT INTO ${SAMPLES.table} SELECT * FROM (${view}) WHERE batch_id IN {batches:Array(String)} AND sample_id NOT IN
         (SELECT sample_id FROM ${SAMPLES.table} WHERE batch_id IN {batches:Array(String)})`,
      { batches: batchIds },
    );
  }

  /** Rebuilds the rollups of a month that do not add up to its rows; false when all of them did. */
  async repair(month: number): Promise<boolean> {
    let rebuilt = false;
    for (const derived of DERIVED) {
      for (let pass = 0; pass < MAX_PASSES && !(await this.agrees(derived, month)); pass++) {
        await this.rebuild(derived, month);
        rebuilt = true;
      }
    }
    return rebuilt;
  }

  private async agrees({ table, of, totals }: Derived, month: number): Promise<boolean> {
    const [raw, rolled] = await Promise.all([
      this.totals(`${of.totals} FROM ${of.table} WHERE toYYYYMM(${of.at})`, month),
      this.totals(`${totals} FROM ${table} WHERE toYYYYMM(slot)`, month),
    ]);
    return raw.attempts === rolled.attempts && raw.cost === rolled.cost;
  }

  private async totals(selection: string, month: number): Promise<Totals> {
    const [row] = await this.clickhouse.query<Totals>('ledger.rollup-totals', `SELECT ${selection} = {month:UInt32}`, {
      month,
    });
    return row ?? { attempts: '0', cost: '0' };
  }

  /** Fills a table of the same shape through the view's own query and swaps the month's partition in. */
  private async rebuild({ table, of }: Derived, month: number): Promise<void> {
    const copy = `${table}_rebuild_${ulid(this.clock.nowMs())}`;
    await this.clickhouse.command('ledger.rebuild', `CREATE TABLE ${copy} AS ${table}`);
    try {
      const view = await this.viewQuery(table);
      await this.clickhouse.command(
        'ledger.rebuild',
        `INSERT INTO ${copy} ${view.replace(/ GROUP BY /, ` WHERE toYYYYMM(${of.at}) = ${month} GROUP BY `)}`,
      );
      await this.clickhouse.command('ledger.rebuild', `ALTER TABLE ${table} REPLACE PARTITION ${month} FROM ${copy}`);
    } finally {
      await this.clickhouse.command('ledger.rebuild', `DROP TABLE ${copy}`);
    }
  }

  private async viewQuery(table: string): Promise<string> {
    const [row] = await this.clickhouse.query<{ as_select: string }>(
      'ledger.view',
      `SELECT as_select FROM system.tables WHERE database = currentDatabase() AND name = {view:String}`,
      { view: `${table}_view` },
    );
    if (row === undefined) throw new Error(`the view ${table}_view is missing: run "bursar migrate"`);
    return row.as_select;
  }
}
