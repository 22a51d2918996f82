/** How many calls came and how many ran at once: in all, and of each model and credential. */
import type { Who } from './orders';

export interface CallCount {
  readonly received: number;
  /** Until their answer has gone out or their connection is closed. */
  readonly inFlight: number;
  readonly highestInFlight: number;
}

export interface Counts {
  readonly total: CallCount;
  readonly calls: readonly (Who & CallCount)[];
}

type Running = { -readonly [Name in keyof CallCount]: CallCount[Name] };

export class CallCounter {
  readonly #total = nothing();
  readonly #calls = new Map<string, Who & Running>();

  /** @returns what is to be called when the call is over */
  begin(who: Who): () => void {
    const counted = [this.#total, this.#of(who)];
    for (const count of counted) {
      count.received += 1;
      count.inFlight += 1;
      count.highestInFlight = Math.max(count.highestInFlight, count.inFlight);
    }
    return () => {
      for (const count of counted) count.inFlight -= 1;
    };
  }

  counts(): Counts {
    return { total: { ...this.#total }, calls: [...this.#calls.values()].map((count) => ({ ...count })) };
  }

  /** Counts from zero; what runs goes on running. */
  startAnew(): void {
    for (const count of [this.#total, ...this.#calls.values()]) {
      count.received = 0;
      count.highestInFlight = count.inFlight;
    }
  }

  #of({ model, credential }: Who): Running {
    const key = JSON.stringify([model, credential]);
    const found = this.#calls.get(key) ?? { model, credential, ...nothing() };
    this.#calls.set(key, found);
    return found;
  }
}

const nothing = (): Running => ({ received: 0, inFlight: 0, highestInFlight: 0 });
