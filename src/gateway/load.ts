/** How many calls are under way, and whether another one may begin. */
import type { Journal } from '../journal';
import { BursarError } from '../shared/errors';

// A client's SDK waits this long before it tries again, perhaps at another replica.
const RETRY_AFTER_S = 2;

export class Load {
  private inFlight = 0;
  private isDraining = false;
  private onIdle: () => void = () => undefined;

  constructor(private readonly journal: Pick<Journal, 'admits'>) {}

  get calls(): number {
    return this.inFlight;
  }

  get draining(): boolean {
    return this.isDraining;
  }

  /** @throws BursarError `shutting_down`, `storage_full` */
  enter(): void {
    if (this.isDraining) throw new BursarError('shutting_down', {}, { retryAfterS: RETRY_AFTER_S });
    if (!this.journal.admits(this.inFlight)) throw new BursarError('storage_full', {}, { retryAfterS: RETRY_AFTER_S });
    this.inFlight += 1;
  }

  leave(): void {
    this.inFlight -= 1;
    if (this.inFlight === 0) this.onIdle();
  }

  /** Refuses new calls and resolves when the running ones are over or the grace is. */
  async drain(graceMs: number): Promise<void> {
    this.isDraining = true;
    if (this.inFlight === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, graceMs);
      this.onIdle = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
