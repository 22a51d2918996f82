/** The first tenant and the operator's key, there after every start, however many replicas start at once. */
import type { EntityManager } from 'typeorm';
import type { TenantId } from '../shared/domain/ids';
import type { ChangeContext } from './change';
import { hashSecret, visiblePrefix } from './key-secret';
import { KeysStore } from './keys/keys.store';
import { insertOwnerKey, insertTenant, type Seed } from './tenants/create-tenant';
import { TenantsStore } from './tenants/tenants.store';

const FIRST_TENANT = 'default';

export interface Bootstrapped {
  readonly tenantId: TenantId;
  /** Made by this very start, to be printed once; null when there was one or the operator brought one. */
  readonly newOwnerKey: string | null;
  /** What BURSAR_ADMIN_KEY is good for. A key that was revoked stays so, whatever the setting says. */
  readonly adminKey: 'unset' | 'valid' | 'revoked';
}

const LOCK = 'bursar/first-tenant';
const tenants = new TenantsStore();
const keys = new KeysStore();

/**
 * @param adminKey the setting BURSAR_ADMIN_KEY; a value not seen before becomes a further key of the owner
 * @throws Error when it is a key of another tenant
 */
export function bootstrapIdentity(
  { dataSource, clock }: ChangeContext,
  adminKey: string | undefined,
): Promise<Bootstrapped> {
  const seed = { name: FIRST_TENANT, by: 'start', at: new Date(clock.nowMs()), secret: adminKey } as const;
  return dataSource.transaction(async (manager) => {
    await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [LOCK]);
    const first = await tenants.findByName(FIRST_TENANT, manager);
    if (first !== null)
      return { tenantId: first.id, newOwnerKey: null, adminKey: await admit(first.id, seed, manager) };
    const { tenantId, ownerKey } = await insertTenant(seed, manager);
    return adminKey === undefined
      ? { tenantId, newOwnerKey: ownerKey, adminKey: 'unset' }
      : { tenantId, newOwnerKey: null, adminKey: 'valid' };
  });
}

async function admit(tenantId: TenantId, seed: Seed, manager: EntityManager): Promise<Bootstrapped['adminKey']> {
  const { secret } = seed;
  if (secret === undefined) return 'unset';
  const known = await keys.findBySecret(hashSecret(secret), manager);
  if (known === null) {
    const name = `BURSAR_ADMIN_KEY ${visiblePrefix(secret)} ${seed.at.toISOString()}`;
    await insertOwnerKey(tenantId, { ...seed, name }, manager);
    return 'valid';
  }
  if (known.tenantId !== tenantId) {
    throw new Error('BURSAR_ADMIN_KEY is a key of another tenant; set it to a value of its own.');
  }
  return known.revokedAt === null ? 'valid' : 'revoked';
}
