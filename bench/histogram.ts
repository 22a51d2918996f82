/** A histogram of microseconds with logarithmic buckets: constant memory, every quantile within 0.4 % of the truth. */

const mantissaBits = 8;
const exactBelow = 1 << mantissaBits;
/** 2^31 µs is 35 minutes; longer waits are timeouts, not latencies. */
const largest = 2 ** 31 - 1;
const bucketCount = ((32 - mantissaBits + 1) * exactBelow) / 2;

export interface Quantiles {
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

export class Histogram {
  readonly #counts = new Uint32Array(bucketCount);
  #count = 0;
  #sum = 0;
  #max = 0;

  record(microseconds: number): void {
    const value = Math.min(largest, Math.max(0, Math.round(microseconds)));
    const index = bucketOf(value);
    this.#counts[index] = (this.#counts[index] ?? 0) + 1;
    this.#count += 1;
    this.#sum += value;
    this.#max = Math.max(this.#max, value);
  }

  /** The smallest recorded magnitude that at least `share` (0..1) of the values do not exceed; 0 when nothing was recorded. */
  quantile(share: number): number {
    const rank = Math.max(1, Math.ceil(share * this.#count));
    let seen = 0;
    for (let index = 0; index < bucketCount; index += 1) {
      seen += this.#counts[index] ?? 0;
      if (seen >= rank) return Math.min(middleOf(index), this.#max);
    }
    return this.#max;
  }

  /** The share (0..1) of the values whose bucket lies above that of `microseconds`. */
  shareAbove(microseconds: number): number {
    const above = this.#counts.subarray(bucketOf(microseconds) + 1).reduce((sum, count) => sum + count, 0);
    return this.#count === 0 ? 0 : above / this.#count;
  }

  quantiles(): Quantiles {
    return {
      count: this.#count,
      mean: this.#count === 0 ? 0 : this.#sum / this.#count,
      p50: this.quantile(0.5),
      p90: this.quantile(0.9),
      p99: this.quantile(0.99),
      p999: this.quantile(0.999),
      max: this.#max,
    };
  }
}

/** Below 2^8 a bucket is one microsecond; above, each doubling is cut into 2^7 buckets. */
function bucketOf(value: number): number {
  if (value < exactBelow) return value;
  const shift = 32 - Math.clz32(value) - mantissaBits;
  return (shift * exactBelow) / 2 + (value >>> shift);
}

function middleOf(index: number): number {
  if (index < exactBelow) return index;
  const half = exactBelow / 2;
  const shift = Math.floor(index / half) - 1;
  const lowest = (index - shift * half) * 2 ** shift;
  return lowest + (2 ** shift - 1) / 2;
}
