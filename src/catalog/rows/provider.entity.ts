/** A provider of the tenant's own, or its word on a shipped one. */
import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { TenantId } from '../../shared/domain/ids';
import type { ProviderSettings } from '../domain/provider-document';
import { MANAGED_BY_CHECK, type ManagedBy } from './managed-by';

@Entity('providers')
@ForeignKey('Tenant', ['tenantId'], ['id'], { name: 'providers_tenant_fkey' })
@Check('providers_managed_by_check', MANAGED_BY_CHECK)
export class ProviderRow {
  @PrimaryColumn({ name: 'tenant_id', type: 'text', primaryKeyConstraintName: 'providers_pkey' })
  readonly tenantId!: TenantId;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'providers_pkey' })
  readonly name!: string;

  /** As written: what a shipped provider of this name says, an absent field keeps. */
  @Column({ type: 'jsonb' })
  readonly settings!: ProviderSettings;

  /** With placeholders filled in; null where the settings name none. */
  @Column({ name: 'base_url', type: 'text', nullable: true })
  readonly baseUrl!: string | null;

  @Column({ name: 'managed_by', type: 'text' })
  readonly managedBy!: ManagedBy;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  readonly updatedAt!: Date;
}
