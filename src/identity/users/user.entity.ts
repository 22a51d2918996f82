/** A person, as a directory knows them. */
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { TenantId, UserId } from '../../shared/domain/ids';
import { Tenant } from '../tenants/tenant.entity';

@Entity('users')
@ForeignKey(() => Tenant, ['tenantId'], ['id'], { name: 'users_tenant_fkey' })
// On (tenant_id, lower(email)), an expression that TypeORM cannot compare.
@Index('users_email_key', { synchronize: false })
export class User {
  @PrimaryColumn({ name: 'tenant_id', type: 'text', primaryKeyConstraintName: 'users_pkey' })
  readonly tenantId!: TenantId;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'users_pkey' })
  readonly id!: UserId;

  @Column({ type: 'text' })
  readonly email!: string;

  @Column({ name: 'display_name', type: 'text' })
  readonly displayName!: string;

  @Column({ type: 'boolean' })
  readonly active!: boolean;

  @Column({ name: 'created_at', type: 'timestamptz' })
  readonly createdAt!: Date;
}
