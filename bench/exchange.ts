/** One request on the wire and what is measured of its answer. */
import { machineUs, stampOf } from './stamp.ts';

export interface Timing {
  /** When it was due, by `performance.now()`; latency counts from here. */
  readonly dueMs: number;
  readonly sentMs: number;
  readonly firstByteMs: number;
  readonly firstContentMs: number;
  readonly endMs: number;
  /** Between consecutive content events; events that arrive together are zero apart. */
  readonly gapsMs: readonly number[];
  /** From the sending of each stamped content event to its arrival. */
  readonly transitsMs: readonly number[];
  /** By how much each of those pauses is longer than the pause of sending was; negative where it is shorter. */
  readonly stretchesMs: readonly number[];
}

export type Outcome = { readonly ok: true; readonly timing: Timing } | { readonly ok: false; readonly failure: string };

const newline = 0x0a;
const okLine = 'HTTP/1.1 200 ';

export class Exchange {
  readonly #dueMs: number;
  readonly #sentMs: number;
  /** The streamed content events that must come; undefined for an answer in one piece. */
  readonly #contentChunks: number | undefined;
  readonly #gapsMs: number[] = [];
  readonly #transitsMs: number[] = [];
  readonly #stretchesMs: number[] = [];
  #status = '';
  #bytes = 0;
  #events = 0;
  #endsInNewline = false;
  #firstByteMs = 0;
  #firstContentMs = 0;
  #lastContentMs = 0;
  #lastTransitMs: number | undefined;

  constructor(dueMs: number, sentMs: number, contentChunks: number | undefined) {
    this.#dueMs = dueMs;
    this.#sentMs = sentMs;
    this.#contentChunks = contentChunks;
  }

  head(startLine: string): void {
    if (!startLine.startsWith(okLine)) this.#status = startLine.split(' ')[1] ?? 'unreadable';
  }

  body(piece: Buffer, nowMs: number): void {
    if (this.#bytes === 0) this.#firstByteMs = nowMs;
    this.#bytes += piece.length;
    if (this.#contentChunks === undefined) return;
    this.#cut(piece, nowMs);
  }

  end(nowMs: number): Outcome {
    const failure = this.#failure();
    if (failure !== undefined) return { ok: false, failure };
    return {
      ok: true,
      timing: {
        dueMs: this.#dueMs,
        sentMs: this.#sentMs,
        firstByteMs: this.#firstByteMs,
        firstContentMs: this.#firstContentMs,
        endMs: nowMs,
        gapsMs: this.#gapsMs,
        transitsMs: this.#transitsMs,
        stretchesMs: this.#stretchesMs,
      },
    };
  }

  #failure(): string | undefined {
    if (this.#status !== '') return `status_${this.#status}`;
    if (this.#bytes === 0) return 'empty_body';
    // The role event, the content, the finish and [DONE].
    if (this.#contentChunks !== undefined && this.#events < this.#contentChunks + 3) return 'short_stream';
    return undefined;
  }

  /** Cuts at the blank lines that end events, also across the border between two pieces. */
  #cut(piece: Buffer, nowMs: number): void {
    if (this.#endsInNewline && piece[0] === newline) this.#event(nowMs, undefined);
    let from = 0;
    for (let at = piece.indexOf('\n\n'); at !== -1; at = piece.indexOf('\n\n', from)) {
      this.#event(nowMs, stampOf(piece, from, at));
      from = at + 2;
    }
    this.#endsInNewline = piece[piece.length - 1] === newline && piece[piece.length - 2] !== newline;
  }

  /** The first event carries the role, the next ones the content; what follows is the end and has no pace. */
  #event(nowMs: number, sentUs: number | undefined): void {
    this.#events += 1;
    if (this.#events < 2 || this.#events > (this.#contentChunks ?? 0) + 1) return;
    const transitMs = sentUs === undefined ? undefined : (machineUs(nowMs) - sentUs) / 1000;
    if (this.#events === 2) this.#firstContentMs = nowMs;
    else this.#gapsMs.push(nowMs - this.#lastContentMs);
    if (transitMs !== undefined) this.#transitsMs.push(transitMs);
    if (transitMs !== undefined && this.#lastTransitMs !== undefined)
      this.#stretchesMs.push(transitMs - this.#lastTransitMs);
    this.#lastContentMs = nowMs;
    this.#lastTransitMs = transitMs;
  }
}
