/** How long one candidate's answers take to begin, by hour of the day: providers are slower when their continent works. */
import { bucketOf, dayOf, LatencyHistogram } from './latency-histogram';

const HOUR_MS = 3_600_000;
const HOURS = 24;
const SHARE = 0.95;
/** A 95th percentile of fewer is the slowest call that happened to be made. */
export const MIN_SAMPLES = 20;

/** Answers of one hour of the day and bucket, counted and faded elsewhere. */
export interface CountedLatencies {
  /** 0..23, UTC. */
  readonly hour: number;
  readonly bucket: number;
  readonly count: number;
}

const hourOf = (atMs: number): number => Math.floor(atMs / HOUR_MS) % HOURS;

export class LatencyProfile {
  private readonly all = new LatencyHistogram();
  private readonly hours: (LatencyHistogram | undefined)[] = [];

  observe(atMs: number, latencyMs: number): void {
    this.add({ hour: hourOf(atMs), bucket: bucketOf(latencyMs), count: 1 }, dayOf(atMs));
  }

  /** `day` is the one that the counts are faded to. */
  add({ hour, bucket, count }: CountedLatencies, day: number): void {
    const ofHour = (this.hours[hour] ??= new LatencyHistogram());
    ofHour.add(bucket, count, day);
    this.all.add(bucket, count, day);
  }

  /** Whole milliseconds: of this hour of the day, of all hours where it has too few, null where those have too. */
  p95(atMs: number): number | null {
    const ofHour = this.hours[hourOf(atMs)];
    for (const histogram of [ofHour, this.all]) {
      if (histogram !== undefined && histogram.total(dayOf(atMs)) >= MIN_SAMPLES) return histogram.quantile(SHARE);
    }
    return null;
  }
}
