/** One attempt's answer, whole or streamed: the attempt is ended once, the caller is told, and what went wrong is named. */
import type { Clock } from '../shared/clock';
import type { Cost } from '../shared/domain/cost';
import type { ServiceTier } from '../shared/domain/service-tier';
import { type Usage } from '../shared/domain/usage';
import { type BursarError } from '../shared/errors';
import type { Journal } from '../journal';
import type { Breakers, CircuitOutcome } from '../resilience';
import { costHeader, extensionOf, type Told } from './domain/extension';
import type { CallReports } from './call-reports';
import type { ClientResponse } from './client-response';
import { endAttempt, type MeasuredEnd, type OpenAttempt } from './stages/settle';
import { NEUTRAL, outcomeOfFailure } from './upstream/circuit-outcome';
import type { Exchange } from './upstream/exchange';
import { callerError, type Failure } from './upstream/failure';
import type { UpstreamPools } from './upstream/upstream-pool';

export interface AnswerParts {
  readonly journal: Journal;
  readonly pools: UpstreamPools;
  readonly clock: Clock;
  readonly reports: CallReports;
  readonly breakers: Breakers;
}

/** How the provider served it; null: it did not say. */
export interface Served {
  readonly servedTier: ServiceTier | null;
  readonly servedRegion: string | null;
}

export interface Measured extends Served, Pick<MeasuredEnd, 'usage' | 'usageSource'> {}

export const UNSAID: Served = { servedTier: null, servedRegion: null };

/** The call that an attempt is of. */
export interface Course {
  readonly parts: AnswerParts;
  readonly client: ClientResponse;
  /** The cost of all attempts that have ended; null: none may have cost anything. */
  readonly spent: Cost | null;
  /** What the caller is told of the decision, and of the attempts before this one. */
  readonly explanation: string;
  /** The attempt has ended, whatever came of it. */
  ended(cost: Cost, failure: Failure | null): void;
  /** It has failed, and the caller has seen nothing of it. */
  afterFailure(answer: Answer, failure: Failure): Promise<void>;
}

export class Answer {
  /** The attempt's end is recorded, or is being recorded. */
  ended = false;
  /** What the provider said of its own limits, for callers of its dialect. */
  passedHeaders: Readonly<Record<string, string>> = {};

  constructor(
    readonly course: Course,
    readonly attempt: OpenAttempt,
    readonly exchange: Exchange,
  ) {}

  get client(): ClientResponse {
    return this.course.client;
  }

  /** Runs a step of the answer; one that breaks ends the call with an error instead of leaving it open. */
  run(step: () => Promise<unknown>): void {
    step().catch((error: unknown) => {
      this.exchange.abort();
      this.release(NEUTRAL);
      this.client.fail(this.course.parts.reports.broke(error, this.attempt.start.requestId));
    });
  }

  /**
   * Appends the attempt's end; when it resolves the end is as durable as JOURNAL_SYNC asks.
   * @returns the cost of the call so far
   */
  async end(outcome: MeasuredEnd['outcome'], measured: Measured, failure: Failure | null = null): Promise<Cost> {
    const { parts } = this.course;
    this.ended = true;
    this.release(this.outcome(failure));
    const end = this.measuredEnd(outcome, measured, failure);
    const cost = endAttempt(parts.journal, this.attempt, end);
    parts.reports.ended(this.attempt, end, cost);
    this.course.ended(cost, failure);
    await parts.journal.durable();
    return this.course.spent ?? cost;
  }

  private measuredEnd(outcome: MeasuredEnd['outcome'], measured: Measured, failure: Failure | null): MeasuredEnd {
    const { servedTier, servedRegion, ...used } = measured;
    return {
      ...used,
      serviceTier: servedTier ?? this.attempt.dispatch.askedTier ?? 'standard',
      priceRegion: servedRegion ?? this.attempt.dispatch.askedRegion,
      outcome,
      failureClass: failure?.failureClass ?? null,
      httpStatus: failure === null ? 200 : failure.httpStatus,
      error: failure?.problem ?? null,
      firstByteAtMs: this.exchange.firstByteAtMs,
      lastByteAtMs: this.exchange.lastByteAtMs,
      endedAtMs: failure === null ? null : this.course.parts.clock.nowMs(),
    };
  }

  /** Gives the circuit back what it let through; once, whatever happens. */
  private release(outcome: CircuitOutcome): void {
    const { breakers, clock } = this.course.parts;
    breakers.settle(this.attempt.permit, outcome, clock.nowMs());
  }

  private outcome(failure: Failure | null): CircuitOutcome {
    if (failure === null) return { kind: 'success', slow: this.isSlow() };
    return outcomeOfFailure(failure);
  }

  /** Slower to the first token than its endpoint would have it. */
  private isSlow(): boolean {
    const { call, start } = this.attempt;
    const ceilingMs = call.endpoint?.latencyCeilingMs ?? null;
    const begunAtMs = this.exchange.begunAtMs ?? this.exchange.firstByteAtMs;
    return ceilingMs !== null && begunAtMs !== null && begunAtMs - start.startedAtMs > ceilingMs;
  }

  /** `x_bursar` as JSON text, or null. */
  extension(cost: Cost): string | null {
    const { call } = this.attempt;
    const { model, provider } = call.selected.candidate;
    const told: Told = {
      decisionId: call.decisionId,
      tier: model.tier,
      model: model.model,
      provider: provider.name,
      explanation: this.course.explanation,
      signals: call.facts.signals,
      cost,
      attempts: this.attempt.start.attempt,
      warnings: this.attempt.dispatch.warnings,
      sandbox: provider.kind === 'sandbox',
    };
    return extensionOf(told, call.extension);
  }

  headers(cost: Cost | null): Record<string, string> {
    const { call } = this.attempt;
    return {
      ...this.passedHeaders,
      ...routeHeaders(call.decisionId, call.selected.candidate),
      ...(cost && costHeader(cost)),
    };
  }

  error(failure: Failure): BursarError {
    return callerError(failure, this.attempt.start.provider);
  }
}

const routeHeaders = (
  decisionId: string,
  { provider, model }: { provider: { name: string }; model: { model: string } },
): Record<string, string> => ({
  'x-bursar-decision-id': decisionId,
  'x-bursar-provider': provider.name,
  'x-bursar-model': model.model,
});

export const MISSING: Measured = { usage: null, usageSource: 'missing', ...UNSAID };

/** What the provider itself said. */
export const reported = (usage: Usage, { servedTier, servedRegion }: Served): Measured => ({
  ...{ usage, usageSource: 'provider_final', servedTier, servedRegion },
});
