/** The loop that brings one sink the journal's records in batches: cut, deliver, acknowledge, for ever. */
import { open } from 'node:fs/promises';
import { setImmediate as pause } from 'node:timers/promises';
import type { Clock } from '../shared/clock';
import type { Log } from '../shared/log';
import { type Cut, type CutLog } from './cut-log';
import { type Frame, type JournalRecord, MAX_FRAME_BYTES, readFrame, type Topic } from './frame';
import { Records } from './records';
import { SEGMENT_HEADER_BYTES, segmentPath } from './segment-files';
import type { Batch, JournalSink } from './sink';
import type { Position } from './writer';

// ClickHouse wants few large inserts: of 2,000 rows one costs about 30 µs, of 20,000 about 15. A reader who asks does not
// wait for it (`flush`).
const LINGER_MS = 1000;
// About 7,000 calls, a second at full rate; bounds our memory and the work that a repetition costs.
const MAX_BATCH_BYTES = 4 * MAX_FRAME_BYTES;
// Calls wait while a slice is worked on: less than a fifth of a millisecond.
const SLICE_BYTES = 128 * 1024;
// The kernel copies this much without letting anybody else on the core: a tenth of a millisecond.
const READ_BYTES = 512 * 1024;
const FIRST_RETRY_MS = 250;
const MAX_RETRY_MS = 10_000;
const INCARNATION_CHECK_MS = 10_000;

export interface DeliveryOptions {
  readonly directory: string;
  readonly journalId: string;
  readonly sink: JournalSink;
  readonly cuts: CutLog;
  /** First position ever to deliver, for a sink without history. */
  readonly start: Position;
  readonly written: () => Position;
  readonly clock: Clock;
  readonly log: Log;
}

type Payloads = Batch['payloads'];

interface Waiter {
  readonly until: Position;
  readonly resolve: () => void;
}

export class Delivery {
  private readonly buffer = Buffer.allocUnsafeSlow(MAX_BATCH_BYTES);
  private next: Position;
  /** Nothing of the sink's has been appended behind it. */
  private wantedUntil: Position;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;
  private wake: () => void = () => undefined;
  private waiters: Waiter[] = [];
  private failures = 0;
  private incarnation: string | null = null;
  private incarnationCheckedAtMs = 0;

  constructor(private readonly options: DeliveryOptions) {
    const { cuts, start } = options;
    const last = cuts.outstanding ?? cuts.acknowledged.at(-1);
    if (last === undefined) this.next = start;
    else this.next = { segment: last.segment, offset: cuts.outstanding ? last.from : last.to };
    // What the last run wrote is in no one's memory.
    this.wantedUntil = options.written();
  }

  get name(): string {
    return this.options.sink.name;
  }

  /** Everything before it is in the store. */
  get position(): Position {
    return this.next;
  }

  get cuts(): CutLog {
    return this.options.cuts;
  }

  get failing(): boolean {
    return this.failures > 0;
  }

  /** @param end behind the records, in the journal */
  appended(records: readonly JournalRecord[], end: Position): void {
    const { topics } = this.options.sink;
    if (records.some(({ topic }) => topics.includes(topic))) this.wantedUntil = end;
  }

  start(): void {
    this.running = this.run();
  }

  /** Resolves when everything written until now is in the store. */
  flush(): Promise<void> {
    const until = this.options.written();
    if (!isBefore(this.next, until)) return Promise.resolve();
    const done = new Promise<void>((resolve) => this.waiters.push({ until, resolve }));
    this.wake();
    return done;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.running;
    this.options.cuts.close();
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        const more = await this.step();
        this.failures = 0;
        if (!more) await this.sleep(LINGER_MS);
      } catch (error) {
        this.failures += 1;
        const { sink, log } = this.options;
        if (this.failures === 1)
          log.warn({ err: error, sink: sink.name }, 'delivery waits for the store; records stay in the journal');
        await this.sleep(Math.min(FIRST_RETRY_MS * 2 ** (this.failures - 1), MAX_RETRY_MS));
      }
    }
  }

  /** One batch, or one move to the next segment; false when there is nothing to deliver. */
  private async step(): Promise<boolean> {
    await this.redeliverAfterRestart();
    const { cuts, written } = this.options;
    if (cuts.outstanding) return this.deliver(cuts.outstanding, await this.payloadsOf(cuts.outstanding), true);
    const end = written();
    // A sink of rare topics would read the whole journal for nothing.
    if (!isBefore(this.next, this.wantedUntil)) {
      this.advance(end);
      return false;
    }
    const { segment, offset: from } = this.next;
    const current = segment === end.segment;
    const limit = current ? end.offset - from : MAX_BATCH_BYTES;
    if (limit <= 0) return false;
    const { bytes, payloads } = await this.collect(segment, from, Math.min(limit, MAX_BATCH_BYTES));
    if (payloads.size > 0) {
      const cut = { segment, from, to: from + bytes };
      await cuts.begin(cut);
      return this.deliver(cut, payloads, false);
    }
    // What holds nothing for the sink needs no record of having been given: it is read again after a restart.
    if (bytes > 0) this.advance({ segment, offset: from + bytes });
    else if (!current) this.advance({ segment: segment + 1, offset: SEGMENT_HEADER_BYTES });
    return !current || isLarge(bytes);
  }

  private async deliver(cut: Cut, payloads: Payloads, doubtful: boolean): Promise<boolean> {
    await this.give(cut, payloads, doubtful);
    if (doubtful) await this.options.sink.reconcile();
    this.options.cuts.acknowledge(cut, this.options.clock.nowMs());
    this.advance({ segment: cut.segment, offset: cut.to });
    return isLarge(cut.to - cut.from);
  }

  private async give(cut: Cut, payloads: Payloads, doubtful: boolean): Promise<void> {
    if (payloads.size === 0) return;
    await this.options.sink.deliver({ id: this.batchId(cut), doubtful, payloads } satisfies Batch);
  }

  private async payloadsOf(cut: Cut): Promise<Payloads> {
    return (await this.collect(cut.segment, cut.from, cut.to - cut.from)).payloads;
  }

  /** The sink's payloads in the whole frames from `from` on, and how many bytes those frames take. */
  private async collect(segment: number, from: number, limit: number): Promise<{ bytes: number; payloads: Payloads }> {
    const length = await this.read(segment, from, limit);
    const payloads = new Map<Topic, Records>();
    const bytes = await walkFrames(this.buffer.subarray(0, length), segment, ({ type, topic, payloadStart, end }) => {
      // An intent is no record yet: its outcome is, or the one that the next start writes in its place.
      if (type === 'intent' || !this.options.sink.topics.includes(topic)) return;
      const records = payloads.get(topic) ?? new Records(this.buffer);
      records.add(payloadStart, end);
      payloads.set(topic, records);
    });
    return { bytes, payloads };
  }

  private batchId(cut: Cut): string {
    return `${this.options.journalId}-${String(cut.segment).padStart(10, '0')}-${String(cut.from).padStart(10, '0')}`;
  }

  /** A segment that was set aside as damaged reads as empty. */
  private async read(segment: number, offset: number, bytes: number): Promise<number> {
    const file = await open(segmentPath(this.options.directory, segment), 'r').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    });
    if (file === null) return 0;
    try {
      let length = 0;
      while (length < bytes) {
        const { bytesRead } = await file.read(
          this.buffer,
          length,
          Math.min(READ_BYTES, bytes - length),
          offset + length,
        );
        if (bytesRead === 0) break;
        length += bytesRead;
      }
      return length;
    } finally {
      await file.close();
    }
  }

  /** A store that was restarted may have lost what it did not sync; everything that is still kept is given again. */
  private async redeliverAfterRestart(): Promise<void> {
    const nowMs = this.options.clock.nowMs();
    if (nowMs - this.incarnationCheckedAtMs < INCARNATION_CHECK_MS && this.failures === 0) return;
    const incarnation = await this.options.sink.incarnation();
    if (incarnation !== this.incarnation) {
      for (const cut of [...this.options.cuts.acknowledged]) await this.give(cut, await this.payloadsOf(cut), true);
      await this.options.sink.reconcile();
      this.incarnation = incarnation;
    }
    this.incarnationCheckedAtMs = nowMs;
  }

  private advance(position: Position): void {
    this.next = position;
    const reached = this.waiters.filter(({ until }) => !isBefore(position, until));
    this.waiters = this.waiters.filter(({ until }) => isBefore(position, until));
    for (const { resolve } of reached) resolve();
  }

  private sleep(ms: number): Promise<void> {
    if (this.stopped || (this.waiters.length > 0 && this.failures === 0)) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Hands over the whole frames at the beginning of `bytes`, and returns how many bytes they take. */
async function walkFrames(bytes: Buffer, segment: number, take: (frame: Frame) => void): Promise<number> {
  let at = 0;
  for (let pauseAt = SLICE_BYTES; ;) {
    const frame = readFrame(bytes, at, segment);
    if (frame === 'end' || frame === 'torn') return at;
    take(frame);
    at = frame.end;
    if (at < pauseAt) continue;
    await pause();
    pauseAt = at + SLICE_BYTES;
  }
}

/** So much that more is likely to be waiting behind it. */
const isLarge = (bytes: number): boolean => bytes >= MAX_BATCH_BYTES / 2;

const isBefore = (a: Position, b: Position): boolean =>
  a.segment < b.segment || (a.segment === b.segment && a.offset < b.offset);
