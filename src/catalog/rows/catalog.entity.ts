/** A catalog as it was used, stored once per hash. */
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { TenantId } from '../../shared/domain/ids';
import type { CatalogJson } from '../domain/catalog-json';

@Entity('catalogs')
@ForeignKey('Tenant', ['tenantId'], ['id'], { name: 'catalogs_tenant_fkey' })
export class CatalogRow {
  @PrimaryColumn({ name: 'tenant_id', type: 'text', primaryKeyConstraintName: 'catalogs_pkey' })
  readonly tenantId!: TenantId;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'catalogs_pkey' })
  readonly hash!: string;

  @Column({ type: 'jsonb' })
  readonly content!: CatalogJson;

  @Column({ name: 'created_at', type: 'timestamptz' })
  readonly createdAt!: Date;
}
