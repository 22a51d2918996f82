/** Counts of the last seconds' calls, in buckets of one second: bounded memory, and no sum is ever made anew. */

const CALLS = 0;
const FAILURES = 1;
const SLOW = 2;
const COUNTERS = 3;

export class OutcomeWindow {
  calls = 0;
  failures = 0;
  slow = 0;
  private readonly buckets: Uint32Array;
  /** The second of the newest bucket. */
  private head = 0;

  constructor(private readonly seconds: number) {
    this.buckets = new Uint32Array(seconds * COUNTERS);
  }

  record(nowMs: number, failed: boolean, slow: boolean): void {
    this.advance(nowMs);
    const at = (this.head % this.seconds) * COUNTERS;
    this.count(at + CALLS);
    this.calls++;
    if (failed) {
      this.count(at + FAILURES);
      this.failures++;
    }
    if (slow) {
      this.count(at + SLOW);
      this.slow++;
    }
  }

  /**
   * Leaves out what is older than the window. A clock that went back a little (calls that end in another order than
   * they are told) counts into the newest second; one that was set back, or ahead by more than the window, begins anew.
   */
  advance(nowMs: number): void {
    const second = Math.floor(nowMs / 1000);
    const ahead = second - this.head;
    if (ahead === 0) return;
    if (Math.abs(ahead) >= this.seconds) {
      this.clear();
      this.head = second;
      return;
    }
    for (let step = 0; step < ahead; step++) this.evictNext();
  }

  clear(): void {
    this.buckets.fill(0);
    this.calls = this.failures = this.slow = 0;
  }

  private evictNext(): void {
    const at = (++this.head % this.seconds) * COUNTERS;
    this.calls -= this.at(at + CALLS);
    this.failures -= this.at(at + FAILURES);
    this.slow -= this.at(at + SLOW);
    this.buckets.fill(0, at, at + COUNTERS);
  }

  private count(index: number): void {
    this.buckets[index] = this.at(index) + 1;
  }

  private at(index: number): number {
    return this.buckets[index] ?? 0;
  }
}
