/** Keeps the embedded server up: looks whether it still runs, and starts it again when it does not. */
import { setTimeout as pause } from 'node:timers/promises';
import { restartDelayMs } from '../../shared/domain/restart-delay';
import type { Log } from '../../shared/log';
import { isStillRunning, type ProcessIdentity } from '../../shared/process-identity';
import { describePostgresFailure } from '../failures';
import { type Postmaster, stopPostmaster } from './postmaster';

/** One run of the server, from its start to its death. */
export interface Life {
  readonly server: Postmaster;
  /** Null when it had ended before it could be identified. */
  readonly identity: ProcessIdentity | null;
  readonly adopted: boolean;
  /** Of the monotonic clock. */
  readonly sinceMs: number;
}

/** An adopted server is no child of ours whose exit we would be told, so both kinds are looked at. */
const LOOK_EVERY_MS = 200;

export class Supervisor {
  restarts = 0;
  private life: Life | null;
  private readonly stopping = new AbortController();
  private readonly over: Promise<void>;

  /** @param again gives up soon after its signal, and leaves nothing running when it rejects */
  constructor(
    first: Life,
    private readonly again: (stopping: AbortSignal) => Promise<Life>,
    private readonly log: Log,
  ) {
    this.life = first;
    this.over = this.keepUp();
  }

  pid(): number | null {
    return this.life?.server.pid ?? null;
  }

  /** A restart under way is given up or finished first, so that nothing comes up behind the back of whoever stops. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.over;
    const identity = this.life?.identity ?? null;
    if (identity !== null) await stopPostmaster(identity);
    this.life = null;
  }

  private async keepUp(): Promise<void> {
    let delayMs: number | null = null;
    for (;;) {
      const lifeMs = await this.endOfLife();
      if (this.isStopping()) return;
      delayMs = restartDelayMs(delayMs, lifeMs);
      this.life = null;
      this.log.warn({ lifeMs, delayMs }, 'the embedded PostgreSQL is down; it is started again');
      await this.pause(delayMs);
      if (this.isStopping()) return;
      this.life = await this.revive();
    }
  }

  /** Resolves when the server has died, at once when there is none, or when it is to be stopped. */
  private async endOfLife(): Promise<number> {
    const { life } = this;
    if (life === null) return 0;
    while (!this.isStopping() && life.identity !== null && isStillRunning(life.identity)) {
      await this.pause(LOOK_EVERY_MS);
    }
    return Math.round(performance.now() - life.sinceMs);
  }

  private async revive(): Promise<Life | null> {
    try {
      const life = await this.again(this.stopping.signal);
      this.restarts += 1;
      return life;
    } catch (error) {
      if (!this.isStopping()) {
        this.log.warn({ problem: describePostgresFailure(error) }, 'the embedded PostgreSQL did not come up');
      }
      return null;
    }
  }

  private isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  private async pause(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.stopping.signal, ref: false }).catch(() => undefined);
  }
}
