/**
 * A streamed answer: what comes before its first piece is held back, then events pass as they come; the attempt is ended
 * when the last one is known, before the caller hears it.
 */
import { formatUsd } from '../shared/domain/money';
import { type Answer, type Measured, MISSING, reported } from './answer';
import { fail, failureOfFault } from './answer-buffered';
import { usageOfCut } from './domain/cut-usage';
import { HeldFrames } from './held-frames';
import type { AnswerStream } from './protocols/answer-way';
import { badResponse, type Failure } from './upstream/failure';

export class StreamedAnswer {
  private ended = false;
  private begun = false;
  private settled: Promise<void> = Promise.resolve();
  private readonly held = new HeldFrames();

  constructor(
    private readonly answer: Answer,
    private readonly stream: AnswerStream,
  ) {}

  onData(chunk: Buffer): void {
    const parts = this.stream.feed(chunk);
    if (!this.begun) this.begin();
    // Also what comes while the end is being written: the stream keeps it behind the finishing event.
    if (this.begun || this.answer.client.started) this.forward(parts);
    else if (!this.held.hold(parts)) this.forward([]);
    if (this.ended) return;
    const { fault, complete } = this.stream;
    // What follows a complete answer cannot spoil it.
    if (complete) this.answer.run(() => (this.settled = this.succeed()));
    else if (fault !== null) this.answer.run(() => this.onFailure(failureOfFault(fault)));
  }

  /** Lifecycle events and pings say that somebody is there, and are no answer. */
  private begin(): void {
    const { contentBytes, finished } = this.stream;
    this.begun = contentBytes > 0 || finished;
    if (this.begun) this.answer.exchange.begun();
  }

  /** The provider closed the connection as it should. */
  async onEnd(): Promise<void> {
    this.stream.end();
    if (!this.ended && !this.stream.complete) return this.onFailure(this.cutShort());
    if (!this.ended) this.settled = this.succeed();
    await this.settled;
    this.answer.client.end();
  }

  /** Before the answer has begun another provider, or a status; after it an event that ends the stream. */
  async onFailure(failure: Failure): Promise<void> {
    if (this.ended) {
      await this.settled;
      this.answer.client.end();
      return;
    }
    this.ended = true;
    this.answer.exchange.abort();
    if (!this.answer.client.started) {
      await fail(this.answer, failure, this.measured());
      return;
    }
    await this.answer.end('partial', this.measured(), failure);
    this.answer.client.fail(this.answer.error(failure));
  }

  /** The caller left: what was measured is kept. */
  async onLeave(failure: Failure): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    await this.answer.end('cancelled', this.measured(), failure);
  }

  private async succeed(): Promise<void> {
    this.ended = true;
    const cost = await this.answer.end('success', this.measured());
    this.forward(this.stream.release(this.answer.extension(cost)));
  }

  /** What was held back goes first. */
  private forward(latest: readonly Buffer[]): void {
    const parts = this.held.before(latest);
    if (parts.length === 0) return;
    const { client, exchange } = this.answer;
    if (!client.started) client.startStream({ ...this.answer.headers(null), ...this.estimateHeader() });
    if (client.write(parts)) return;
    exchange.pause();
    client.onDrain(() => {
      exchange.resume();
    });
  }

  private estimateHeader(): Record<string, string> {
    const { estimatedCost } = this.answer.attempt.call.selected;
    return estimatedCost === null ? {} : { 'x-bursar-cost-estimate-usd': formatUsd(estimatedCost) };
  }

  private measured(): Measured {
    const { usage, servedTier, servedRegion, contentBytes, finished } = this.stream;
    if (usage !== null && finished) return reported(usage, { servedTier, servedRegion });
    if (usage === null && !this.answer.client.started) return MISSING;
    const { estimatedInputTokens } = this.answer.attempt.start;
    return { ...usageOfCut({ told: usage, contentBytes, estimatedInputTokens }), servedTier, servedRegion };
  }

  private cutShort(): Failure {
    if (this.held.isEmpty && !this.answer.client.started) return badResponse('the stream held no event', 200);
    return { ...badResponse('the stream ended without a finish', 200), failureClass: 'stream_interrupted' };
  }
}
