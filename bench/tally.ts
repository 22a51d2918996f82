/** Collects the outcomes of a load run and turns them into its result. */
import type { Outcome } from './exchange.ts';
import { Histogram } from './histogram.ts';
import type { LoadResult } from './load-plan.ts';

export class Tally {
  readonly #fromMs: number;
  readonly #untilMs: number;
  readonly #longGapMs: number;
  readonly #failures: Record<string, number> = {};
  readonly #latency = new Histogram();
  readonly #firstByte = new Histogram();
  readonly #firstContent = new Histogram();
  readonly #gap = new Histogram();
  readonly #transit = new Histogram();
  readonly #stretch = new Histogram();
  readonly #sendLag = new Histogram();
  #sent = 0;
  #answered = 0;
  #lastEndMs = 0;

  /** Only answers that end between the two moments enter the figures. */
  constructor(fromMs: number, untilMs: number, longGapMs = 0) {
    this.#fromMs = fromMs;
    this.#untilMs = untilMs;
    this.#longGapMs = longGapMs;
  }

  get sent(): number {
    return this.#sent;
  }

  send(): void {
    this.#sent += 1;
  }

  take(outcome: Outcome): void {
    if (!outcome.ok) {
      this.#failures[outcome.failure] = (this.#failures[outcome.failure] ?? 0) + 1;
      return;
    }
    const { dueMs, sentMs, firstByteMs, firstContentMs, endMs } = outcome.timing;
    if (endMs < this.#fromMs || endMs > this.#untilMs) return;
    this.#answered += 1;
    this.#lastEndMs = endMs;
    this.#latency.record((endMs - dueMs) * 1000);
    this.#firstByte.record((firstByteMs - dueMs) * 1000);
    this.#sendLag.record((sentMs - dueMs) * 1000);
    if (firstContentMs > 0) this.#firstContent.record((firstContentMs - dueMs) * 1000);
    recordAll(this.#gap, outcome.timing.gapsMs);
    recordAll(this.#transit, outcome.timing.transitsMs);
    recordAll(this.#stretch, outcome.timing.stretchesMs);
  }

  result(generatorCpu: number): LoadResult {
    // A run that was limited by its number of requests ends before its time does.
    const seconds = Math.max(0.001, (Math.min(this.#untilMs, this.#lastEndMs) - this.#fromMs) / 1000);
    return {
      sent: this.#sent,
      failures: this.#failures,
      answered: this.#answered,
      seconds,
      perSecond: this.#answered / seconds,
      latencyUs: this.#latency.quantiles(),
      firstByteUs: this.#firstByte.quantiles(),
      firstContentUs: this.#firstContent.quantiles(),
      gapUs: this.#gap.quantiles(),
      transitUs: this.#transit.quantiles(),
      stretchUs: this.#stretch.quantiles(),
      longGapShare: this.#gap.shareAbove(this.#longGapMs * 1000),
      sendLagUs: this.#sendLag.quantiles(),
      generatorCpu,
    };
  }
}

function recordAll(histogram: Histogram, valuesMs: readonly number[]): void {
  for (const valueMs of valuesMs) histogram.record(valueMs * 1000);
}
