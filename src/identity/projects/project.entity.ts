/** A project: a piece of work whose spend is counted and capped together, of a team or of the whole tenant. */
import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { ProjectId, TeamId, TenantId } from '../../shared/domain/ids';
import { Team } from '../teams/team.entity';
import { Tenant } from '../tenants/tenant.entity';

@Entity('projects')
@ForeignKey(() => Tenant, ['tenantId'], ['id'], { name: 'projects_tenant_fkey' })
@ForeignKey(() => Team, ['tenantId', 'teamId'], ['tenantId', 'id'], { name: 'projects_team_fkey' })
@Unique('projects_name_key', ['tenantId', 'name'])
@Index('projects_team_idx', ['tenantId', 'teamId'])
export class Project {
  @PrimaryColumn({ name: 'tenant_id', type: 'text', primaryKeyConstraintName: 'projects_pkey' })
  readonly tenantId!: TenantId;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'projects_pkey' })
  readonly id!: ProjectId;

  @Column({ name: 'team_id', type: 'text', nullable: true })
  readonly teamId!: TeamId | null;

  @Column({ type: 'text' })
  readonly name!: string;

  /** Who answers for it: a person, a mailing list, a cost centre. */
  @Column({ type: 'text' })
  readonly owner!: string;

  /** IANA zone; null takes the tenant's. */
  @Column({ type: 'text', nullable: true })
  readonly timezone!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  readonly createdAt!: Date;
}
