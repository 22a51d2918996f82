/** A circuit as it was last seen, and what made it so. */
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { TenantId } from '../../shared/domain/ids';
import type { Counts } from '../domain/circuit';

const KEY = 'v3_provider_circuit_breakers_pkey';

@Entity('v3_provider_circuit_breakers')
@ForeignKey('Tenant', ['tenantId'], ['id'], { name: 'v3_provider_circuit_breakers_tenant_fkey' })
export class CircuitBreakerRow {
  @PrimaryColumn({ name: 'tenant_id', type: 'text', primaryKeyConstraintName: KEY })
  readonly tenantId!: TenantId;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: KEY })
  readonly provider!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: KEY })
  readonly model!: string;

  /** '' where the provider needs none. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: KEY })
  readonly credential!: string;

  /** Of a newer version it may be a word that we do not know. */
  @Column({ type: 'text' })
  readonly state!: string;

  @Column({ type: 'timestamptz' })
  readonly since!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  readonly until!: Date | null;

  @Column({ type: 'text' })
  readonly reason!: string;

  /** Why it first opened; null: it is closed. */
  @Column({ type: 'text', nullable: true })
  readonly cause!: string | null;

  @Column({ name: 'failure_class', type: 'text', nullable: true })
  readonly failureClass!: string | null;

  @Column({ type: 'jsonb' })
  readonly counts!: Counts;

  @Column({ name: 'changed_by', type: 'text', nullable: true })
  readonly changedBy!: string | null;

  /** How often it has opened since it is known. */
  @Column({ name: 'opened_count', type: 'integer' })
  readonly openedCount!: number;

  @Column({ type: 'integer' })
  readonly version!: number;
}
