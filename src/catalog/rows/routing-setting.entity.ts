/** What a tenant says of the routing of all its calls. */
import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { TenantId } from '../../shared/domain/ids';
import { MANAGED_BY_CHECK, type ManagedBy } from './managed-by';

export const ROUTING_SETTINGS = ['envelope', 'mode'] as const;
export type RoutingSettingName = (typeof ROUTING_SETTINGS)[number];

@Entity('routing_settings')
@ForeignKey('Tenant', ['tenantId'], ['id'], { name: 'routing_settings_tenant_fkey' })
@Check('routing_settings_name_check', `name IN ('envelope', 'mode')`)
@Check('routing_settings_managed_by_check', MANAGED_BY_CHECK)
export class RoutingSettingRow {
  @PrimaryColumn({ name: 'tenant_id', type: 'text', primaryKeyConstraintName: 'routing_settings_pkey' })
  readonly tenantId!: TenantId;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'routing_settings_pkey' })
  readonly name!: RoutingSettingName;

  /** The envelope as canonical JSON, the mode as it is called. */
  @Column({ type: 'text' })
  readonly value!: string;

  @Column({ name: 'managed_by', type: 'text' })
  readonly managedBy!: ManagedBy;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  readonly updatedAt!: Date;
}
