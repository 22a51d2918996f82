/** A change of identity: the rows, their audit entry and the notice to all replicas, in one transaction. */
import type { DataSource, EntityManager } from 'typeorm';
import { notify } from '../postgres';
import type { Clock } from '../shared/clock';
import type { Principal } from '../shared/domain/access';
import type { TenantId } from '../shared/domain/ids';
import type { ActorKind } from './audit/audit-entry.entity';
import { AuditStore } from './audit/audit.store';
import type { RingScope } from './key-ring';
import { formatScope, RING_CHANNEL } from './ring-scope';

type TargetKind = 'tenant' | 'team' | 'project' | 'key';
type Verb = 'create' | 'update' | 'delete' | 'revoke';

export interface Actor {
  readonly tenantId: TenantId;
  readonly kind: ActorKind;
  readonly id: string;
}

/** What a transaction did. */
export interface Change<Result> {
  readonly result: Result;
  readonly action: `${TargetKind}.${Verb}`;
  readonly targetId: string;
  /** As the API shows it: an entity never gets here, since it may hold a hash. */
  readonly before: object | null;
  readonly after: object | null;
  /** The keys that stand for something else now. */
  readonly keys: RingScope | 'none';
}

export interface ChangeContext {
  readonly dataSource: DataSource;
  readonly clock: Clock;
}

const audit = new AuditStore();

export const actorOf = ({ tenantId, keyId }: Principal): Actor => ({ tenantId, kind: 'key', id: keyId });

/** Commits what `work` does, with its audit entry and notice, or nothing. */
export function commitChange<Result>(
  { dataSource, clock }: ChangeContext,
  actor: Actor,
  work: (manager: EntityManager, at: Date) => Promise<Change<Result>>,
): Promise<Change<Result>> {
  const at = new Date(clock.nowMs());
  return dataSource.transaction(async (manager) => {
    const change = await work(manager, at);
    await recordChange(actor, change, at, manager);
    return change;
  });
}

/** The audit entry and the notice of a change, within a transaction that is already there. */
export async function recordChange(
  actor: Actor,
  change: Change<unknown>,
  at: Date,
  manager: EntityManager,
): Promise<void> {
  const { action, targetId, before, after, keys } = change;
  const [targetKind = ''] = action.split('.');
  const { tenantId, kind: actorKind, id: actorId } = actor;
  await audit.append({ tenantId, at, actorKind, actorId, action, targetKind, targetId, before, after }, manager);
  if (keys !== 'none') await notify(manager, RING_CHANNEL, formatScope(keys));
}
