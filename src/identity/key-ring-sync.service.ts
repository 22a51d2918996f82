/** Keeps the key ring equal to the database: loaded at start, reloaded in part whenever a replica says what changed. */
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Listener } from '../postgres';
import { LOG, type Log } from '../shared/log';
import { KeyRing, type RingScope } from './key-ring';
import { KeyRingStore } from './key-ring.store';
import { parseScope, RING_CHANNEL } from './ring-scope';

const RETRY_MS = 1000;

@Injectable()
export class KeyRingSync implements OnModuleInit, OnApplicationShutdown {
  private lastReload: Promise<void> = Promise.resolve();
  private retry: NodeJS.Timeout | null = null;

  constructor(
    private readonly ring: KeyRing,
    private readonly store: KeyRingStore,
    private readonly listener: Listener,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async onModuleInit(): Promise<void> {
    // Listening first: what changes while the ring loads is then loaded once more.
    await this.listener.listen(RING_CHANNEL, (payload) => void this.refresh(parseScope(payload)));
    this.listener.onReconnect(() => void this.refresh('all'));
    await this.reload('all');
  }

  /**
   * Resolves when the keys of the scope have been read anew. Reloads follow each other, so that an older read never
   * overwrites a newer one; one that fails is tried again as a whole.
   */
  refresh(scope: RingScope): Promise<void> {
    this.lastReload = this.lastReload.then(() => this.reload(scope)).catch((error: unknown) => this.retryLater(error));
    return this.lastReload;
  }

  onApplicationShutdown(): void {
    if (this.retry !== null) clearTimeout(this.retry);
  }

  private async reload(scope: RingScope): Promise<void> {
    this.ring.replace(scope, await this.store.load(scope));
  }

  private retryLater(error: unknown): void {
    this.log.error({ err: error }, 'the API keys could not be read anew; trying again');
    this.retry ??= setTimeout(() => {
      this.retry = null;
      void this.refresh('all');
    }, RETRY_MS);
  }
}
