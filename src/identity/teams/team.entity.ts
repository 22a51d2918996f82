/** A team: who a project or a key belongs to. */
import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { TeamId, TenantId } from '../../shared/domain/ids';
import { Tenant } from '../tenants/tenant.entity';

@Entity('teams')
@ForeignKey(() => Tenant, ['tenantId'], ['id'], { name: 'teams_tenant_fkey' })
@Unique('teams_name_key', ['tenantId', 'name'])
export class Team {
  @PrimaryColumn({ name: 'tenant_id', type: 'text', primaryKeyConstraintName: 'teams_pkey' })
  readonly tenantId!: TenantId;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'teams_pkey' })
  readonly id!: TeamId;

  @Column({ type: 'text' })
  readonly name!: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  readonly createdAt!: Date;
}
