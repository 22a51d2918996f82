/** Brings attempts, decisions and what is learned of providers' health from the journal into ClickHouse, each exactly once. */
import type { ClickHouse } from '../clickhouse';
import type { Batch, JournalSink, Records, Topic } from '../journal';
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
  captured_content: { table: 'captured_content', id: 'attempt_id', feedsRollups: false },
  health_sample: { table: 'provider_health_samples', id: 'sample_id', feedsRollups: true },
  breaker_transition: { table: 'breaker_transitions', id: 'transition_id', feedsRollups: false },
  incident: { table: 'incident_events', id: 'event_id', feedsRollups: false },
  policy_term: { table: 'policy_terms', id: 'identity', feedsRollups: false },
} as const satisfies Partial<Record<Topic, Destination>>;

// `now() - uptime()` is rounded to a second on both sides.
const SAME_START_S = 2;

export class LedgerSink implements JournalSink {
  readonly name = 'clickhouse';
  readonly topics = Object.keys(DESTINATIONS) as (keyof typeof DESTINATIONS)[];
  private readonly suspectBatches = new Set<string>();
  private readonly abandoned = new AbortController();
  private startedAtS: number | null = null;

  constructor(
    private readonly clickhouse: ClickHouse,
    private readonly rollups: RollupStore,
    private readonly log: Log,
  ) {}

  async deliver(batch: Batch): Promise<void> {
    const tries = await Promise.allSettled(
      this.topics.map((topic) => this.deliverTopic(batch, DESTINATIONS[topic], batch.payloads.get(topic))),
    );
    for (const result of tries) if (result.status === 'rejected') throw result.reason;
  }

  abandon(): void {
    this.abandoned.abort(new Error('the ledger is being closed'));
  }

  async reconcile(): Promise<void> {
    if (this.suspectBatches.size === 0) return;
    const batches = [...this.suspectBatches];
    await this.rollups.completeSamples(batches);
    const months = await this.rollups.monthsOf(batches);
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

  private async deliverTopic(batch: Batch, destination: Destination, payloads: Records | undefined): Promise<void> {
    if (payloads === undefined) return;
    const missing = batch.doubtful ? await this.missing(batch.id, destination, payloads) : payloads;
    if (batch.doubtful && destination.feedsRollups) this.suspectBatches.add(batch.id);
    if (missing.count === 0) return;
    // A part of a batch is other content than the whole, so it needs a token of its own.
    const suffix = missing.count === payloads.count ? '' : `:rest-${missing.count}`;
    await this.clickhouse.insert({
      tag: `ledger.deliver.${destination.table}`,
      table: destination.table,
      format: 'JSONEachRow',
      body: withBatchId(missing, batch.id),
      dedupToken: `${batch.id}:${destination.table}${suffix}`,
      signal: this.abandoned.signal,
    });
  }

  /** The payloads whose rows are not there: the token alone would forget after its window, and after a crash of the engine. */
  private async missing(batchId: string, { table, id }: Destination, payloads: Records): Promise<Records> {
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

// Calls wait while a piece is copied and written to the socket: a tenth of a millisecond.
const PIECE_ROWS = 128;

/** One row a line, each with the batch's id put before its closing brace. */
function* withBatchId(payloads: Records, batchId: string): Generator<Buffer> {
  const ending = Buffer.from(`,"batch_id":"${batchId}"}\n`);
  for (let from = 0; from < payloads.count; from += PIECE_ROWS) {
    yield whole(payloads.joined(from, from + PIECE_ROWS, ending));
  }
}

// JSON.stringify writes a whole pair as it is: an escaped half, after an even number of backslashes, stands alone.
const HALF_CHARACTER = /(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g;

/** ClickHouse refuses half a surrogate pair, and one row with it would hold up all that come after. */
function whole(rows: Buffer): Buffer {
  return rows.includes('\\ud') ? Buffer.from(rows.toString('utf8').replace(HALF_CHARACTER, '$1\ufffd')) : rows;
}
