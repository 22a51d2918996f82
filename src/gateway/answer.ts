/** What both ways of answering share: ending the attempt once, telling the caller, and naming what went wrong. */
import type { Clock } from '../shared/clock';
import type { Cost } from '../shared/domain/cost';
import type { ServiceTier } from '../shared/domain/service-tier';
import { type Usage } from '../shared/domain/usage';
import { type BursarError } from '../shared/errors';
import type { Journal } from '../journal';
import { costHeader, extensionOf, type Told } from './domain/extension';
import type { CallReports } from './call-reports';
import type { ClientResponse } from './client-response';
import { endAttempt, type MeasuredEnd, type OpenAttempt } from './stages/settle';
import type { Exchange } from './upstream/exchange';
import { callerError, type Failure } from './upstream/failure';
import type { UpstreamPools } from './upstream/upstream-pool';

export interface AnswerParts {
  readonly journal: Journal;
  readonly pools: UpstreamPools;
  readonly clock: Clock;
  readonly reports: CallReports;
}

export interface Measured extends Pick<MeasuredEnd, 'usage' | 'usageSource'> {
  /** null: the provider did not say. */
  readonly servedTier: ServiceTier | null;
}

export class Answer {
  /** The attempt's end is recorded, or is being recorded. */
  ended = false;
  /** What the provider said of its own limits, for callers of its dialect. */
  passedHeaders: Readonly<Record<string, string>> = {};

  constructor(
    private readonly parts: AnswerParts,
    readonly attempt: OpenAttempt,
    readonly exchange: Exchange,
    readonly client: ClientResponse,
  ) {}

  /** Runs a step of the answer; one that breaks ends the call with an error instead of leaving it open. */
  run(step: () => Promise<unknown>): void {
    step().catch((error: unknown) => {
      this.exchange.abort();
      this.client.fail(this.parts.reports.broke(error, this.attempt.start.requestId));
    });
  }

  /** Appends the attempt's end; when it resolves the end is as durable as JOURNAL_SYNC asks. */
  async end(outcome: MeasuredEnd['outcome'], measured: Measured, failure: Failure | null = null): Promise<Cost> {
    this.ended = true;
    const { servedTier, ...used } = measured;
    const end: MeasuredEnd = {
      ...used,
      serviceTier: servedTier ?? this.attempt.dispatch.askedTier ?? 'standard',
      outcome,
      failureClass: failure?.failureClass ?? null,
      httpStatus: failure === null ? 200 : failure.httpStatus,
      error: failure?.problem ?? null,
      firstByteAtMs: this.exchange.firstByteAtMs,
      lastByteAtMs: this.exchange.lastByteAtMs,
      endedAtMs: failure === null ? null : this.parts.clock.nowMs(),
    };
    const cost = endAttempt(this.parts.journal, this.attempt, end);
    this.parts.reports.ended(this.attempt, end, cost);
    await this.parts.journal.durable();
    return cost;
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
      explanation: call.decision.explanation,
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

export const MISSING: Measured = { usage: null, usageSource: 'missing', servedTier: null };

/** What the provider itself said. */
export const reported = (usage: Usage, servedTier: ServiceTier | null): Measured => ({
  ...{ usage, usageSource: 'provider_final', servedTier },
});
