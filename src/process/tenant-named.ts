/** The tenant that a command names. */
import type { DataSource } from 'typeorm';
import { TenantsStore } from '../identity';
import type { TenantId } from '../shared/domain/ids';
import { BursarError } from '../shared/errors';

/** Made by the first start. */
export const DEFAULT_TENANT = 'default';

/** @throws BursarError `not_found` */
export async function tenantNamed(dataSource: DataSource, name: string): Promise<TenantId> {
  const tenant = await new TenantsStore().findByName(name, dataSource.manager);
  if (tenant === null) throw new BursarError('not_found', { what: `tenant "${name}"` });
  return tenant.id;
}
