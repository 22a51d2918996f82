/** The payloads of a batch: one buffer and the places in it. An object for every record would grow old and cost a collection of the old heap. */

export class Records implements Iterable<Buffer> {
  /** Start (inclusive) and end (exclusive) of each in turn. */
  private readonly bounds: number[] = [];

  constructor(private readonly bytes: Buffer) {}

  get count(): number {
    return this.bounds.length / 2;
  }

  add(start: number, end: number): void {
    this.bounds.push(start, end);
  }

  /** Views, not copies. */
  *[Symbol.iterator](): Iterator<Buffer> {
    for (let index = 0; index < this.count; index++) yield this.bytes.subarray(this.start(index), this.end(index));
  }

  filter(keep: (payload: Buffer) => boolean): Records {
    const kept = new Records(this.bytes);
    let index = 0;
    for (const payload of this) {
      if (keep(payload)) kept.add(this.start(index), this.end(index));
      index++;
    }
    return kept;
  }

  /** A copy of those from `from` (inclusive) to `to` (exclusive) one behind the other, each with `ending` in place of its last byte. */
  joined(from: number, to: number, ending: Buffer): Buffer {
    const until = Math.min(to, this.count);
    let length = 0;
    for (let index = from; index < until; index++) length += this.end(index) - this.start(index) - 1 + ending.length;
    const joined = Buffer.allocUnsafe(length);
    let at = 0;
    for (let index = from; index < until; index++) {
      at += this.bytes.copy(joined, at, this.start(index), this.end(index) - 1);
      at += ending.copy(joined, at);
    }
    return joined;
  }

  private start(index: number): number {
    return this.bounds[2 * index] ?? 0;
  }

  private end(index: number): number {
    return this.bounds[2 * index + 1] ?? 0;
  }
}
