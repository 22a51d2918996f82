/** What is learned from every call that has ended: counters, latencies, spend, the usual length of answers, and what broke. */
import type { MonthlySpend } from '../budgets';
import { publicError } from '../http';
import type { ObservedLatency } from '../ledger';
import type { Cost } from '../shared/domain/cost';
import { inputTokensOf } from '../shared/domain/usage';
import type { BursarError } from '../shared/errors';
import type { Log } from '../shared/log';
import type { ExpectedOutput } from './expected-output';
import type { FailedAttempt } from './failover-record';
import type { GatewayMetrics } from './gateway-metrics';
import { embeds } from './demands';
import type { MeasuredEnd, OpenAttempt } from './stages/settle';
import { calibrationFamily } from '../routing';
import type { Rates } from './rates';
import type { TokenCalibration } from './token-calibration';

/** What calls that have ended teach about the next one. */
export interface Lessons {
  readonly expected: ExpectedOutput;
  readonly latency: ObservedLatency;
  readonly calibration: TokenCalibration;
  readonly spend: MonthlySpend;
  readonly rates: Rates;
}

export class CallReports {
  constructor(
    private readonly metrics: GatewayMetrics,
    private readonly lessons: Lessons,
    private readonly log: Log,
  ) {}

  ended(attempt: OpenAttempt, end: MeasuredEnd, cost: Cost): void {
    this.metrics.ended(attempt, end);
    this.lessons.latency.observe(attempt.start, end);
    if (cost.amount !== null) this.lessons.spend.settled(attempt.start, cost.amount);
    const { call, start } = attempt;
    if (end.usage !== null) this.lessons.rates.used(call, start.attempt, end.usage);
    if (end.outcome !== 'success' || end.usage === null) return;
    if (!embeds(call.facts))
      this.lessons.expected.learn(
        call.principal.tenantId,
        start.requestedModel,
        end.usage.output + end.usage.reasoning,
      );
    if (end.usageSource === 'provider_final') this.compareInput(attempt, inputTokensOf(end.usage));
  }

  /** Pictures and sound are counted by rules of the provider's own, which say nothing of its tokenizer. */
  private compareInput({ call, start }: OpenAttempt, reportedTokens: number): void {
    if (call.facts.has_images || call.facts.has_audio || reportedTokens === 0) return;
    const { model } = call.selected.candidate;
    this.metrics.estimated(start.provider, start.estimatedInputTokens / reportedTokens - 1);
    this.lessons.calibration.learn(calibrationFamily(model), start.estimatedInputTokens, reportedTokens);
  }

  /** Somebody else is asked. */
  failedOver({ failureClass, target }: FailedAttempt): void {
    this.metrics.failedOver(target.candidate.provider.name, failureClass);
  }

  /** Something unforeseen; returns what the caller may know of it. */
  broke(error: unknown, requestId: string): BursarError {
    this.log.error({ err: error, requestId }, 'a call broke');
    return publicError(error, { id: requestId });
  }
}
