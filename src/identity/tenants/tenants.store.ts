/** Tenants in the database. */
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TenantId } from '../../shared/domain/ids';
import { refuseWrite } from '../tenant-rows';
import { Tenant } from './tenant.entity';

@Injectable()
export class TenantsStore {
  get(id: TenantId, manager: EntityManager): Promise<Tenant> {
    return manager.findOneByOrFail(Tenant, { id });
  }

  /** As `get`, and nobody else changes it before the transaction ends. */
  lock(id: TenantId, manager: EntityManager): Promise<Tenant> {
    return manager.findOneOrFail(Tenant, { where: { id }, lock: { mode: 'for_no_key_update' } });
  }

  findByName(name: string, manager: EntityManager): Promise<Tenant | null> {
    return manager.findOneBy(Tenant, { name });
  }

  /** @throws BursarError `conflict` */
  async insert(tenant: Tenant, manager: EntityManager): Promise<void> {
    await manager.insert(Tenant, tenant).catch(refuseWrite);
  }

  async update(id: TenantId, changes: Partial<Tenant>, manager: EntityManager): Promise<void> {
    await manager.update(Tenant, { id }, changes);
  }
}
