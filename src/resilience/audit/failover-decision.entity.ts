/** A row of the failover audit. Appended through the journal, read, and dropped by whole days. */
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { TenantId } from '../../shared/domain/ids';

const KEY = 'v3_failover_decisions_pkey';

@Entity('v3_failover_decisions')
@Index('v3_failover_decisions_tenant_idx', ['tenantId', 'decidedAt', 'id'])
@Index('v3_failover_decisions_request_idx', ['tenantId', 'requestId'])
@Index('v3_failover_decisions_from_idx', ['tenantId', 'fromProvider', 'decidedAt'])
@Index('v3_failover_decisions_to_idx', ['tenantId', 'toProvider', 'decidedAt'])
export class FailoverDecision {
  @PrimaryColumn({ name: 'decided_at', type: 'timestamptz', precision: 3, primaryKeyConstraintName: KEY })
  readonly decidedAt!: Date;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: KEY })
  readonly id!: string;

  @Column({ name: 'tenant_id', type: 'text' })
  readonly tenantId!: TenantId;

  @Column({ name: 'request_id', type: 'text' })
  readonly requestId!: string;

  @Column({ name: 'decision_id', type: 'text' })
  readonly decisionId!: string;

  @Column({ type: 'integer' })
  readonly hop!: number;

  @Column({ name: 'from_provider', type: 'text' })
  readonly fromProvider!: string;

  @Column({ name: 'to_provider', type: 'text', nullable: true })
  readonly toProvider!: string | null;

  /** What the request was for: the same as `fromModelId`, under its published name. */
  @Column({ name: 'model_id', type: 'text', nullable: true })
  readonly modelId!: string | null;

  @Column({ name: 'from_model_id', type: 'text' })
  readonly fromModelId!: string;

  @Column({ name: 'to_model_id', type: 'text', nullable: true })
  readonly toModelId!: string | null;

  @Column({ name: 'from_credential', type: 'text' })
  readonly fromCredential!: string;

  @Column({ name: 'to_credential', type: 'text', nullable: true })
  readonly toCredential!: string | null;

  @Column({ name: 'failure_class', type: 'text', nullable: true })
  readonly failureClass!: string | null;

  @Column({ type: 'text' })
  readonly reason!: string;

  @Column({ name: 'latency_ms', type: 'integer', nullable: true })
  readonly latencyMs!: number | null;

  @Column({ name: 'cost_nano_usd', type: 'bigint', nullable: true })
  readonly costNanoUsd!: string | null;
}
