/** Keeps the rollups equal to the rows that they are made of. */
import type { ClickHouse } from '../clickhouse';
import { type Rollup, ROLLUPS } from './domain/usage-table';
import { ulid } from '../shared/ids';
import type { Clock } from '../shared/clock';

// Other replicas insert while a month is rebuilt, so what was rebuilt is compared again; a month at rest needs one pass.
const MAX_PASSES = 5;

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
      'SELECT DISTINCT toYYYYMM(queued_at) AS month FROM ledger_attempts WHERE batch_id IN {batches:Array(String)}',
      { batches: batchIds },
    );
    return rows.map(({ month }) => month);
  }

  /** Rebuilds the rollups of a month that do not add up to its rows; false when all of them did. */
  async repair(month: number): Promise<boolean> {
    let rebuilt = false;
    for (const rollup of ROLLUPS) {
      for (let pass = 0; pass < MAX_PASSES && !(await this.agrees(rollup, month)); pass++) {
        await this.rebuild(rollup, month);
        rebuilt = true;
      }
    }
    return rebuilt;
  }

  private async agrees(rollup: Rollup, month: number): Promise<boolean> {
    const [raw, rolled] = await Promise.all([
      this.totals(
        'count() AS attempts, ifNull(sum(cost_nano_usd), 0) AS cost FROM ledger_attempts WHERE toYYYYMM(queued_at)',
        month,
      ),
      this.totals(`sum(attempts) AS attempts, sum(cost_nano_usd) AS cost FROM ${rollup} WHERE toYYYYMM(slot)`, month),
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
  private async rebuild(rollup: Rollup, month: number): Promise<void> {
    const copy = `${rollup}_rebuild_${ulid(this.clock.nowMs())}`;
    await this.clickhouse.command('ledger.rebuild', `CREATE TABLE ${copy} AS ${rollup}`);
    try {
      const view = await this.viewQuery(rollup);
      await this.clickhouse.command(
        'ledger.rebuild',
        `INSERT INTO ${copy} ${view.replace(/ GROUP BY /, ` WHERE toYYYYMM(queued_at) = ${month} GROUP BY `)}`,
      );
      await this.clickhouse.command('ledger.rebuild', `ALTER TABLE ${rollup} REPLACE PARTITION ${month} FROM ${copy}`);
    } finally {
      await this.clickhouse.command('ledger.rebuild', `DROP TABLE ${copy}`);
    }
  }

  private async viewQuery(rollup: Rollup): Promise<string> {
    const [row] = await this.clickhouse.query<{ as_select: string }>(
      'ledger.view',
      `SELECT as_select FROM system.tables WHERE database = currentDatabase() AND name = {view:String}`,
      { view: `${rollup}_view` },
    );
    if (row === undefined) throw new Error(`the view ${rollup}_view is missing: run "bursar migrate"`);
    return row.as_select;
  }
}
