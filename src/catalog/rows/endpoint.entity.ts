/** What clients name as `model`. */
import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { TenantId } from '../../shared/domain/ids';
import type { EndpointDocument } from '../domain/endpoint-document';
import { MANAGED_BY_CHECK, type ManagedBy } from './managed-by';

@Entity('endpoints')
@ForeignKey('Tenant', ['tenantId'], ['id'], { name: 'endpoints_tenant_fkey' })
@Check('endpoints_managed_by_check', MANAGED_BY_CHECK)
export class EndpointRow {
  @PrimaryColumn({ name: 'tenant_id', type: 'text', primaryKeyConstraintName: 'endpoints_pkey' })
  readonly tenantId!: TenantId;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'endpoints_pkey' })
  readonly name!: string;

  @Column({ type: 'jsonb' })
  readonly document!: EndpointDocument;

  @Column({ name: 'managed_by', type: 'text' })
  readonly managedBy!: ManagedBy;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  readonly updatedAt!: Date;
}
