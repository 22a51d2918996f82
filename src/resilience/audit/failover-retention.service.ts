/** Keeps the days of the failover audit: those to come are there, those past their retention are not. */
import type { Clock } from '../../shared/clock';
import type { Log } from '../../shared/log';
import type { FailoverPartitions } from './failover-partitions.store';

const DAY_MS = 24 * 60 * 60_000;
const LOOK_EVERY_MS = 60 * 60_000;
// A Postgres that is down over midnight must not be met without a place for the new day; late rows make theirs themselves.
const DAYS_AHEAD = 2;

export class FailoverRetention {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly partitions: FailoverPartitions,
    private readonly options: { readonly days: number; readonly clock: Clock; readonly log: Log },
  ) {}

  async start(): Promise<void> {
    await this.look();
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** A row is kept for at least the retention, and at most a day longer. */
  async keep(): Promise<void> {
    const nowMs = this.options.clock.nowMs();
    await this.partitions.ensure(Array.from({ length: DAYS_AHEAD + 1 }, (_, ahead) => day(nowMs + ahead * DAY_MS)));
    await this.partitions.dropBefore(day(nowMs - this.options.days * DAY_MS));
  }

  private async look(): Promise<void> {
    try {
      await this.keep();
    } catch (error) {
      this.options.log.warn(
        { err: error },
        'the days of the failover audit could not be kept; the next hour tries again',
      );
    }
  }
}

const day = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);
