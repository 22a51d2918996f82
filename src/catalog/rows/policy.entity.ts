/** A policy that calls name as `policy:NAME`. */
import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { TenantId } from '../../shared/domain/ids';
import { MANAGED_BY_CHECK, type ManagedBy } from './managed-by';

@Entity('policies')
@ForeignKey('Tenant', ['tenantId'], ['id'], { name: 'policies_tenant_fkey' })
@Check('policies_managed_by_check', MANAGED_BY_CHECK)
export class PolicyRow {
  @PrimaryColumn({ name: 'tenant_id', type: 'text', primaryKeyConstraintName: 'policies_pkey' })
  readonly tenantId!: TenantId;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'policies_pkey' })
  readonly name!: string;

  /** Canonical JSON: equal terms are equal texts. */
  @Column({ type: 'text' })
  readonly term!: string;

  @Column({ name: 'managed_by', type: 'text' })
  readonly managedBy!: ManagedBy;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  readonly updatedAt!: Date;
}
