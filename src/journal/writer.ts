/**
 * Appends records to the current segment. What is appended within one turn of the event loop is written with one system
 * call at its end: under load that is one for a dozen requests, and it costs as much as any stage of one.
 */
import { close, fdatasync, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Clock } from '../shared/clock';
import { frameBound, type JournalRecord, MAX_FRAME_BYTES, writeFrame } from './frame';
import { allocateBlank, allocateBlankNow, openSegment, SEGMENT_HEADER_BYTES } from './segment-files';

const fdatasyncAsync = promisify(fdatasync);
const closeAsync = promisify(close);

// Two blanks besides the current segment: one may be taken while the other is still being written.
const BLANKS_AHEAD = 2;
const GROUP_SYNC_MS = 100;
const RETRY_ALLOCATION_MS = 1000;
// Holds the records of some dozen requests; longer ones get a buffer of their own.
const SCRATCH_BYTES = 256 * 1024;

export interface WriterOptions {
  readonly directory: string;
  readonly segmentBytes: number;
  readonly firstSegment: number;
  readonly clock: Clock;
  readonly onFault: (error: unknown) => void;
}

export interface Position {
  readonly segment: number;
  readonly offset: number;
}

export class JournalWriter {
  private readonly scratch = Buffer.allocUnsafeSlow(SCRATCH_BYTES);
  private readonly blanks: string[] = [];
  /** Those who wait for the next write; null when nothing waits. */
  private group: Group | null = null;
  /** Bytes of `scratch` that the next write takes. */
  private waitingBytes = 0;
  private fd: number;
  private segment: number;
  private offset = SEGMENT_HEADER_BYTES;
  private unsynced = false;
  private syncTimer: NodeJS.Timeout | null = null;
  private syncing: Promise<void> = Promise.resolve();
  private allocating: Promise<void> | null = null;
  private retryTimer: NodeJS.Timeout | null = null;
  private blankNumber = 0;
  private diskFull = false;
  private closed = false;

  constructor(private readonly options: WriterOptions) {
    this.segment = options.firstSegment;
    this.fd = openSegment(
      options.directory,
      allocateBlankNow(options.directory, this.blankName(), options.segmentBytes),
      this.segment,
    );
    this.replenish();
  }

  /** Behind everything that has been written. */
  get position(): Position {
    return { segment: this.segment, offset: this.offset };
  }

  /** Behind everything that has been appended. */
  get end(): Position {
    return { segment: this.segment, offset: this.offset + this.waitingBytes };
  }

  /** Bytes that can be written although the disk is full; unbounded while it is not. */
  get headroomBytes(): number {
    if (!this.diskFull) return Infinity;
    return (
      this.options.segmentBytes -
      this.offset -
      this.waitingBytes +
      this.blanks.length * (this.options.segmentBytes - SEGMENT_HEADER_BYTES)
    );
  }

  /**
   * All records go into one segment, behind everything appended before; `written()` tells when.
   * @throws when the disk is full and the headroom used up
   */
  append(records: readonly JournalRecord[]): void {
    const bounds = records.map(frameBound);
    if (bounds.some((bound) => bound > MAX_FRAME_BYTES)) throw new RangeError('a record larger than a delivery takes');
    const bound = bounds.reduce((sum, one) => sum + one, 0);
    if (this.waitingBytes + bound > SCRATCH_BYTES) this.write();
    const buffer = bound <= SCRATCH_BYTES ? this.scratch : Buffer.allocUnsafe(bound);
    this.place(buffer, records);
    this.group ??= this.newGroup();
    if (buffer !== this.scratch) this.write(buffer);
  }

  /** Resolves when everything appended survives the death of the process; null where it does so already. */
  written(): Promise<void> | null {
    return this.group?.promise ?? null;
  }

  /** Writes what waits, now. A fault is told to those who wait. */
  write(buffer: Buffer = this.scratch): void {
    const { group, waitingBytes } = this;
    if (group === null) return;
    this.group = null;
    this.waitingBytes = 0;
    try {
      writeSync(this.fd, buffer, 0, waitingBytes, this.offset);
    } catch (error) {
      group.reject(error);
      return;
    }
    this.offset += waitingBytes;
    this.unsynced = true;
    this.syncTimer ??= setTimeout(() => void this.sync(), GROUP_SYNC_MS);
    group.resolve();
  }

  /** Resolves when everything appended before is on the disk. */
  async sync(): Promise<void> {
    this.write();
    if (this.syncTimer !== null) clearTimeout(this.syncTimer);
    this.syncTimer = null;
    // Waiting for the sync under way groups everything that arrives meanwhile into the next one.
    const previous = this.syncing;
    this.syncing = previous.then(async () => {
      if (!this.unsynced) return;
      this.unsynced = false;
      await fdatasyncAsync(this.fd).catch(this.options.onFault);
    });
    await this.syncing;
  }

  async close(): Promise<void> {
    this.closed = true;
    if (this.retryTimer !== null) clearTimeout(this.retryTimer);
    await this.sync();
    await this.allocating;
    await closeAsync(this.fd);
  }

  /** Behind what waits already, in the next segment where this one has no room for all. */
  private place(buffer: Buffer, records: readonly JournalRecord[]): void {
    const { segmentBytes } = this.options;
    let end = this.encode(buffer, records);
    if (this.offset + end > segmentBytes) {
      this.write();
      this.roll();
      // The checksum is seeded with the segment's number.
      end = this.encode(buffer, records);
      if (this.offset + end > segmentBytes) throw new RangeError('records larger than a journal segment');
    }
    this.waitingBytes = end;
  }

  private encode(buffer: Buffer, records: readonly JournalRecord[]): number {
    const stamp = { atMs: this.options.clock.nowMs(), segment: this.segment };
    return records.reduce((end, record) => writeFrame(buffer, end, record, stamp), this.waitingBytes);
  }

  private newGroup(): Group {
    const group = new Group();
    // Where nobody waits.
    group.promise.catch(this.options.onFault);
    setImmediate(() => {
      this.write();
    });
    return group;
  }

  private roll(): void {
    const { directory, segmentBytes } = this.options;
    const blank = this.blanks.shift() ?? allocateBlankNow(directory, this.blankName(), segmentBytes);
    const finished = this.fd;
    this.fd = openSegment(directory, blank, this.segment + 1);
    this.segment += 1;
    this.offset = SEGMENT_HEADER_BYTES;
    this.syncing = this.syncing
      .then(() => fdatasyncAsync(finished))
      .then(() => closeAsync(finished))
      .catch(this.options.onFault);
    this.replenish();
  }

  /** Keeps blanks ahead; while the disk is full, tries again every second. */
  private replenish(): void {
    if (this.allocating !== null || this.closed || this.blanks.length >= BLANKS_AHEAD) return;
    this.allocating = allocateBlank(this.options.directory, this.blankName(), this.options.segmentBytes)
      .then((blank) => {
        this.blanks.push(blank);
        this.diskFull = false;
        this.allocating = null;
        this.replenish();
      })
      .catch((error: unknown) => {
        if (!this.diskFull) this.options.onFault(error);
        this.diskFull = true;
        this.allocating = null;
        if (!this.closed) this.retryTimer = setTimeout(() => this.replenish(), RETRY_ALLOCATION_MS);
      });
  }

  private blankName(): string {
    this.blankNumber += 1;
    return `next-${this.blankNumber}`;
  }
}

/** What is written together. */
class Group {
  resolve!: () => void;
  reject!: (error: unknown) => void;
  readonly promise = new Promise<void>((resolve, reject) => {
    this.resolve = resolve;
    this.reject = reject;
  });
}
