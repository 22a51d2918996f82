/** A new tenant with its owner's key: by the first start, or by `bursar tenant create`. */
import type { EntityManager } from 'typeorm';
import { parseInput } from '../../http';
import type { TenantId } from '../../shared/domain/ids';
import { newId } from '../../shared/ids';
import { type Actor, type ChangeContext, recordChange } from '../change';
import { viewKey } from '../keys/key.schema';
import { newKeyRow } from '../keys/key-row';
import { KeysStore } from '../keys/keys.store';
import { newTenant, viewTenant } from './tenant.schema';
import { TenantsStore } from './tenants.store';

export interface CreatedTenant {
  readonly tenantId: TenantId;
  /** The secret of the owner's key: nothing can show it again. */
  readonly ownerKey: string;
}

/** What acts where no key does, as the audit log has it. */
export type SystemActor = 'start' | 'command-line';

export interface Seed {
  readonly name: string;
  readonly by: SystemActor;
  readonly at: Date;
  /** Of the owner's key; made here unless the operator brings one. */
  readonly secret?: string | undefined;
}

const tenants = new TenantsStore();
const keys = new KeysStore();

/** @throws BursarError `conflict` when the name is taken, `invalid_request` when it is none */
export async function createTenant({ dataSource, clock }: ChangeContext, name: string): Promise<CreatedTenant> {
  const seed = { ...parseInput(newTenant, { name }), by: 'command-line', at: new Date(clock.nowMs()) } as const;
  return dataSource.transaction((manager) => insertTenant(seed, manager));
}

export async function insertTenant(seed: Seed, manager: EntityManager): Promise<CreatedTenant> {
  const { name, by, at } = seed;
  const tenant = { id: newId('ten', at.getTime()), name, timezone: 'UTC', extension: 'full', createdAt: at } as const;
  const actor: Actor = { tenantId: tenant.id, kind: 'system', id: by };
  await tenants.insert(tenant, manager);
  const after = viewTenant(tenant);
  const change = { result: undefined, action: 'tenant.create', targetId: tenant.id, before: null, after } as const;
  await recordChange(actor, { ...change, keys: 'none' }, at, manager);
  const ownerKey = await insertOwnerKey(tenant.id, { ...seed, name: 'owner' }, manager);
  return { tenantId: tenant.id, ownerKey };
}

/** @returns the secret */
export async function insertOwnerKey(tenantId: TenantId, seed: Seed, manager: EntityManager): Promise<string> {
  const { name, by, at, secret: given } = seed;
  const made = { tenantId, createdBy: by, createdAt: at, ...(given !== undefined && { secret: given }) };
  const { row, secret } = newKeyRow(made, { name, owner: 'operator of this Bursar', role: 'owner' });
  await keys.insert(row, manager);
  const change = {
    result: undefined,
    action: 'key.create',
    targetId: row.id,
    before: null,
    after: viewKey(row),
  } as const;
  await recordChange(
    { tenantId, kind: 'system', id: by },
    { ...change, keys: { tenantId, keyId: row.id } },
    at,
    manager,
  );
  return secret;
}
