/** The caller's side of a call: headers once, bytes with backpressure, errors in its dialect, and the news that it left. */
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { BursarError } from '../shared/errors';
import type { CallerDialect, DialectName } from './protocols/dialect';

/** Under our own name, and under the one that Anthropic's SDKs show. */
export const requestIdHeaders = (dialect: DialectName, requestId: string): Readonly<Record<string, string>> =>
  dialect === 'anthropic_messages'
    ? { 'x-request-id': requestId, 'request-id': requestId }
    : { 'x-request-id': requestId };

export function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: OutgoingHttpHeaders = {},
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

interface Refused {
  readonly error: BursarError;
  readonly dialect: Pick<CallerDialect, 'name' | 'error'>;
  readonly requestId: string;
}

/** An error as the whole answer. */
export function sendError(
  response: ServerResponse,
  { error, dialect, requestId }: Refused,
  headers: OutgoingHttpHeaders = {},
): void {
  sendJson(response, error.status, dialect.error(error, requestId), {
    ...requestIdHeaders(dialect.name, requestId),
    ...(error.retryAfterS !== null && { 'retry-after': String(error.retryAfterS) }),
    ...headers,
  });
}

export class ClientResponse {
  private closed = false;
  /** Hears every byte of the answer. */
  listener: ((bytes: Buffer) => void) | null = null;
  /** Resolves when the connection is done with this answer, whoever ended it. */
  readonly done: Promise<void>;

  /** `onLeave` is called when the caller goes before its answer has ended. */
  constructor(
    private readonly response: ServerResponse,
    private readonly requestId: string,
    private readonly dialect: Pick<CallerDialect, 'name' | 'error' | 'errorEvent'>,
    onLeave: () => void,
  ) {
    this.done = new Promise((resolve) =>
      response.once('close', () => {
        this.closed = true;
        if (!response.writableFinished) onLeave();
        resolve();
      }),
    );
  }

  get started(): boolean {
    return this.response.headersSent;
  }

  /** Nobody listens any more. */
  get gone(): boolean {
    return this.closed;
  }

  json(body: Buffer, headers: OutgoingHttpHeaders): void {
    if (this.closed) return;
    this.response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': body.length,
      ...requestIdHeaders(this.dialect.name, this.requestId),
      ...headers,
    });
    this.listener?.(body);
    this.response.end(body);
  }

  /** Once, before the first `write`. */
  startStream(headers: OutgoingHttpHeaders): void {
    if (this.closed) return;
    this.response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
      ...requestIdHeaders(this.dialect.name, this.requestId),
      ...headers,
    });
  }

  /** False when the caller reads slower than we write; then `onDrain` tells when to go on. */
  write(parts: readonly Buffer[]): boolean {
    if (this.closed || parts.length === 0) return true;
    const bytes = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
    this.listener?.(bytes);
    return this.response.write(bytes);
  }

  onDrain(listener: () => void): void {
    this.response.once('drain', listener);
  }

  end(): void {
    if (!this.closed) this.response.end();
  }

  /** As a status before the first byte, as an event in the stream after it. */
  fail(error: BursarError, headers: OutgoingHttpHeaders = {}): void {
    if (this.closed) return;
    if (this.started) {
      this.response.end(this.dialect.errorEvent(error, this.requestId));
      return;
    }
    const { dialect, requestId } = this;
    this.listener?.(Buffer.from(JSON.stringify(dialect.error(error, requestId))));
    sendError(this.response, { error, dialect, requestId }, headers);
  }
}
