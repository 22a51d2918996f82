/** The caller's own tenant. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '../../shared/domain/access';
import type { TenantId } from '../../shared/domain/ids';
import { Changes } from '../changes.service';
import { defined } from '../../shared/domain/defined';
import { type TenantPatch, type TenantView, viewTenant } from './tenant.schema';
import { TenantsStore } from './tenants.store';

@Injectable()
export class TenantsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly changes: Changes,
    private readonly tenants: TenantsStore,
  ) {}

  async get(tenantId: TenantId): Promise<TenantView> {
    return viewTenant(await this.tenants.get(tenantId, this.dataSource.manager));
  }

  update(caller: Principal, patch: TenantPatch): Promise<TenantView> {
    const { tenantId } = caller;
    return this.changes.commit(caller, async (manager) => {
      const tenant = await this.tenants.lock(tenantId, manager);
      const changes = defined(patch);
      await this.tenants.update(tenantId, changes, manager);
      const [before, after] = [viewTenant(tenant), viewTenant({ ...tenant, ...changes })];
      return { result: after, action: 'tenant.update', targetId: tenantId, before, after, keys: { tenantId } };
    });
  }
}
