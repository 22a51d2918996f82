/** One request on the wire and what is measured of its answer. */

export interface Timing {
  /** When it was due, by `performance.now()`; latency counts from here. */
  readonly dueMs: number;
  readonly sentMs: number;
  readonly firstByteMs: number;
  readonly firstContentMs: number;
  readonly endMs: number;
  /** Between consecutive content events; events that arrive together are zero apart. */
  readonly gapsMs: readonly number[];
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
  #status = '';
  #bytes = 0;
  #events = 0;
  #endsInNewline = false;
  #firstByteMs = 0;
  #firstContentMs = 0;
  #lastContentMs = 0;

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
    for (let left = this.#eventEnds(piece); left > 0; left -= 1) this.#event(nowMs, this.#contentChunks);
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

  /** Counts the blank lines that end events, also across the border between two pieces. */
  #eventEnds(piece: Buffer): number {
    let ends = this.#endsInNewline && piece[0] === newline ? 1 : 0;
    for (let at = piece.indexOf('\n\n'); at !== -1; at = piece.indexOf('\n\n', at + 2)) ends += 1;
    this.#endsInNewline = piece[piece.length - 1] === newline && piece[piece.length - 2] !== newline;
    return ends;
  }

  /** The first event carries the role, the next ones the content; what follows is the end and has no pace. */
  #event(nowMs: number, contentChunks: number): void {
    this.#events += 1;
    if (this.#events < 2 || this.#events > contentChunks + 1) return;
    if (this.#events === 2) this.#firstContentMs = nowMs;
    else this.#gapsMs.push(nowMs - this.#lastContentMs);
    this.#lastContentMs = nowMs;
  }
}
