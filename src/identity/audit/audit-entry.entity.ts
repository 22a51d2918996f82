/** An entry of the audit log: who changed what, when, from what to what. Never updated, never deleted. */
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { TenantId } from '../../shared/domain/ids';
import { Tenant } from '../tenants/tenant.entity';

export type ActorKind = 'key' | 'user' | 'system';

@Entity('audit_log')
@ForeignKey(() => Tenant, ['tenantId'], ['id'], { name: 'audit_log_tenant_fkey' })
@Check('audit_log_actor_kind_check', `actor_kind IN ('key', 'user', 'system')`)
@Index('audit_log_target_idx', ['tenantId', 'targetKind', 'targetId', 'seq'])
export class AuditEntry {
  @PrimaryColumn({ name: 'tenant_id', type: 'text', primaryKeyConstraintName: 'audit_log_pkey' })
  readonly tenantId!: TenantId;

  /** 1, 2, 3, … within the tenant, in the order of commits and without gaps: an order that a chain can follow. */
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'audit_log_pkey' })
  readonly seq!: string;

  @Column({ type: 'timestamptz' })
  readonly at!: Date;

  @Column({ name: 'actor_kind', type: 'text' })
  readonly actorKind!: ActorKind;

  @Column({ name: 'actor_id', type: 'text' })
  readonly actorId!: string;

  /** `kind.verb`, as `team.create`. */
  @Column({ type: 'text' })
  readonly action!: string;

  @Column({ name: 'target_kind', type: 'text' })
  readonly targetKind!: string;

  @Column({ name: 'target_id', type: 'text' })
  readonly targetId!: string;

  /** As the API shows it, hence without secrets; null when there was nothing before. */
  @Column({ type: 'jsonb', nullable: true })
  readonly before!: object | null;

  /** Null when nothing is left. */
  @Column({ type: 'jsonb', nullable: true })
  readonly after!: object | null;
}
