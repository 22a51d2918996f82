/** A minimal incremental HTTP/1.1 message parser: enough for well-behaved peers on loopback, and nothing that costs CPU beyond that. */

export interface MessageHandler {
  /** The first line (`HTTP/1.1 200 OK` or `GET /count HTTP/1.1`). */
  onHead(startLine: string): void;
  onBody(piece: Buffer): void;
  onEnd(): void;
}

/** What the peer sent cannot be framed; the connection is unusable afterwards. */
export class FramingError extends Error {}

type State =
  | { readonly at: 'head' }
  | { readonly at: 'fixed-body'; left: number }
  | { readonly at: 'chunk-size' }
  | { readonly at: 'chunk-data'; left: number }
  | { readonly at: 'chunk-end' }
  | { readonly at: 'trailer' };

const headEnd = Buffer.from('\r\n\r\n');
const lineEnd = Buffer.from('\r\n');
const longestHead = 64 * 1024;
const nothing = Buffer.alloc(0);

export class MessageParser {
  readonly #kind: 'request' | 'response';
  readonly #handler: MessageHandler;
  #state: State = { at: 'head' };
  /** Bytes of an incomplete head or line; body bytes are never held back. */
  #held: Buffer = nothing;

  constructor(kind: 'request' | 'response', handler: MessageHandler) {
    this.#kind = kind;
    this.#handler = handler;
  }

  /** Takes what arrived; one call may complete several messages. */
  feed(piece: Buffer): void {
    let rest = this.#held.length === 0 ? piece : Buffer.concat([this.#held, piece]);
    this.#held = nothing;
    while (rest.length > 0) {
      const used = this.#step(rest);
      if (used === 0) {
        if (rest.length > longestHead) throw new FramingError('a head or line exceeds 64 KiB');
        this.#held = rest;
        return;
      }
      rest = rest.subarray(used);
    }
  }

  /** Consumes the next part of a message and says how many bytes that took; 0 when more bytes are needed. */
  #step(bytes: Buffer): number {
    const state = this.#state;
    switch (state.at) {
      case 'head':
        return this.#head(bytes);
      case 'fixed-body':
      case 'chunk-data':
        return this.#body(state, bytes);
      case 'chunk-size':
        return this.#line(bytes, (line) => {
          this.#openChunk(line);
        });
      case 'chunk-end':
        return this.#line(bytes, (line) => {
          if (line !== '') throw new FramingError('a chunk is longer than it said');
          this.#state = { at: 'chunk-size' };
        });
      case 'trailer':
        return this.#line(bytes, (line) => {
          if (line === '') this.#finish();
        });
    }
  }

  #head(bytes: Buffer): number {
    const end = bytes.indexOf(headEnd);
    if (end === -1) return 0;
    const head = bytes.toString('latin1', 0, end);
    const firstLineEnd = head.indexOf('\r\n');
    this.#handler.onHead(firstLineEnd === -1 ? head : head.slice(0, firstLineEnd));
    this.#openBody(head.toLowerCase());
    return end + headEnd.length;
  }

  #openBody(head: string): void {
    const length = headerValue(head, 'content-length');
    if (length !== undefined) {
      const left = Number(length);
      if (!Number.isSafeInteger(left) || left < 0) throw new FramingError(`content-length is ${length}`);
      if (left === 0) this.#finish();
      else this.#state = { at: 'fixed-body', left };
    } else if (headerValue(head, 'transfer-encoding') === 'chunked') {
      this.#state = { at: 'chunk-size' };
    } else if (this.#kind === 'request') {
      this.#finish();
    } else {
      // RFC 9112 §6.3: such a response lasts until the connection closes, which a keep-alive measurement cannot use.
      throw new FramingError('a response has neither content-length nor chunked encoding');
    }
  }

  #openChunk(line: string): void {
    const left = Number.parseInt(line, 16);
    if (Number.isNaN(left)) throw new FramingError(`a chunk size is ${JSON.stringify(line)}`);
    this.#state = left === 0 ? { at: 'trailer' } : { at: 'chunk-data', left };
  }

  #body(state: Extract<State, { left: number }>, bytes: Buffer): number {
    const used = Math.min(state.left, bytes.length);
    state.left -= used;
    this.#handler.onBody(used === bytes.length ? bytes : bytes.subarray(0, used));
    if (state.left === 0) {
      if (state.at === 'chunk-data') this.#state = { at: 'chunk-end' };
      else this.#finish();
    }
    return used;
  }

  #line(bytes: Buffer, take: (line: string) => void): number {
    const end = bytes.indexOf(lineEnd);
    if (end === -1) return 0;
    take(bytes.toString('latin1', 0, end));
    return end + lineEnd.length;
  }

  #finish(): void {
    this.#state = { at: 'head' };
    this.#handler.onEnd();
  }
}

function headerValue(lowerCaseHead: string, name: string): string | undefined {
  const at = lowerCaseHead.indexOf(`\r\n${name}:`);
  if (at === -1) return undefined;
  const start = at + name.length + 3;
  const end = lowerCaseHead.indexOf('\r\n', start);
  return lowerCaseHead.slice(start, end === -1 ? undefined : end).trim();
}
