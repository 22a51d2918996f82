/** The mock provider, a process of its own: answers chat completions over bare sockets, so that it is never what limits a measurement. */
import { createServer, type Socket } from 'node:net';
import { completionResponse, jsonResponse, streamParts } from './completion.ts';
import { MessageParser } from './http-parser.ts';
import { stamped } from './stamp.ts';
import { announcePort, argument } from './child.ts';

export interface UpstreamOptions {
  /** How long it thinks before the first byte. */
  readonly delayMs: number;
  /** Content chunks of a streamed answer, and the pause between them. */
  readonly chunks: number;
  readonly paceMs: number;
}

/** What `GET /count` answers; a request counts as received with its last byte, as answered when its answer has been handed to the kernel. */
export interface UpstreamCount {
  readonly received: number;
  readonly answered: number;
}

const options = argument() as UpstreamOptions;
const completion = completionResponse();
const stream = streamParts(options.chunks);
const notFound = jsonResponse('404 Not Found', '{"error":{"message":"unknown path","type":"invalid_request_error"}}');
const streamMark = Buffer.from('"stream":true');
const usageMark = Buffer.from('"include_usage":true');
let received = 0;
let answered = 0;

const server = createServer({ noDelay: true }, serve);
server.listen(0, '127.0.0.1', 1024, () => {
  announcePort(server);
});

function serve(socket: Socket): void {
  let startLine = '';
  let body: Buffer[] = [];
  const parser = new MessageParser('request', {
    onHead: (line) => {
      startLine = line;
      body = [];
    },
    onBody: (piece) => body.push(piece),
    onEnd: () => {
      answer(socket, startLine, body);
    },
  });
  socket.on('data', (piece: Buffer) => {
    parser.feed(piece);
  });
  // A caller that goes away is part of several measurements.
  socket.on('error', () => socket.destroy());
}

function answer(socket: Socket, startLine: string, body: readonly Buffer[]): void {
  if (startLine.startsWith('POST /v1/chat/completions ')) {
    received += 1;
    const respond = (): void => {
      if (includes(body, streamMark)) sendStream(socket, includes(body, usageMark));
      else sendWhole(socket);
    };
    if (options.delayMs > 0) setTimeout(respond, options.delayMs);
    else respond();
  } else if (startLine.startsWith('GET /count ')) {
    const count: UpstreamCount = { received, answered };
    socket.write(jsonResponse('200 OK', JSON.stringify(count)));
  } else {
    socket.write(notFound);
  }
}

function sendWhole(socket: Socket): void {
  if (socket.destroyed) return;
  socket.write(completion);
  answered += 1;
}

function sendStream(socket: Socket, withUsage: boolean): void {
  socket.write(Buffer.concat([stream.head, stream.role]));
  const last = Buffer.concat(withUsage ? [stream.finish, stream.usage, stream.done] : [stream.finish, stream.done]);
  const startedAtMs = performance.now();
  let sent = 0;
  const next = (): void => {
    if (socket.destroyed) return;
    const content = stream.content[sent];
    if (content === undefined) {
      socket.write(last);
      answered += 1;
      return;
    }
    socket.write(stamped(content));
    sent += 1;
    if (options.paceMs === 0) next();
    // From the start, not from the last chunk: timers only ever come late, and lateness must not add up.
    else setTimeout(next, Math.max(0, startedAtMs + sent * options.paceMs - performance.now()));
  };
  next();
}

/** Searches the pieces one by one; a mark cut in two would be missed, so small bodies are joined first. */
function includes(body: readonly Buffer[], mark: Buffer): boolean {
  if (body.length === 1) return body[0]?.includes(mark) ?? false;
  return Buffer.concat(body).includes(mark);
}
