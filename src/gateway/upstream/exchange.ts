/** One exchange with a provider: status first, then bytes, then an end or a failure; can be aborted and slowed down. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { Clock } from '../../shared/clock';
import { type Failure, failureOfError, type Phase } from './failure';
import type { UpstreamCall, UpstreamPools } from './upstream-pool';

export interface ExchangeEvents {
  onHead(status: number, headers: IncomingHttpHeaders, atMs: number): void;
  onData(chunk: Buffer): void;
  /** Exactly one of `onEnd` and `onFailure` is called, last, unless the exchange was aborted. */
  onEnd(): void;
  onFailure(failure: Failure): void;
}

export class Exchange {
  firstByteAtMs: number | null = null;
  lastByteAtMs: number | null = null;
  private controller: Dispatcher.DispatchController | null = null;
  private phase: Phase = 'connecting';
  private over = false;
  private deadline: NodeJS.Timeout | null = null;

  constructor(private readonly clock: Clock) {}

  /**
   * The whole exchange has `timeoutMs`: a provider that trickles is as late as one that is silent. Does nothing when it
   * was aborted before.
   */
  start(pools: UpstreamPools, call: UpstreamCall & { readonly timeoutMs: number }, events: ExchangeEvents): void {
    if (this.over) return;
    this.deadline = setTimeout(() => {
      if (this.over) return;
      this.abort();
      events.onFailure(LATE);
    }, call.timeoutMs);
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

  pause(): void {
    this.controller?.pause();
  }

  resume(): void {
    this.controller?.resume();
  }

  private finish(): boolean {
    const first = !this.over;
    this.over = true;
    if (this.deadline !== null) clearTimeout(this.deadline);
    return first;
  }
}

const LATE: Failure = {
  failureClass: 'timeout',
  httpStatus: null,
  problem: 'it did not finish in time',
  said: null,
  retryAfterS: null,
};
