/** A journal's sink that keeps rows in memory as a store would, and fails in the ways in which stores fail. */
import type { Batch, JournalSink, Topic } from '../../src/journal';

/** `lose-answer`: takes the batch, and fails; `hang`: takes nothing and never answers. */
export type Behaviour = 'ok' | 'fail' | 'lose-answer' | 'hang';

export interface RecordedBatch {
  readonly id: string;
  readonly doubtful: boolean;
  readonly rows: readonly string[];
}

/** Outlives the sinks that fill it, as a store outlives a process. */
export class RecordedRows {
  /** Every row once for each time that it was taken. */
  readonly rows: string[] = [];
  /** Every call, taken or not. */
  readonly calls: RecordedBatch[] = [];
  private readonly byBatch = new Map<string, Set<string>>();

  /** In doubt it adds what is missing, as the ledger's sink does; else everything, whether it was there or not. */
  take({ id, doubtful, rows }: RecordedBatch): void {
    const present = this.byBatch.get(id) ?? new Set();
    this.byBatch.set(id, present);
    for (const row of rows) {
      if (doubtful && present.has(row)) continue;
      present.add(row);
      this.rows.push(row);
    }
  }
}

export class RecordingSink implements JournalSink {
  behaviour: Behaviour = 'ok';
  /** What `incarnation()` answers. */
  started = 'first';
  reconciled = 0;
  private cutOffs: ((error: Error) => void)[] = [];
  private isCutOff = false;

  constructor(
    readonly store = new RecordedRows(),
    readonly name = 'recording',
    readonly topics: readonly Topic[] = ['attempt', 'decision'],
  ) {}

  async deliver(batch: Batch): Promise<void> {
    const rows = [...batch.payloads.values()]
      .flatMap((payloads) => [...payloads])
      .map((payload) => payload.toString('utf8'));
    const recorded = { id: batch.id, doubtful: batch.doubtful, rows };
    this.refuseWhenCutOff();
    this.store.calls.push(recorded);
    if (this.behaviour === 'hang') await new Promise((_, reject) => this.cutOffs.push(reject));
    if (this.behaviour === 'fail') throw new Error('the store is down');
    this.store.take(recorded);
    if (this.behaviour === 'lose-answer') throw new Error('the answer was lost');
  }

  reconcile(): Promise<void> {
    this.reconciled += 1;
    return Promise.resolve();
  }

  incarnation(): Promise<string> {
    this.refuseWhenCutOff();
    return Promise.resolve(this.started);
  }

  abandon(): void {
    this.cutOff();
  }

  /** Nothing reaches the store through this sink any more: its process is dead. */
  cutOff(): void {
    this.isCutOff = true;
    for (const reject of this.cutOffs.splice(0)) reject(new Error('cut off'));
  }

  private refuseWhenCutOff(): void {
    if (this.isCutOff) throw new Error('cut off');
  }
}
