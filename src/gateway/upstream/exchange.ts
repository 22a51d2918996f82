/** One exchange with a provider: status first, then bytes, then an end or a failure; can be aborted and slowed down. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { Clock } from '../../shared/clock';
import type { TimeLimits } from '../domain/time-limits';
import { type Failure, failureOfError, failureOfLimit, type Phase } from './failure';
import { LimitTimer } from './limit-timer';
import type { UpstreamCall, UpstreamPools } from './upstream-pool';

export interface ExchangeEvents {
  onHead(status: number, headers: IncomingHttpHeaders, atMs: number): void;
  onData(chunk: Buffer): void;
  /** Exactly one of `onEnd` and `onFailure` is called, last, unless the exchange was aborted. */
  onEnd(): void;
  onFailure(failure: Failure): void;
}

export interface TimedCall extends UpstreamCall {
  /** The call's arrival, and the attempt's start. */
  readonly receivedAtMs: number;
  readonly startedAtMs: number;
  readonly limits: TimeLimits;
}

export class Exchange {
  firstByteAtMs: number | null = null;
  lastByteAtMs: number | null = null;
  /** When the first piece of a stream's answer came. */
  begunAtMs: number | null = null;
  private controller: Dispatcher.DispatchController | null = null;
  private phase: Phase = 'connecting';
  private over = false;
  private timer: LimitTimer | null = null;

  constructor(private readonly clock: Clock) {}

  /** Does nothing when it was aborted before. */
  start(pools: UpstreamPools, call: TimedCall, events: ExchangeEvents): void {
    if (this.over) return;
    this.timer = new LimitTimer(this.clock, {
      limits: call.limits,
      receivedAtMs: call.receivedAtMs,
      startedAtMs: call.startedAtMs,
      onLate: (limit) => {
        if (this.over) return;
        this.abort();
        events.onFailure(failureOfLimit(limit));
      },
    });
    pools.send(call, {
      onRequestStart: (controller) => {
        this.controller = controller;
        this.phase = 'waiting';
        if (this.over) controller.abort(new Error('aborted'));
      },
      onResponseStart: (_controller, status, headers) => {
        this.phase = 'answering';
        events.onHead(status, headers, this.clock.nowMs());
      },
      onResponseData: (_controller, chunk) => {
        this.lastByteAtMs = this.clock.nowMs();
        this.firstByteAtMs ??= this.lastByteAtMs;
        this.timer?.heard(this.lastByteAtMs);
        if (!this.over) events.onData(chunk);
      },
      onResponseEnd: () => {
        if (!this.finish()) return;
        events.onEnd();
      },
      onResponseError: (_controller, error) => {
        if (!this.finish()) return;
        events.onFailure(failureOfError(error, this.phase));
      },
    });
  }

  /** Stops the provider's work; no event comes after it. */
  abort(): void {
    if (this.finish()) this.controller?.abort(new Error('aborted'));
  }

  /** Says that the first piece of the answer has come, which only its reader can know. */
  begun(): void {
    this.begunAtMs = this.lastByteAtMs;
    if (!this.over) this.timer?.begin();
  }

  pause(): void {
    this.timer?.pause();
    this.controller?.pause();
  }

  resume(): void {
    if (!this.over) this.timer?.resume();
    this.controller?.resume();
  }

  private finish(): boolean {
    const first = !this.over;
    this.over = true;
    this.timer?.stop();
    return first;
  }
}
