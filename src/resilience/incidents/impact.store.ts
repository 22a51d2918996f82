/** The SQL of what an incident did to calls: requests that failed at its provider while it lasted, and how they ended. */
import type { ClickHouse } from '../../clickhouse';
import type { TenantId } from '../../shared/domain/ids';
import { CALLERS_DOING } from '../domain/availability';

export interface Affected {
  readonly tenantId: TenantId;
  readonly provider: string;
  readonly models: readonly string[];
  /** Of when requests came: from (inclusive) to (exclusive). */
  readonly fromMs: number;
  readonly toMs: number;
}

export interface ImpactRow {
  readonly calls_failed: string;
  readonly saved: string;
  readonly lost: string;
}

export interface RequestRow {
  readonly request_id: string;
  readonly decision_id: string;
  readonly at_ms: string;
  readonly calls_failed: string;
  readonly failure_class: string;
  /** Of its last call. */
  readonly outcome: string;
  readonly last_provider: string;
  readonly last_model: string;
}

const FAILED = `provider = {provider:String} AND model IN {models:Array(String)}
  AND outcome IN ('failure', 'partial') AND failure_class NOT IN {callers_doing:Array(String)}`;
const WITHIN = `tenant_id = {tenant:String}
  AND queued_at >= {from:DateTime64(3, 'UTC')} AND queued_at < {to:DateTime64(3, 'UTC')}`;

const REQUESTS = `
  SELECT request_id, any(decision_id) AS decision_id, toUnixTimestamp64Milli(min(queued_at)) AS at_ms,
    countIf(${FAILED}) AS calls_failed, anyIf(failure_class, ${FAILED}) AS failed_class,
    argMax(ledger_attempts.outcome, attempt) AS last_outcome, argMax(provider, attempt) AS last_provider,
    argMax(model, attempt) AS last_model
  FROM ledger_attempts
  WHERE ${WITHIN} AND request_id IN (SELECT request_id FROM ledger_attempts WHERE ${WITHIN} AND ${FAILED})
  GROUP BY request_id`;

export class ImpactStore {
  constructor(private readonly clickhouse: ClickHouse) {}

  async impact(affected: Affected): Promise<ImpactRow> {
    const [row] = await this.clickhouse.query<ImpactRow>(
      'incidents.impact',
      `SELECT sum(calls_failed) AS calls_failed, countIf(last_outcome = 'success') AS saved,
         countIf(last_outcome IN ('failure', 'partial')) AS lost FROM (${REQUESTS})`,
      paramsOf(affected),
    );
    return row ?? { calls_failed: '0', saved: '0', lost: '0' };
  }

  /** Newest first. @param before a request; null: from the newest on */
  requests(affected: Affected, limit: number, before: { atMs: number; id: string } | null): Promise<RequestRow[]> {
    const page = before === null ? '' : 'WHERE (at_ms, request_id) < ({before_ms:Int64}, {before_id:String})';
    return this.clickhouse.query<RequestRow>(
      'incidents.requests',
      `SELECT request_id, decision_id, at_ms, calls_failed, failed_class AS failure_class, last_outcome AS outcome,
         last_provider, last_model
       FROM (${REQUESTS}) ${page} ORDER BY at_ms DESC, request_id DESC LIMIT {limit:UInt32}`,
      { ...paramsOf(affected), limit, ...(before === null ? {} : { before_ms: before.atMs, before_id: before.id }) },
    );
  }
}

const paramsOf = ({ tenantId, provider, models, fromMs, toMs }: Affected): Record<string, unknown> => ({
  ...{ tenant: tenantId, provider, models, from: fromMs / 1000, to: toMs / 1000, callers_doing: CALLERS_DOING },
});
