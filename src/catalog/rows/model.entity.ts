/** A model that the tenant has added, or its word on a shipped one. */
import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { TenantId } from '../../shared/domain/ids';
import type { ModelDocument } from '../domain/model-document';
import { MANAGED_BY_CHECK, type ManagedBy } from './managed-by';

@Entity('models')
@ForeignKey('Tenant', ['tenantId'], ['id'], { name: 'models_tenant_fkey' })
@Check('models_managed_by_check', MANAGED_BY_CHECK)
export class ModelRow {
  @PrimaryColumn({ name: 'tenant_id', type: 'text', primaryKeyConstraintName: 'models_pkey' })
  readonly tenantId!: TenantId;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'models_pkey' })
  readonly provider!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'models_pkey' })
  readonly model!: string;

  /** Without prices: those are in the price book. */
  @Column({ type: 'jsonb' })
  readonly document!: ModelDocument;

  @Column({ name: 'managed_by', type: 'text' })
  readonly managedBy!: ManagedBy;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  readonly updatedAt!: Date;
}
