/** The SQL of the SLA report. */
import type { ClickHouse } from '../../clickhouse';
import type { TenantId } from '../../shared/domain/ids';
import { CALLERS_DOING, type FailureClass, type Outcome } from '../domain/availability';

/** From (inclusive) to (exclusive). */
export interface ReportRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Requests by how their last attempt ended. */
export interface RequestCount {
  readonly outcome: Outcome;
  readonly failure_class: FailureClass | '';
  /** Whether it had more than one attempt. */
  readonly several: 0 | 1;
  readonly requests: string;
}

export interface ProviderCount {
  readonly provider: string;
  readonly outcome: Outcome;
  readonly failure_class: FailureClass | '';
  readonly samples: string;
}

/** A circuit that opened, and when the first of the calls that opened it was made; null: there is none. */
export interface Detection {
  readonly provider: string;
  readonly opened_ms: string;
  readonly first_failure_ms: string | null;
}

// Nearly all requests have one attempt: only those with several are put together.
const REQUESTS = `
  WITH several AS (SELECT DISTINCT request_id FROM ledger_attempts WHERE $range AND attempt > 1)
  SELECT last_outcome AS outcome, last_class AS failure_class, several, sum(calls) AS requests
  FROM (
    SELECT outcome AS last_outcome, failure_class AS last_class, 0 AS several, count() AS calls
    FROM ledger_attempts WHERE $range AND attempt = 1 AND request_id NOT IN (SELECT request_id FROM several)
    GROUP BY last_outcome, last_class
    UNION ALL
    SELECT last_outcome, last_class, 1 AS several, count() AS calls
    FROM (
      SELECT argMax(outcome, attempt) AS last_outcome, argMax(failure_class, attempt) AS last_class
      FROM ledger_attempts WHERE $range AND request_id IN (SELECT request_id FROM several)
      GROUP BY request_id
    )
    GROUP BY last_outcome, last_class
  )
  GROUP BY outcome, failure_class, several`.replaceAll(
  '$range',
  `tenant_id = {tenant:String} AND queued_at >= {from:DateTime64(3, 'UTC')} AND queued_at < {to:DateTime64(3, 'UTC')}`,
);

const PROVIDERS = `
  SELECT provider, outcome, failure_class, sum(health.samples) AS samples
  FROM provider_health AS health
  WHERE tenant_id = {tenant:String} AND slot >= {from:DateTime('UTC')} AND slot < {to:DateTime('UTC')}
  GROUP BY provider, outcome, failure_class ORDER BY provider`;

// A circuit that opens by failures in a row began to fail after its last answer; one that opens by a share of its window,
// within that window.
const DETECTIONS = `
  WITH
    openings AS (
      SELECT at, provider, model, credential, reason FROM breaker_transitions
      WHERE tenant_id = {tenant:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
        AND from_state = 'closed' AND to_state = 'open' AND changed_by = ''
      ORDER BY at DESC LIMIT {limit:UInt32}
    ),
    near AS (
      SELECT provider, model, credential, sampled_at, outcome, failure_class,
        addMilliseconds(sampled_at, ifNull(latency_ms, 0)) AS ended
      FROM provider_health_samples
      WHERE tenant_id = {tenant:String} AND (provider, model) IN (SELECT provider, model FROM openings)
        AND toStartOfInterval(sampled_at, INTERVAL 5 MINUTE) IN (
          SELECT arrayJoin(arrayMap(n -> toStartOfInterval(at - toIntervalMinute(5 * n), INTERVAL 5 MINUTE), range({slots:UInt8})))
          FROM openings
        )
    ),
    since AS (
      SELECT o.at AS at, o.provider AS provider, o.model AS model, o.credential AS credential,
        if(o.reason = 'failures_in_row', greatest(ok.ended, o.at - toIntervalMinute(5 * ({slots:UInt8} - 1))), o.at - toIntervalSecond({window:UInt32})) AS earliest
      FROM openings AS o
      ASOF LEFT JOIN (SELECT provider, model, credential, ended FROM near WHERE outcome = 'success') AS ok
      ON o.provider = ok.provider AND o.model = ok.model AND o.credential = ok.credential AND o.at >= ok.ended
    )
  SELECT s.provider AS provider, toUnixTimestamp64Milli(s.at) AS opened_ms,
    if(f.ended > s.at OR f.provider = '', NULL, toUnixTimestamp64Milli(f.sampled_at)) AS first_failure_ms
  FROM since AS s
  ASOF LEFT JOIN (
    SELECT provider, model, credential, sampled_at, ended FROM near
    WHERE outcome IN ('failure', 'partial') AND failure_class NOT IN {callers_doing:Array(String)}
  ) AS f
  ON s.provider = f.provider AND s.model = f.model AND s.credential = f.credential AND s.earliest < f.ended
  ORDER BY opened_ms`;

// A circuit that began to fail a quarter of an hour before it opened is hardly called.
const SLOTS_BEFORE = 4;
const MAX_OPENINGS = 1000;

export class SlaReportStore {
  constructor(private readonly clickhouse: ClickHouse) {}

  requests(tenantId: TenantId, range: ReportRange): Promise<RequestCount[]> {
    return this.clickhouse.query<RequestCount>('report.requests', REQUESTS, paramsOf(tenantId, range));
  }

  providers(tenantId: TenantId, range: ReportRange): Promise<ProviderCount[]> {
    return this.clickhouse.query<ProviderCount>('report.providers', PROVIDERS, paramsOf(tenantId, range));
  }

  /** @param windowS of the breaker */
  detections(tenantId: TenantId, range: ReportRange, windowS: number): Promise<Detection[]> {
    return this.clickhouse.query<Detection>('report.detections', DETECTIONS, {
      ...paramsOf(tenantId, range),
      ...{ slots: SLOTS_BEFORE, limit: MAX_OPENINGS, window: windowS, callers_doing: CALLERS_DOING },
    });
  }
}

const paramsOf = (tenantId: TenantId, { fromMs, toMs }: ReportRange): Record<string, unknown> => ({
  ...{ tenant: tenantId, from: fromMs / 1000, to: toMs / 1000 },
});
