/** Writes when keys were last used: once a minute, far from the request path. */
import { type BeforeApplicationShutdown, Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { LOG, type Log } from '../shared/log';
import { KeyRing } from './key-ring';
import { KeyRingStore } from './key-ring.store';

const INTERVAL_MS = 60_000;

@Injectable()
export class KeyUses implements OnModuleInit, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly ring: KeyRing,
    private readonly store: KeyRingStore,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.write(), INTERVAL_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.write();
  }

  async write(): Promise<void> {
    const uses = this.ring.takeUses();
    try {
      await this.store.recordUses(uses);
    } catch (error) {
      // The next use of a key says more than this one, so nothing is kept for another try.
      this.log.warn({ err: error, keys: uses.length }, 'the last use of API keys was not written');
    }
  }
}
