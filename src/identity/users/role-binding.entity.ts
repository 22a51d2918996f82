/** A role that a user holds: in the whole tenant, in a team, or in a project. */
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Role } from '../../shared/domain/access';
import type { ProjectId, RoleBindingId, TeamId, TenantId, UserId } from '../../shared/domain/ids';
import { Project } from '../projects/project.entity';
import { Team } from '../teams/team.entity';
import { Tenant } from '../tenants/tenant.entity';
import { User } from './user.entity';

@Entity('role_bindings')
@ForeignKey(() => Tenant, ['tenantId'], ['id'], { name: 'role_bindings_tenant_fkey' })
@ForeignKey(() => User, ['tenantId', 'userId'], ['tenantId', 'id'], { name: 'role_bindings_user_fkey' })
@ForeignKey(() => Team, ['tenantId', 'teamId'], ['tenantId', 'id'], { name: 'role_bindings_team_fkey' })
@ForeignKey(() => Project, ['tenantId', 'projectId'], ['tenantId', 'id'], { name: 'role_bindings_project_fkey' })
@Check('role_bindings_role_check', `role IN ('owner', 'admin', 'finance', 'operator', 'viewer', 'developer')`)
@Check('role_bindings_place_check', `num_nonnulls(team_id, project_id) <= 1`)
// Nulls are equal there, which TypeORM cannot say.
@Index('role_bindings_once_key', { synchronize: false })
export class RoleBinding {
  @PrimaryColumn({ name: 'tenant_id', type: 'text', primaryKeyConstraintName: 'role_bindings_pkey' })
  readonly tenantId!: TenantId;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'role_bindings_pkey' })
  readonly id!: RoleBindingId;

  @Column({ name: 'user_id', type: 'text' })
  readonly userId!: UserId;

  @Column({ type: 'text' })
  readonly role!: Role;

  @Column({ name: 'team_id', type: 'text', nullable: true })
  readonly teamId!: TeamId | null;

  @Column({ name: 'project_id', type: 'text', nullable: true })
  readonly projectId!: ProjectId | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  readonly createdAt!: Date;
}
