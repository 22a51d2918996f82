/** Percentiles of latencies that are kept as counts in buckets. */
import { LatencyHistogram } from '../../ledger/domain/latency-histogram';

/** Bucket of the ledger's histogram → calls, as ClickHouse's maps come. */
export type BucketCounts = Readonly<Record<string, number | string>>;

/** Whole milliseconds, within 4.4 % of the true ones; null without calls. */
export interface Percentiles {
  readonly count: number;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

// Counts of a range do not fade.
const NO_DAY = 0;

export function percentilesOf(parts: readonly BucketCounts[]): Percentiles {
  const histogram = new LatencyHistogram();
  for (const part of parts) {
    for (const [bucket, calls] of Object.entries(part)) histogram.add(Number(bucket), Number(calls), NO_DAY);
  }
  return {
    count: histogram.total(NO_DAY),
    p50: histogram.quantile(0.5),
    p95: histogram.quantile(0.95),
    p99: histogram.quantile(0.99),
  };
}
