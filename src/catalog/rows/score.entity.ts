/** One result of an evaluation of a model; never updated, a correction is a new row. */
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { TenantId } from '../../shared/domain/ids';

@Entity('quality_scores')
@ForeignKey('Tenant', ['tenantId'], ['id'], { name: 'quality_scores_tenant_fkey' })
@Check('quality_scores_value_check', 'value BETWEEN 0 AND 1')
@Check('quality_scores_n_check', 'n >= 1')
@Index('quality_scores_day_idx', ['tenantId', 'provider', 'model', 'name', 'date', 'revision'])
export class ScoreRow {
  @PrimaryColumn({ name: 'tenant_id', type: 'text', primaryKeyConstraintName: 'quality_scores_pkey' })
  readonly tenantId!: TenantId;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'quality_scores_pkey' })
  readonly revision!: number;

  @Column({ type: 'text' })
  readonly provider!: string;

  @Column({ type: 'text' })
  readonly model!: string;

  /** What was measured, as `overall` or `mmlu-pro`. */
  @Column({ type: 'text' })
  readonly name!: string;

  /** 0..1, more is better. */
  @Column({ type: 'double precision' })
  readonly value!: number;

  /** Items that it is the mean of. */
  @Column({ type: 'integer' })
  readonly n!: number;

  /** ISO day (UTC) of the evaluation. */
  @Column({ type: 'date' })
  readonly date!: string;

  @Column({ type: 'text', nullable: true })
  readonly source!: string | null;

  @Column({ name: 'recorded_at', type: 'timestamptz' })
  readonly recordedAt!: Date;
}
