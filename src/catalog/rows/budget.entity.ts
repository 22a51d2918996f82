/** A budget as it was declared. */
import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { TenantId } from '../../shared/domain/ids';
import type { BudgetDocument } from '../domain/budget-document';
import { MANAGED_BY_CHECK, type ManagedBy } from './managed-by';

@Entity('budgets')
@ForeignKey('Tenant', ['tenantId'], ['id'], { name: 'budgets_tenant_fkey' })
@Check('budgets_managed_by_check', MANAGED_BY_CHECK)
export class BudgetRow {
  @PrimaryColumn({ name: 'tenant_id', type: 'text', primaryKeyConstraintName: 'budgets_pkey' })
  readonly tenantId!: TenantId;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'budgets_pkey' })
  readonly name!: string;

  @Column({ type: 'jsonb' })
  readonly document!: BudgetDocument;

  @Column({ name: 'managed_by', type: 'text' })
  readonly managedBy!: ManagedBy;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  readonly updatedAt!: Date;
}
