/** The append-only local log: what has been written to it reaches every sink exactly once, whatever dies in between. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../shared/clock';
import type { Log } from '../shared/log';
import { CutLog } from './cut-log';
import { Delivery } from './delivery';
import type { JournalRecord } from './frame';
import { journalIdentity } from './identity';
import { recover } from './recovery';
import { deleteSegment, removeBlanks, SEGMENT_HEADER_BYTES } from './segment-files';
import type { JournalSink } from './sink';
import { JournalWriter, type Position } from './writer';

export interface JournalOptions {
  /** Belongs to one replica. */
  readonly directory: string;
  readonly segmentBytes: number;
  /** `always`: `durable()` waits for the disk. */
  readonly sync: 'grouped' | 'always';
  readonly sinks: readonly JournalSink[];
  readonly clock: Clock;
  readonly log: Log;
}

// A store that does not sync may lose its last minutes with its machine; so long they can be delivered again.
const KEEP_DELIVERED_MS = 10 * 60_000;
// … but not more than this, or a busy gateway would fill a small disk with what is delivered already.
const KEEP_DELIVERED_BYTES = 1024 * 1024 * 1024;
const RETENTION_EVERY_MS = 5_000;
// Records of one request: decision, intent and outcome of each attempt, with tags of full size.
const ADMISSION_BYTES = 64 * 1024;
// A step back of the clock that time synchronisation makes; more would date records before what they follow.
const MAX_CLOCK_STEP_MS = 5 * 60_000;

export class ClockBehindError extends Error {
  override readonly name = 'ClockBehindError';
}

export interface JournalStats {
  readonly undeliveredBytes: number;
  /** Names of the sinks whose stores do not take their records. */
  readonly failing: readonly string[];
  readonly openIntents: number;
  readonly headroomBytes: number;
}

export class Journal {
  private readonly openIntents = new Map<string, number>();
  private readonly retention: NodeJS.Timeout;

  private constructor(
    private readonly options: JournalOptions,
    private readonly writer: JournalWriter,
    private readonly deliveries: readonly Delivery[],
    /** Those on disk, ascending; never empty, as the current one is among them. */
    private segments: readonly number[],
  ) {
    this.retention = setInterval(() => void this.tidyUp(), RETENTION_EVERY_MS);
  }

  /**
   * Opens the directory, closes the intents of a process that was killed, and begins to deliver.
   * @throws ClockBehindError when the clock is minutes behind the newest record
   */
  static async open(options: JournalOptions): Promise<Journal> {
    const { directory, clock, log } = options;
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    removeBlanks(directory);
    const journalId = journalIdentity(directory, clock);
    const found = await recover(directory, log);
    checkClock(found.lastRecordMs, clock.nowMs());
    const writer = new JournalWriter({
      ...options,
      firstSegment: found.nextSegment,
      onFault: (error) =>
        log.error({ err: error }, 'the journal cannot write; new requests are refused when its headroom is used up'),
    });
    const start: Position = { segment: found.segments[0] ?? found.nextSegment, offset: SEGMENT_HEADER_BYTES };
    const deliveries = options.sinks.map((sink) => {
      const cuts = new CutLog(join(directory, `${sink.name}.cuts`));
      return new Delivery({ directory, journalId, sink, cuts, start, written: () => writer.position, clock, log });
    });
    const journal = new Journal(options, writer, deliveries, [...found.segments, found.nextSegment]);
    if (found.orphans.length > 0) {
      log.warn(
        { attempts: found.orphans.length },
        'the last run was killed; its open attempts are recorded as unknown',
      );
      for (const orphan of found.orphans) journal.append([orphan]);
    }
    for (const delivery of deliveries) delivery.start();
    return journal;
  }

  /** Whether the journal has room for one more request besides `inFlight` others. */
  admits(inFlight: number): boolean {
    return this.writer.headroomBytes >= (inFlight + 1) * ADMISSION_BYTES;
  }

  /** Survives the death of the process when `written()` has resolved. @throws when the disk is full and the headroom used up */
  append(records: readonly JournalRecord[]): void {
    this.writer.append(records);
    const { end } = this.writer;
    for (const delivery of this.deliveries) delivery.appended(records, end);
    for (const { type, key } of records) {
      if (type === 'intent') this.openIntents.set(key, this.writer.position.segment);
      else if (type === 'outcome') this.openIntents.delete(key);
    }
  }

  /** Resolves when everything appended survives the death of the process. @throws when it could not be written */
  written(): Promise<void> | null {
    return this.writer.written();
  }

  /** With JOURNAL_SYNC=always resolves when the disk has everything appended, else as `written()`. */
  durable(): Promise<void> | null {
    return this.options.sync === 'always' ? this.writer.sync() : this.writer.written();
  }

  /** Resolves when everything appended so far is in the store of that sink, or of all of them. */
  async flush(sink?: string): Promise<void> {
    this.writer.write();
    const asked = this.deliveries.filter(({ name }) => sink === undefined || name === sink);
    await Promise.all(asked.map((delivery) => delivery.flush()));
  }

  stats(): JournalStats {
    const written = this.writer.position;
    const behind = this.deliveries.map(({ position }) => this.bytesBetween(position, written));
    return {
      undeliveredBytes: Math.max(0, ...behind),
      failing: this.deliveries.flatMap(({ name, failing }) => (failing ? [name] : [])),
      openIntents: this.openIntents.size,
      headroomBytes: this.writer.headroomBytes,
    };
  }

  /** Ends the deliveries under way, so that `close` need not wait for a store that does not answer. */
  abandon(): void {
    for (const sink of this.options.sinks) sink.abandon();
  }

  async close(): Promise<void> {
    clearInterval(this.retention);
    this.writer.write();
    await Promise.all(this.deliveries.map((delivery) => delivery.stop()));
    await this.writer.close();
  }

  private bytesBetween(from: Position, to: Position): number {
    return (to.segment - from.segment) * this.options.segmentBytes + to.offset - from.offset;
  }

  /** What could not be deleted now is looked at again the next time. */
  private async tidyUp(): Promise<void> {
    try {
      await this.deleteDelivered();
    } catch (error) {
      this.options.log.warn({ err: error }, 'what was delivered could not be tidied up');
    }
  }

  /** Deletes what every sink has had for ten minutes, or sooner for want of room; never what an open intent needs. */
  private async deleteDelivered(): Promise<void> {
    const written = this.writer.position.segment;
    const all = [...this.segments, ...range((this.segments.at(-1) ?? 0) + 1, written)];
    const needed = Math.min(
      written,
      ...this.openIntents.values(),
      ...this.deliveries.map(({ position }) => position.segment),
    );
    const done = all.filter((segment) => segment < needed);
    // On a full disk room for new records is worth more than a second delivery of old ones.
    const full = Number.isFinite(this.writer.headroomBytes);
    const overCap = done.length - Math.floor(KEEP_DELIVERED_BYTES / this.options.segmentBytes);
    const expired = done.filter((segment, at) => full || at < overCap || this.deliveredLongAgo(segment));
    for (const segment of expired) await deleteSegment(this.options.directory, segment).catch(() => undefined);
    this.segments = all.filter((segment) => !expired.includes(segment));
    const oldest = this.segments[0] ?? written;
    for (const { cuts } of this.deliveries) cuts.forgetBefore(oldest);
  }

  private deliveredLongAgo(segment: number): boolean {
    const limitMs = this.options.clock.nowMs() - KEEP_DELIVERED_MS;
    return this.deliveries.every(({ cuts }) =>
      cuts.acknowledged.every((cut) => cut.segment !== segment || cut.ackedAtMs < limitMs),
    );
  }
}

function checkClock(lastRecordMs: number | null, nowMs: number): void {
  if (lastRecordMs === null || nowMs >= lastRecordMs - MAX_CLOCK_STEP_MS) return;
  const last = new Date(lastRecordMs).toISOString();
  throw new ClockBehindError(
    `The clock says ${new Date(nowMs).toISOString()}, but the journal's last record is of ${last}: set the clock right and start again.`,
  );
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
