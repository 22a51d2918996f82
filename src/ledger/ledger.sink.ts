/** Brings attempts and decisions from the journal into ClickHouse, each exactly once. */
import { setImmediate as pause } from 'node:timers/promises';
import type { ClickHouse } from '../clickhouse';
import type { Batch, JournalSink, Topic } from '../journal';
import type { Log } from '../shared/log';
import type { RollupStore } from './rollup.store';

interface Destination {
  readonly table: string;
  /** Identity of a row within its batch. */
  readonly id: string;
  /** Tells which months of the rollups the batch touched. */
  readonly feedsRollups: boolean;
}

const DESTINATIONS = {
  attempt: { table: 'ledger_attempts', id: 'attempt_id', feedsRollups: true },
  decision: { table: 'route_decisions', id: 'decision_id', feedsRollups: false },
} as const satisfies Record<Topic, Destination>;

// `now() - uptime()` is rounded to a second on both sides.
const SAME_START_S = 2;

export class LedgerSink implements JournalSink {
  readonly name = 'clickhouse';
  readonly topics = Object.keys(DESTINATIONS) as Topic[];
  private readonly suspectBatches = new Set<string>();
  private readonly abandoned = new AbortController();
  private startedAtS: number | null = null;

  constructor(
    private readonly clickhouse: ClickHouse,
    private readonly rollups: RollupStore,
    private readonly log: Log,
  ) {}

  async deliver(batch: Batch): Promise<void> {
    const topics = [...batch.payloads.entries()];
    await Promise.all(topics.map(([topic, payloads]) => this.deliverTopic(batch, DESTINATIONS[topic], payloads)));
  }

  /** Ends what is under way and everything after it; the journal gives it again at the next start. */
  abandon(): void {
    this.abandoned.abort(new Error('the ledger is being closed'));
  }

  async reconcile(): Promise<void> {
    if (this.suspectBatches.size === 0) return;
    const months = await this.rollups.monthsOf([...this.suspectBatches]);
    for (const month of months) {
      const rebuilt = await this.rollups.repair(month);
      if (rebuilt) this.log.warn({ month }, 'the rollups of a month did not equal its rows and were rebuilt');
    }
    this.suspectBatches.clear();
  }

  async incarnation(): Promise<string> {
    const [row] = await this.clickhouse.query<{ started: string }>(
      'ledger.incarnation',
      'SELECT toUnixTimestamp(now()) - uptime() AS started',
      {},
      { signal: this.abandoned.signal },
    );
    const startedAtS = Number(row?.started);
    if (this.startedAtS === null || Math.abs(startedAtS - this.startedAtS) > SAME_START_S) this.startedAtS = startedAtS;
    return String(this.startedAtS);
  }

  private async deliverTopic(batch: Batch, destination: Destination, payloads: readonly Buffer[]): Promise<void> {
    const missing = batch.doubtful ? await this.missing(batch.id, destination, payloads) : payloads;
    if (batch.doubtful && destination.feedsRollups) this.suspectBatches.add(batch.id);
    if (missing.length === 0) return;
    // A part of a batch is other content than the whole, so it needs a token of its own.
    const suffix = missing.length === payloads.length ? '' : `:rest-${missing.length}`;
    await this.clickhouse.insert({
      tag: `ledger.deliver.${destination.table}`,
      table: destination.table,
      format: 'JSONEachRow',
      body: await withBatchId(missing, batch.id),
      dedupToken: `${batch.id}:${destination.table}${suffix}`,
      signal: this.abandoned.signal,
    });
  }

  /** The payloads whose rows are not there: the token alone would forget after its window, and after a crash of the engine. */
  private async missing(
    batchId: string,
    { table, id }: Destination,
    payloads: readonly Buffer[],
  ): Promise<readonly Buffer[]> {
    const rows = await this.clickhouse.query<{ id: string }>(
      'ledger.present',
      `SELECT ${id} AS id FROM ${table} WHERE batch_id = {batch:String}`,
      { batch: batchId },
      { signal: this.abandoned.signal },
    );
    if (rows.length === 0) return payloads;
    const present = new Set(rows.map((row) => row.id));
    return payloads.filter(
      (payload) => !present.has(String((JSON.parse(payload.toString('utf8')) as Record<string, unknown>)[id])),
    );
  }
}

const CLOSING_BRACE = 1;

// Calls wait while a piece is copied: a tenth of a millisecond.
const PIECE_ROWS = 256;

/** One row a line, each with the batch's id put before its closing brace; in pieces, with pauses in between. */
async function withBatchId(payloads: readonly Buffer[], batchId: string): Promise<Buffer[]> {
  const tail = Buffer.from(`,"batch_id":"${batchId}"}\n`);
  const pieces: Buffer[] = [];
  for (let from = 0; from < payloads.length; from += PIECE_ROWS) {
    const rows = payloads.slice(from, from + PIECE_ROWS);
    pieces.push(Buffer.concat(rows.flatMap((row) => [row.subarray(0, row.length - CLOSING_BRACE), tail])));
    await pause();
  }
  return pieces;
}
