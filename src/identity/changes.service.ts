/** Changes by callers of the API: committed, and in force on this replica before the answer goes out. */
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CLOCK, type Clock } from '../shared/clock';
import type { Principal } from '../shared/domain/access';
import type { ApiKeyId } from '../shared/domain/ids';
import { actorOf, type Change, commitChange } from './change';
import { KeyRing } from './key-ring';
import { KeyRingSync } from './key-ring-sync.service';

@Injectable()
export class Changes {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly ring: KeyRing,
    private readonly sync: KeyRingSync,
  ) {}

  async commit<Result>(
    caller: Principal,
    work: (manager: EntityManager, at: Date) => Promise<Change<Result>>,
  ): Promise<Result> {
    const change = await commitChange({ dataSource: this.dataSource, clock: this.clock }, actorOf(caller), work);
    // A revocation does not wait for the reload, which may fail and be tried again.
    if (change.action === 'key.revoke') this.ring.revoke(caller.tenantId, change.targetId as ApiKeyId);
    if (change.keys !== 'none') await this.sync.refresh(change.keys);
    return change.result;
  }
}
