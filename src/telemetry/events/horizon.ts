/** How far all readers of this process may read, asked of the store once for all of them. */
import type { Clock } from '../../shared/clock';
import type { EventsStore } from './events.store';

// Readers ask once a second each; an answer of half a second ago is merely a little cautious.
const HOLDS_MS = 500;

export class Horizon {
  private askedAtMs = -Infinity;
  private answer: Promise<number> = Promise.resolve(0);

  constructor(
    private readonly store: Pick<EventsStore, 'horizon'>,
    private readonly clock: Clock,
  ) {}

  current(): Promise<number> {
    const nowMs = this.clock.nowMs();
    if (nowMs - this.askedAtMs < HOLDS_MS) return this.answer;
    this.askedAtMs = nowMs;
    this.answer = this.store.horizon();
    return this.answer;
  }
}
