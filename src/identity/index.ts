export { AuditStore } from './audit/audit.store';
export { type Bootstrapped, bootstrapIdentity } from './bootstrap';
export { IDENTITY_ENTITIES } from './entities';
export { IdentityModule } from './identity.module';
export { KeyRing } from './key-ring';
export { ScopeNamesStore } from './scope-names.store';
export { type CreatedTenant, createTenant } from './tenants/create-tenant';
export { TenantsStore } from './tenants/tenants.store';
