/** What a model costs from a day on, in the tenant's own words; never updated, a correction is a new row. */
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { TenantId } from '../../shared/domain/ids';
import type { PriceDocument } from '../domain/price-document';
import { MANAGED_BY_CHECK, type ManagedBy } from './managed-by';

@Entity('price_book')
@ForeignKey('Tenant', ['tenantId'], ['id'], { name: 'price_book_tenant_fkey' })
@Check('price_book_managed_by_check', MANAGED_BY_CHECK)
@Index('price_book_day_idx', ['tenantId', 'provider', 'model', 'validFrom', 'revision'])
export class PriceBookRow {
  @PrimaryColumn({ name: 'tenant_id', type: 'text', primaryKeyConstraintName: 'price_book_pkey' })
  readonly tenantId!: TenantId;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'price_book_pkey' })
  readonly revision!: number;

  @Column({ type: 'text' })
  readonly provider!: string;

  @Column({ type: 'text' })
  readonly model!: string;

  /** ISO day (UTC); null: since ever. */
  @Column({ name: 'valid_from', type: 'date', nullable: true })
  readonly validFrom!: string | null;

  /** null withdraws the row of this day. */
  @Column({ type: 'jsonb', nullable: true })
  readonly document!: PriceDocument | null;

  @Column({ name: 'managed_by', type: 'text' })
  readonly managedBy!: ManagedBy;

  @Column({ name: 'recorded_at', type: 'timestamptz' })
  readonly recordedAt!: Date;
}
