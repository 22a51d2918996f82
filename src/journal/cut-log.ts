/**
 * What one sink has been given: every batch's bounds are on disk before its first try and never change, so that a
 * repetition carries the same deduplication token over the same records.
 */
import {
  appendFileSync,
  closeSync,
  existsSync,
  fdatasync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { promisify } from 'node:util';

const fdatasyncAsync = promisify(fdatasync);

/** Bytes `from` (inclusive) to `to` (exclusive) of one segment, on frame boundaries. */
export interface Cut {
  readonly segment: number;
  readonly from: number;
  readonly to: number;
}

export interface DeliveredCut extends Cut {
  readonly ackedAtMs: number;
}

type Line = ['cut', number, number, number] | ['ack', number, number, number, number];

export class CutLog {
  private readonly delivered: DeliveredCut[] = [];
  private pending: Cut | null = null;
  private fd: number;

  constructor(private readonly path: string) {
    if (existsSync(path)) for (const line of readLines(path)) this.replay(line);
    this.fd = openSync(path, 'a', 0o600);
  }

  /** The batch whose delivery was begun and not acknowledged. */
  get outstanding(): Cut | null {
    return this.pending;
  }

  /** Acknowledged batches of segments that still exist, in order. */
  get acknowledged(): readonly DeliveredCut[] {
    return this.delivered;
  }

  /** @throws when the disk is full; then the batch must not be tried */
  async begin(cut: Cut): Promise<void> {
    this.write(['cut', cut.segment, cut.from, cut.to]);
    await fdatasyncAsync(this.fd);
    this.pending = cut;
  }

  /** @throws when the disk is full; then the batch stays outstanding and is given again */
  acknowledge(cut: Cut, atMs: number): void {
    this.write(['ack', cut.segment, cut.from, cut.to, atMs]);
    this.pending = null;
    this.delivered.push({ ...cut, ackedAtMs: atMs });
  }

  /** Forgets what was delivered of segments before `segment`, and rewrites the file without it. */
  forgetBefore(segment: number): void {
    const kept = this.delivered.filter((cut) => cut.segment >= segment);
    if (kept.length === this.delivered.length) return;
    this.delivered.splice(0, this.delivered.length, ...kept);
    const lines: Line[] = kept.map((cut) => ['ack', cut.segment, cut.from, cut.to, cut.ackedAtMs]);
    if (this.pending) lines.push(['cut', this.pending.segment, this.pending.from, this.pending.to]);
    writeFileSync(`${this.path}.new`, lines.map((line) => JSON.stringify(line)).join('\n'), {
      mode: 0o600,
      flush: true,
    });
    renameSync(`${this.path}.new`, this.path);
    closeSync(this.fd);
    this.fd = openSync(this.path, 'a', 0o600);
  }

  close(): void {
    closeSync(this.fd);
  }

  /** Begins with the line end: a line that a kill or a full disk tore must not swallow the next one. */
  private write(line: Line): void {
    appendFileSync(this.fd, `\n${JSON.stringify(line)}`);
  }

  private replay(line: Line): void {
    const [kind, segment, from, to] = line;
    if (kind === 'cut') {
      this.pending = { segment, from, to };
      return;
    }
    this.pending = null;
    this.delivered.push({ segment, from, to, ackedAtMs: line[4] });
  }
}

function readLines(path: string): Line[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((text) => {
      try {
        return [JSON.parse(text) as Line];
      } catch {
        // Empty, or torn.
        return [];
      }
    });
}
