/**
 * The simulator where speed is measured: no script and no order, one fixed chat completion, whole or streamed, over bare
 * sockets. It shares two cores with what is measured, and node:http alone would take more than twice its time.
 */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { MessageParser } from '../../../bench/http-parser';
import { stamped } from '../../../bench/stamp';
import type { CallCount, Counts } from './call-counter';
import { completionResponse, jsonResponse, type StreamParts, streamParts } from './plain-answers';

export interface PlainOptions {
  /** How long it thinks before the first byte. */
  readonly delayMs: number;
  /** Content chunks of a streamed answer, and the pause between them. */
  readonly chunks: number;
  readonly paceMs: number;
}

/** What `GET /_control/counts` answers; a call is received with its last byte, and over when its answer has been handed to the kernel. */
export type PlainCounts = Pick<Counts, 'total'>;

export interface PlainSimulator {
  /** Without a path. */
  readonly url: string;
  stop(): Promise<void>;
}

// Thousands of connections are opened at once.
const BACKLOG = 1024;

/** @param port 0: a free one */
export async function startPlainSimulator(options: PlainOptions, port = 0): Promise<PlainSimulator> {
  const answers = new Answers(options);
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    answers.serve(socket);
  });
  server.listen(port, '127.0.0.1', BACKLOG);
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

const COMPLETION = completionResponse();
const NOT_FOUND = jsonResponse('404 Not Found', '{"error":{"message":"unknown path","type":"invalid_request_error"}}');
const STREAM_MARK = Buffer.from('"stream":true');
const USAGE_MARK = Buffer.from('"include_usage":true');

class Answers {
  readonly #options: PlainOptions;
  readonly #stream: StreamParts;
  readonly #count: { -readonly [Name in keyof CallCount]: CallCount[Name] } = {
    ...{ received: 0, inFlight: 0, highestInFlight: 0 },
  };

  constructor(options: PlainOptions) {
    this.#options = options;
    this.#stream = streamParts(options.chunks);
  }

  serve(socket: Socket): void {
    let startLine = '';
    let body: Buffer[] = [];
    const parser = new MessageParser('request', {
      onHead: (line) => {
        startLine = line;
        body = [];
      },
      onBody: (piece) => body.push(piece),
      onEnd: () => this.#answer(socket, startLine, body),
    });
    socket.on('data', (piece: Buffer) => parser.feed(piece));
    // A caller that goes away is part of several measurements.
    socket.on('error', () => socket.destroy());
  }

  #answer(socket: Socket, startLine: string, body: readonly Buffer[]): void {
    if (startLine.startsWith('POST /v1/chat/completions ')) {
      this.#begin();
      if (this.#options.delayMs > 0) setTimeout(() => this.#send(socket, body), this.#options.delayMs);
      else this.#send(socket, body);
    } else if (startLine.startsWith('GET /_control/counts ')) {
      const counts: PlainCounts = { total: this.#count };
      socket.write(jsonResponse('200 OK', JSON.stringify(counts)));
    } else socket.write(NOT_FOUND);
  }

  #begin(): void {
    const count = this.#count;
    count.received += 1;
    count.inFlight += 1;
    if (count.inFlight > count.highestInFlight) count.highestInFlight = count.inFlight;
  }

  #send(socket: Socket, body: readonly Buffer[]): void {
    if (includes(body, STREAM_MARK)) this.#sendStream(socket, includes(body, USAGE_MARK));
    else this.#end(socket, COMPLETION);
  }

  #end(socket: Socket, last: Buffer): void {
    this.#count.inFlight -= 1;
    if (!socket.destroyed) socket.write(last);
  }

  #sendStream(socket: Socket, withUsage: boolean): void {
    const { head, role, content, finish, usage, done } = this.#stream;
    const { paceMs } = this.#options;
    if (!socket.destroyed) socket.write(Buffer.concat([head, role]));
    const last = Buffer.concat(withUsage ? [finish, usage, done] : [finish, done]);
    const startedAtMs = performance.now();
    let sent = 0;
    const next = (): void => {
      const chunk = socket.destroyed ? undefined : content[sent];
      if (chunk === undefined) {
        this.#end(socket, last);
        return;
      }
      socket.write(stamped(chunk));
      sent += 1;
      if (paceMs === 0) next();
      // From the start, not from the last chunk: timers only ever come late, and lateness must not add up.
      else setTimeout(next, Math.max(0, startedAtMs + sent * paceMs - performance.now()));
    };
    next();
  }
}

/** Searches the pieces one by one; a mark cut in two would be missed, so small bodies are joined first. */
function includes(body: readonly Buffer[], mark: Buffer): boolean {
  if (body.length === 1) return body[0]?.includes(mark) ?? false;
  return Buffer.concat(body).includes(mark);
}
