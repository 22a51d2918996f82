/**
 * How long answers took to begin, as counts in buckets that grow by the same factor: small, mergeable, and cheap to add
 * to. Counts fade from day to day, so that what a provider did lately weighs most. It is changed in place.
 */

/** Buckets for each doubling of the latency: a bucket's middle is within 4.4 % of everything in it. */
export const BUCKETS_PER_DOUBLING = 8;
// From one millisecond to 2^22, more than an hour, the longest that a provider call may last.
const BUCKETS = 22 * BUCKETS_PER_DOUBLING;
/** What is left of a count after a day; half of it after two: a bad day is forgotten within the week. */
export const KEPT_PER_DAY = Math.SQRT1_2;

const DAY_MS = 86_400_000;

/** Days of UTC since 1970. */
export const dayOf = (atMs: number): number => Math.floor(atMs / DAY_MS);

/** What is shorter than a millisecond counts as one, what is longer than the last bucket belongs to it. */
export const bucketOf = (latencyMs: number): number =>
  Math.floor(Math.log2(Math.max(1, latencyMs)) * BUCKETS_PER_DOUBLING);

export class LatencyHistogram {
  private readonly counts = new Float32Array(BUCKETS);
  private sum = 0;
  private day = 0;

  /** `count` answers of `day`, or what is left of older ones on that day. */
  add(bucket: number, count: number, day: number): void {
    this.fade(day);
    const at = Math.min(BUCKETS - 1, bucket);
    this.counts[at] = (this.counts[at] ?? 0) + count;
    this.sum += count;
  }

  /** How many answers it holds, faded to that day. */
  total(day: number): number {
    this.fade(day);
    return this.sum;
  }

  /** The latency in whole milliseconds that the share of answers did not exceed; null when it is empty. */
  quantile(share: number): number | null {
    if (this.sum <= 0) return null;
    const enough = share * this.sum;
    let bucket = 0;
    for (let seen = this.counts[0] ?? 0; seen < enough && bucket < BUCKETS - 1; seen += this.counts[bucket] ?? 0)
      bucket++;
    return Math.round(2 ** ((bucket + 0.5) / BUCKETS_PER_DOUBLING));
  }

  /** A clock that was set back changes nothing. */
  private fade(day: number): void {
    if (day <= this.day) return;
    const kept = KEPT_PER_DAY ** (day - this.day);
    this.day = day;
    if (this.sum === 0) return;
    this.sum = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const left = (this.counts[bucket] ?? 0) * kept;
      this.counts[bucket] = left;
      this.sum += left;
    }
  }
}
