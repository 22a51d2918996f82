/** What the gateway counts. */
import { Counter, Gauge, Histogram } from 'prom-client';
import type { Metrics } from '../telemetry';
import type { Load } from './load';
import type { MeasuredEnd, OpenAttempt } from './stages/settle';

// From a local model's first token to the slowest reasoning answer.
const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600];

// Estimate by report, less one: a tenth is good, a half means that another thing was counted.
const RELATIVE_ERRORS = [-0.5, -0.3, -0.2, -0.1, -0.05, 0, 0.05, 0.1, 0.2, 0.3, 0.5, 1];

export class GatewayMetrics {
  private readonly attempts: Counter;
  private readonly failovers: Counter;
  private readonly refusals: Counter;
  private readonly firstByte: Histogram;
  private readonly whole: Histogram;
  private readonly inputError: Histogram;

  constructor(metrics: Metrics, load: Load) {
    const registers = [metrics];
    this.attempts = new Counter({
      name: 'bursar_attempts_total',
      help: 'Physical provider calls that have ended',
      labelNames: ['provider', 'outcome', 'failure_class'],
      registers,
    });
    this.failovers = new Counter({
      name: 'bursar_failovers_total',
      help: 'Calls that went on to another model, provider or credential after a failure',
      labelNames: ['from_provider', 'failure_class'],
      registers,
    });
    this.refusals = new Counter({
      name: 'bursar_refusals_total',
      help: 'Calls answered with an error before any provider was called',
      labelNames: ['code'],
      registers,
    });
    this.firstByte = new Histogram({
      name: 'bursar_first_byte_seconds',
      help: "From an attempt's start to the provider's first byte",
      labelNames: ['provider'],
      buckets: SECONDS,
      registers,
    });
    this.whole = new Histogram({
      name: 'bursar_attempt_seconds',
      help: "From an attempt's start to the provider's last byte",
      labelNames: ['provider'],
      buckets: SECONDS,
      registers,
    });
    this.inputError = new Histogram({
      name: 'bursar_input_estimate_relative_error',
      help: "Estimated input tokens by the provider's count, less 1, before calibration",
      labelNames: ['provider'],
      buckets: RELATIVE_ERRORS,
      registers,
    });
    new Gauge({
      name: 'bursar_calls_in_flight',
      help: 'Calls under way',
      registers,
      collect() {
        this.set(load.calls);
      },
    });
  }

  ended({ start }: OpenAttempt, end: MeasuredEnd): void {
    const { provider, startedAtMs } = start;
    this.attempts.inc({ provider, outcome: end.outcome, failure_class: end.failureClass ?? '' });
    if (end.firstByteAtMs !== null) this.firstByte.observe({ provider }, (end.firstByteAtMs - startedAtMs) / 1000);
    if (end.lastByteAtMs !== null) this.whole.observe({ provider }, (end.lastByteAtMs - startedAtMs) / 1000);
  }

  failedOver(fromProvider: string, failureClass: string): void {
    this.failovers.inc({ from_provider: fromProvider, failure_class: failureClass });
  }

  /** `relativeError`: 0.1 when a tenth too many tokens were estimated. */
  estimated(provider: string, relativeError: number): void {
    this.inputError.observe({ provider }, relativeError);
  }

  refused(code: string): void {
    this.refusals.inc({ code });
  }
}
