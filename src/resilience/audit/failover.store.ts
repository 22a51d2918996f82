/** Reading the failover audit. */
import { type DataSource, Brackets, type SelectQueryBuilder } from 'typeorm';
import type { TenantId } from '../../shared/domain/ids';
import type { Before } from '../../shared/pagination';
import { FailoverDecision } from './failover-decision.entity';

/** `from` inclusive, `to` exclusive. */
export interface FailoverFilter {
  readonly fromMs: number;
  readonly toMs: number;
  /** On either side. */
  readonly provider?: string | undefined;
  readonly model?: string | undefined;
  readonly failure_class?: string | undefined;
  readonly reason?: string | undefined;
  readonly request_id?: string | undefined;
}

/** Counts as decimal strings. */
export interface FailoverCount {
  readonly from_provider: string;
  readonly from_model_id: string;
  readonly to_provider: string | null;
  readonly to_model_id: string | null;
  readonly failure_class: string | null;
  readonly reason: string;
  readonly failovers: string;
  readonly requests: string;
}

/** Filter → columns of which one must have its value. */
const COLUMNS = {
  provider: ['fromProvider', 'toProvider'],
  model: ['fromModelId', 'toModelId'],
  failure_class: ['failureClass'],
  reason: ['reason'],
  request_id: ['requestId'],
} as const satisfies Partial<Record<keyof FailoverFilter, readonly (keyof FailoverDecision)[]>>;

const PAIR = ['from_provider', 'from_model_id', 'to_provider', 'to_model_id', 'failure_class', 'reason'] as const;

export class FailoverStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Newest first. */
  page(
    tenantId: TenantId,
    filter: FailoverFilter,
    { limit, before }: { limit: number; before: Before | null },
  ): Promise<FailoverDecision[]> {
    const query = this.filtered(tenantId, filter);
    if (before !== null) query.andWhere('(f.decidedAt, f.id) < (:at, :id)', before);
    return query.orderBy('f.decidedAt', 'DESC').addOrderBy('f.id', 'DESC').limit(limit).getMany();
  }

  /** By where from, where to and why, the most frequent first. */
  counts(tenantId: TenantId, filter: FailoverFilter, limit: number): Promise<FailoverCount[]> {
    const query = this.filtered(tenantId, filter).select('count(*)', 'failovers');
    query.addSelect('count(DISTINCT f.request_id)', 'requests');
    for (const column of PAIR) query.addSelect(`f.${column}`, column).addGroupBy(`f.${column}`);
    return query.orderBy('count(*)', 'DESC').limit(limit).getRawMany<FailoverCount>();
  }

  private filtered(tenantId: TenantId, filter: FailoverFilter): SelectQueryBuilder<FailoverDecision> {
    const query = this.dataSource
      .getRepository(FailoverDecision)
      .createQueryBuilder('f')
      .where('f.tenantId = :tenantId', { tenantId })
      .andWhere('f.decidedAt >= :from AND f.decidedAt < :to', {
        from: new Date(filter.fromMs),
        to: new Date(filter.toMs),
      });
    for (const [name, columns] of Object.entries(COLUMNS)) {
      const value = filter[name as keyof typeof COLUMNS];
      if (value === undefined) continue;
      const either = columns.map((column) => `f.${column} = :${name}`).join(' OR ');
      query.andWhere(new Brackets((condition) => condition.where(either, { [name]: value })));
    }
    return query;
  }
}
