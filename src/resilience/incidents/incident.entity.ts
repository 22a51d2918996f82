/** An incident of a provider; of those that are open there is one a provider, whoever of the replicas saw it. */
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { IncidentId, TenantId } from '../../shared/domain/ids';
import type { AffectedCircuit, Opening, Severity } from '../domain/incident';
import type { IncidentEvent } from '../domain/incident-event';

@Entity('incidents')
@ForeignKey('Tenant', ['tenantId'], ['id'], { name: 'incidents_tenant_fkey' })
@Index('incidents_open_key', ['tenantId', 'provider'], { unique: true, where: `state = 'open'` })
@Index('incidents_tenant_idx', ['tenantId', 'openedAt', 'id'])
@Index('incidents_provider_idx', ['tenantId', 'provider', 'openedAt'])
@Check('incidents_state_check', `state IN ('open', 'resolved')`)
@Check('incidents_resolved_check', `(state = 'resolved') = (resolved_at IS NOT NULL)`)
export class IncidentRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'incidents_pkey' })
  readonly id!: IncidentId;

  @Column({ name: 'tenant_id', type: 'text' })
  readonly tenantId!: TenantId;

  @Column({ type: 'text' })
  readonly provider!: string;

  @Column({ type: 'text' })
  readonly state!: 'open' | 'resolved';

  @Column({ type: 'text' })
  readonly severity!: Severity;

  @Column({ name: 'opened_at', type: 'timestamptz', precision: 3 })
  readonly openedAt!: Date;

  @Column({ name: 'resolved_at', type: 'timestamptz', precision: 3, nullable: true })
  readonly resolvedAt!: Date | null;

  @Column({ type: 'integer' })
  readonly reopenings!: number;

  @Column({ name: 'opened_by', type: 'jsonb' })
  readonly openedBy!: Opening;

  @Column({ type: 'jsonb' })
  readonly circuits!: readonly AffectedCircuit[];

  /** What the journal may not have yet. */
  @Column({ type: 'jsonb' })
  readonly untold!: readonly IncidentEvent[];
}
