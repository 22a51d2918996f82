/** An API key: what it may do and for whom it counts; of its secret only the hash is kept. */
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { ExtensionLevel, Role } from '../../shared/domain/access';
import type { ApiKeyId, ProjectId, TeamId, TenantId } from '../../shared/domain/ids';
import { Project } from '../projects/project.entity';
import { Team } from '../teams/team.entity';
import { Tenant } from '../tenants/tenant.entity';

@Entity('api_keys')
@ForeignKey(() => Tenant, ['tenantId'], ['id'], { name: 'api_keys_tenant_fkey' })
@ForeignKey(() => Team, ['tenantId', 'teamId'], ['tenantId', 'id'], { name: 'api_keys_team_fkey' })
@ForeignKey(() => Project, ['tenantId', 'projectId'], ['tenantId', 'id'], { name: 'api_keys_project_fkey' })
@Unique('api_keys_hash_key', ['hash'])
@Index('api_keys_name_key', ['tenantId', 'name'], { unique: true, where: 'revoked_at IS NULL' })
@Index('api_keys_team_idx', ['tenantId', 'teamId'])
@Index('api_keys_project_idx', ['tenantId', 'projectId'])
@Check('api_keys_role_check', `role IN ('owner', 'admin', 'finance', 'operator', 'viewer', 'developer')`)
@Check('api_keys_extension_check', `extension IN ('full', 'minimal', 'off')`)
@Check('api_keys_place_check', `num_nonnulls(team_id, project_id) <= 1`)
@Check('api_keys_rate_limits_check', `rate_limit_rpm > 0 AND rate_limit_tpm > 0`)
@Check('api_keys_allowed_models_check', `cardinality(allowed_models) > 0`)
@Check('api_keys_allowed_endpoints_check', `cardinality(allowed_endpoints) > 0`)
export class ApiKey {
  @PrimaryColumn({ name: 'tenant_id', type: 'text', primaryKeyConstraintName: 'api_keys_pkey' })
  readonly tenantId!: TenantId;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'api_keys_pkey' })
  readonly id!: ApiKeyId;

  /** Unique among the keys that are not revoked, so that a rotated key keeps its name. */
  @Column({ type: 'text' })
  readonly name!: string;

  /** Who answers for it: a person, a mailing list, a service. */
  @Column({ type: 'text' })
  readonly owner!: string;

  @Column({ type: 'text' })
  readonly role!: Role;

  /** The visible beginning of the secret. */
  @Column({ type: 'text' })
  readonly prefix!: string;

  /** SHA-256 of the secret; written once, and no read of the entity brings it back. */
  @Column({ type: 'bytea', select: false })
  readonly hash?: Buffer;

  /** At most one of team and project is set: the team of a project's key is the project's. */
  @Column({ name: 'team_id', type: 'text', nullable: true })
  readonly teamId!: TeamId | null;

  @Column({ name: 'project_id', type: 'text', nullable: true })
  readonly projectId!: ProjectId | null;

  /** Model names, `provider/model` or tiers; null allows all. */
  @Column({ name: 'allowed_models', type: 'text', array: true, nullable: true })
  readonly allowedModels!: string[] | null;

  /** Endpoint names; null allows all. */
  @Column({ name: 'allowed_endpoints', type: 'text', array: true, nullable: true })
  readonly allowedEndpoints!: string[] | null;

  /** Null takes the tenant's. */
  @Column({ type: 'text', nullable: true })
  readonly extension!: ExtensionLevel | null;

  /** Requests a minute; null: no limit. */
  @Column({ name: 'rate_limit_rpm', type: 'integer', nullable: true })
  readonly rateLimitRpm!: number | null;

  /** Tokens a minute; null: no limit. */
  @Column({ name: 'rate_limit_tpm', type: 'integer', nullable: true })
  readonly rateLimitTpm!: number | null;

  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  readonly expiresAt!: Date | null;

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  readonly revokedAt!: Date | null;

  /** The id of the key that made it, or what else did. */
  @Column({ name: 'created_by', type: 'text' })
  readonly createdBy!: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  readonly createdAt!: Date;

  /** Written in batches, up to a minute late. */
  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true })
  readonly lastUsedAt!: Date | null;
}
