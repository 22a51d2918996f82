/** A keep-alive client connection over a bare socket that carries one exchange at a time and reconnects after a failure. */
import { connect, type Socket } from 'node:net';
import { Exchange, type Outcome } from './exchange.ts';
import { MessageParser } from './http-parser.ts';

export interface ConnectionOptions {
  readonly host: string;
  readonly port: number;
  readonly request: Buffer;
  readonly contentChunks: number | undefined;
  readonly timeoutMs: number;
}

type Done = (outcome: Outcome) => void;

export class Connection {
  readonly #options: ConnectionOptions;
  #socket: Socket | undefined;
  #exchange: Exchange | undefined;
  #done: Done | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** Sends the request that was due at `dueMs`; `done` is called exactly once, never synchronously. */
  send(dueMs: number, done: Done): void {
    const socket = this.#socket ?? this.#open();
    this.#exchange = new Exchange(dueMs, performance.now(), this.#options.contentChunks);
    this.#done = done;
    socket.write(this.#options.request);
  }

  close(): void {
    this.#socket?.destroy();
  }

  #open(): Socket {
    const { host, port, timeoutMs } = this.#options;
    const socket = connect({ host, port, noDelay: true });
    const parser = new MessageParser('response', {
      onHead: (startLine) => this.#exchange?.head(startLine),
      onBody: (piece) => this.#exchange?.body(piece, performance.now()),
      onEnd: () => {
        const outcome = this.#exchange?.end(performance.now());
        if (outcome !== undefined) this.#finish(outcome);
      },
    });
    socket.on('data', (piece: Buffer) => {
      try {
        parser.feed(piece);
      } catch {
        this.#fail(socket, 'framing');
      }
    });
    let connected = false;
    socket.once('connect', () => {
      connected = true;
    });
    socket.setTimeout(timeoutMs, () => {
      // An idle connection may rest as long as it likes.
      if (this.#exchange !== undefined) this.#fail(socket, 'timeout');
    });
    socket.on('error', () => {
      this.#fail(socket, connected ? 'closed' : 'connect');
    });
    socket.on('close', () => {
      this.#fail(socket, 'closed');
    });
    this.#socket = socket;
    return socket;
  }

  #fail(socket: Socket, failure: string): void {
    socket.destroy();
    // A socket that was replaced closes later and has no say any more.
    if (this.#socket !== socket) return;
    this.#socket = undefined;
    if (this.#exchange !== undefined) this.#finish({ ok: false, failure });
  }

  #finish(outcome: Outcome): void {
    const done = this.#done;
    this.#exchange = undefined;
    this.#done = undefined;
    done?.(outcome);
  }
}
