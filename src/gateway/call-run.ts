/** One call over all its attempts: who is asked next, until somebody has answered or nobody is left. */
import type { ServerResponse } from 'node:http';
import { type Candidate, NO_TIMEOUTS } from '../catalog';
import type { FailureClass } from '../ledger';
import { nextStep, type NextStep, type Planned } from '../resilience';
import { plannedAction } from '../routing';
import type { Cost } from '../shared/domain/cost';
import { Answer, type Course } from './answer';
import type { DecidedCall } from './call';
import { ClientResponse } from './client-response';
import { captureContent } from './content-capture';
import { costTogether } from './domain/call-cost';
import { limitsOf, sharedLimits, type TimeLimits } from './domain/time-limits';
import type { FailedAttempt } from './failover-record';
import type { GatewayParts } from './gateway-parts';
import { type Hop, hopsOf } from './hop';
import { Relay } from './relay';
import { openFirst, openNext } from './stages/open-attempt';
import type { OpenAttempt } from './stages/settle';
import { Exchange } from './upstream/exchange';
import { costsNothing, type Failure } from './upstream/failure';

/**
 * Resolves when the caller's answer is over.
 * @throws BursarError for what goes wrong before a provider is called
 */
export function runCall(parts: GatewayParts, call: DecidedCall, response: ServerResponse): Promise<void> {
  const first = openFirst(parts, call);
  const run = new CallRun(parts, call, response);
  run.begin(first);
  return run.client.done;
}

class CallRun implements Course {
  readonly client: ClientResponse;
  spent: Cost | null = null;
  private readonly limits: TimeLimits;
  private readonly failures: FailedAttempt[] = [];
  private readonly passedOver: Hop[] = [];
  private hops: readonly Hop[] | null = null;
  private lastCost: Cost | null = null;
  private relay: Relay | null = null;
  /** Ends a wait before its time. */
  private wake: () => void = () => undefined;

  constructor(
    readonly parts: GatewayParts,
    private readonly call: DecidedCall,
    response: ServerResponse,
  ) {
    const { chat, endpoint, caller, requestId, protocol } = call;
    const timeouts = endpoint?.timeouts ?? NO_TIMEOUTS;
    this.limits = limitsOf({ stream: chat.stream, timeouts, caller, providerTimeoutMs: parts.timeoutMs });
    this.client = new ClientResponse(response, requestId, protocol.dialect, () => {
      this.wake();
      this.relay?.onLeave();
    });
  }

  /** With the first attempt. */
  begin(first: OpenAttempt): void {
    const { parts, call, client } = this;
    const answer = this.start(first);
    const captured = captureContent(call, client, () => this.relay?.attemptId ?? first.start.attemptId);
    if (captured !== null) answer.run(async () => parts.journal.append([await captured]));
  }

  get explanation(): string {
    const { explanation } = this.call.decision;
    if (this.failures.length === 0) return explanation;
    const failed = this.failures.map(({ target, failureClass }) => `${target.candidate.id} failed (${failureClass})`);
    return `${explanation} It was answered after ${failed.join(', ')}.`;
  }

  ended(cost: Cost, failure: Failure | null): void {
    this.lastCost = cost;
    if (failure !== null && costsNothing(failure)) return;
    this.spent = this.spent === null ? cost : costTogether(this.spent, cost);
  }

  /** Asks the next one, at once or after a wait; when nobody is left the caller hears of the failure. */
  async afterFailure(answer: Answer, failure: Failure): Promise<void> {
    const failed = this.failed(answer, failure);
    this.failures.push(failed);
    while (!this.client.gone) {
      const step = this.nextStep();
      if (step.kind === 'stop') {
        this.giveUp(answer, failure);
        return;
      }
      const startedAtMs = await this.until(step.atMs);
      if (startedAtMs === null) return;
      const next = this.open(step.target, startedAtMs, failed);
      if (next !== null) {
        this.start(next);
        return;
      }
      this.passedOver.push(step.target);
    }
  }

  private start(attempt: OpenAttempt): Answer {
    const { parts, call } = this;
    const exchange = new Exchange(parts.clock);
    const answer = new Answer(this, attempt, exchange);
    const relay = new Relay(answer);
    this.relay = relay;
    const { startedAtMs } = attempt.start;
    const limits = this.limitsAt(attempt);
    const upstream = { ...attempt.dispatch, limits, receivedAtMs: call.receivedAtMs, startedAtMs };
    answer.run(async () => {
      await parts.journal.written();
      exchange.start(parts.pools, upstream, relay);
    });
    return answer;
  }

  private open(hop: Hop, startedAtMs: number, after: FailedAttempt): OpenAttempt | null {
    const next = openNext(this.parts, this.call, { hop, startedAtMs, after });
    if (next !== null && next.hops > after.hops) this.parts.reports.failedOver(after);
    return next;
  }

  private nextStep(): NextStep<Hop> {
    const { call, parts, failures, passedOver } = this;
    this.hops ??= hopsOf(parts.vault, call);
    return nextStep({
      ...{ targets: this.hops, failures, passedOver },
      attemptsLeft: this.maxAttempts - failures.length,
      deadlineMs: this.deadlineMs,
      nowMs: parts.clock.nowMs(),
      chance: Math.random(),
    });
  }

  private failed({ attempt }: Answer, { failureClass, retryAfterMs }: Failure): FailedAttempt {
    const { call, failures, parts } = this;
    return {
      target: attempt.hop,
      failureClass,
      retryAfterMs,
      atMs: parts.clock.nowMs(),
      planned: plannedAfter(call, failureClass, failures.length + 1),
      attempt: attempt.start.attempt,
      startedAtMs: attempt.start.startedAtMs,
      hops: attempt.hops,
      cost: this.lastCost,
    };
  }

  /** What the last one said; and when the first of them may be asked again. */
  private giveUp(answer: Answer, failure: Failure): void {
    const nowMs = this.parts.clock.nowMs();
    const waits = this.failures.flatMap(({ atMs, retryAfterMs }) =>
      retryAfterMs === null ? [] : [Math.max(0, atMs + retryAfterMs - nowMs)],
    );
    const retryAfterMs = waits.length === 0 ? null : Math.min(...waits);
    this.client.fail(answer.error({ ...failure, retryAfterMs }), answer.headers(null));
  }

  /** Half of the time is left to whoever could follow. */
  private limitsAt({ hop, start }: OpenAttempt): TimeLimits {
    if (!this.canBeFollowed(hop.candidate)) return this.limits;
    const share = { leftMs: this.deadlineMs - start.startedAtMs, usualMs: hop.selected.latencyMs };
    return sharedLimits(this.limits, this.call.chat.stream, share);
  }

  /** Whether anybody would be asked if this one stalled. */
  private canBeFollowed(candidate: Candidate): boolean {
    const { call, failures } = this;
    if (failures.length + 1 >= this.maxAttempts) return false;
    if (plannedAfter(call, 'timeout', failures.length + 1)?.verbs[0] === 'abort') return false;
    const isOut = (id: string): boolean => Object.hasOwn(call.state.health, id);
    return call.decision.order.some(
      ({ candidate: other }) =>
        other !== candidate && !isOut(other.id) && !failures.some(({ target }) => target.candidate === other),
    );
  }

  /** Resolves with the time when it is come; with null when the caller has left meanwhile. */
  private async until(atMs: number): Promise<number | null> {
    const { clock } = this.parts;
    const waitMs = atMs - clock.nowMs();
    if (waitMs <= 0) return clock.nowMs();
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, waitMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    // A timer may be a millisecond early.
    return this.client.gone ? null : Math.max(atMs, clock.nowMs());
  }

  private get deadlineMs(): number {
    return this.call.receivedAtMs + this.limits.total.ms;
  }

  private get maxAttempts(): number {
    return this.call.endpoint?.maxAttempts ?? this.parts.maxAttempts;
  }
}

const plannedAfter = ({ policy }: DecidedCall, failureClass: FailureClass, failures: number): Planned | null =>
  policy === null ? null : plannedAction(policy.admitted.meaning.failPlan, failureClass, failures);
