/** The one timer of an attempt: it is not moved when a chunk comes but looks again when it fires. */
import type { Clock } from '../../shared/clock';
import { dueNext, type Due, type TimeLimit, type TimeLimits } from '../domain/time-limits';

export interface Watch {
  readonly limits: TimeLimits;
  /** The call's arrival. */
  readonly receivedAtMs: number;
  /** The attempt's start. */
  readonly startedAtMs: number;
  readonly onLate: (limit: TimeLimit) => void;
}

export class LimitTimer {
  private timer: NodeJS.Timeout;
  private begun = false;
  private paused = false;
  private heardAtMs: number;

  constructor(
    private readonly clock: Clock,
    private readonly watch: Watch,
  ) {
    this.heardAtMs = watch.startedAtMs;
    this.timer = this.arm(this.due());
  }

  /** For every chunk, hence no more than this. */
  heard(atMs: number): void {
    this.heardAtMs = atMs;
  }

  /** The first piece of the answer has come: from now on silence is what counts. */
  begin(): void {
    this.begun = true;
    this.again();
  }

  /** The provider cannot be late with what we do not take. */
  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
    this.heardAtMs = this.clock.nowMs();
    this.again();
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private look(): void {
    const due = this.due();
    if (due.atMs <= this.clock.nowMs()) this.watch.onLate(due.limit);
    else this.timer = this.arm(due);
  }

  private again(): void {
    clearTimeout(this.timer);
    this.timer = this.arm(this.due());
  }

  private due(): Due {
    const { begun, paused, heardAtMs } = this;
    const { limits, receivedAtMs, startedAtMs } = this.watch;
    return dueNext(limits, { receivedAtMs, startedAtMs, begun, heardAtMs: paused ? null : heardAtMs });
  }

  private arm({ atMs }: Due): NodeJS.Timeout {
    return setTimeout(
      () => {
        this.look();
      },
      Math.max(0, atMs - this.clock.nowMs()),
    );
  }
}
