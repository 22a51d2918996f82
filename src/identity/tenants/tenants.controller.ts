/** `/v1/tenant`. */
import { Controller } from '@nestjs/common';
import { Caller, Input, Route } from '../../http';
import type { Principal } from '../../shared/domain/access';
import { tenantPatch, type TenantPatch, tenantView, type TenantView } from './tenant.schema';
import { TenantsService } from './tenants.service';

const OWN = '/v1/tenant';

@Controller()
export class TenantsController {
  constructor(private readonly tenants: TenantsService) {}

  @Route({ method: 'GET', path: OWN, scope: 'identity:read', summary: "The caller's tenant", answer: tenantView })
  get(@Caller() caller: Principal): Promise<TenantView> {
    return this.tenants.get(caller.tenantId);
  }

  @Route({
    method: 'PATCH',
    path: OWN,
    scope: 'identity:write',
    summary: "Change the tenant's time zone or extension level",
    body: tenantPatch,
    answer: tenantView,
  })
  update(@Caller() caller: Principal, @Input('body') patch: TenantPatch): Promise<TenantView> {
    return this.tenants.update(caller, patch);
  }
}
