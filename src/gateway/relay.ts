/** Chooses by the head of the provider's answer whether it is passed on as a stream or read whole. */
import type { IncomingHttpHeaders } from 'node:http';
import { type Answer, MISSING } from './answer';
import { answerBuffered, AnswerBuffer, fail, failUnstreamed, failureOfStatus } from './answer-buffered';
import { StreamedAnswer } from './answer-stream';
import type { ExchangeEvents } from './upstream/exchange';
import { badResponse, type Failure } from './upstream/failure';
import { retryAfterMs } from './upstream/retry-after';

export class Relay implements ExchangeEvents {
  private readonly buffer = new AnswerBuffer();
  private streamed: StreamedAnswer | null = null;
  private status = 0;
  private retryAfterMs: number | null = null;

  constructor(private readonly answer: Answer) {}

  get attemptId(): string {
    return this.answer.attempt.start.attemptId;
  }

  onHead(status: number, headers: IncomingHttpHeaders, atMs: number): void {
    this.status = status;
    this.retryAfterMs = retryAfterMs(headers, atMs);
    const events = headers['content-type']?.startsWith('text/event-stream') ?? false;
    const { passes, way } = this.answer.attempt.dispatch;
    if (passes && !this.answer.attempt.call.principal.rateLimits) this.answer.passedHeaders = limitsIn(headers);
    if (status !== 200 || !events || !this.wantsStream || way.stream === null) return;
    this.streamed = new StreamedAnswer(this.answer, way.stream());
  }

  onData(chunk: Buffer): void {
    if (this.streamed) this.streamed.onData(chunk);
    else if (!this.buffer.add(chunk)) {
      this.answer.exchange.abort();
      this.onFailure(badResponse('the answer is too long', this.status));
    }
  }

  onEnd(): void {
    const { streamed, answer } = this;
    if (streamed) {
      answer.run(() => streamed.onEnd());
      return;
    }
    const received = { status: this.status, retryAfterMs: this.retryAfterMs, body: this.buffer.take() };
    if (!this.wantsStream) answer.run(() => answerBuffered(answer, received));
    else if (this.status !== 200) this.onFailure(failureOfStatus(received, answer.attempt.dispatch.row));
    else answer.run(() => failUnstreamed(answer, received));
  }

  onFailure(failure: Failure): void {
    const { streamed, answer } = this;
    answer.run(() => (streamed ? streamed.onFailure(failure) : fail(answer, failure)));
  }

  /** The caller went before its answer had ended. */
  onLeave(): void {
    const { streamed, answer } = this;
    if (answer.ended) return;
    answer.exchange.abort();
    const failure: Failure = { ...badResponse('the caller left', this.status), failureClass: 'cancelled' };
    answer.run(() => (streamed ? streamed.onLeave(failure) : answer.end('cancelled', MISSING, failure)));
  }

  private get wantsStream(): boolean {
    return this.answer.attempt.call.chat.stream;
  }
}

/** Agents pace themselves by these, and loop without them; an account's names are in none of them. */
const LIMITS = /^(?:anthropic-|x-)ratelimit-/;

function limitsIn(headers: IncomingHttpHeaders): Record<string, string> {
  const limits: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (typeof value === 'string' && LIMITS.test(name)) limits[name] = value;
  }
  return limits;
}
