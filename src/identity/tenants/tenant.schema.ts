/** What `/v1/tenant` takes and answers. */
import { z } from 'zod';
import { EXTENSION_LEVELS } from '../../shared/domain/access';
import { instant, label, patchOf, timezone } from '../fields';
import type { Tenant } from './tenant.entity';

export const newTenant = z.strictObject({ name: label });

export const tenantPatch = patchOf(z.strictObject({ timezone, extension: z.enum(EXTENSION_LEVELS) }));
export type TenantPatch = z.output<typeof tenantPatch>;

export const tenantView = z.object({
  id: z.string(),
  name: z.string(),
  timezone: z.string(),
  extension: z.enum(EXTENSION_LEVELS),
  created_at: instant,
});
export type TenantView = z.input<typeof tenantView>;

export const viewTenant = (tenant: Tenant): TenantView => ({
  id: tenant.id,
  name: tenant.name,
  timezone: tenant.timezone,
  extension: tenant.extension,
  created_at: tenant.createdAt.toISOString(),
});
