/** What `GET /v1/sla/failover-audit` takes and answers. */
import { z } from 'zod';
import { moment, zone } from '../../ledger';
import { formatUsd, nanoUsd } from '../../shared/domain/money';
import { idCursor, pageQuery, pageSchema } from '../../shared/pagination';
import { shownName } from '../domain/breaker-key';
import { FAILOVER_REASONS, FAILURE_CLASSES } from '../domain/failover';
import type { FailoverCount } from './failover.store';
import type { FailoverDecision } from './failover-decision.entity';

const name = z.string().min(1).max(200).optional();

const filters = {
  from: moment.optional(),
  to: moment.optional(),
  tz: zone.optional(),
  /** On either side. */
  provider: name,
  model: name,
  failure_class: z.enum(FAILURE_CLASSES).optional(),
  reason: z.enum(FAILOVER_REASONS).optional(),
  request_id: name,
};

export const summaryQuery = z.strictObject(filters);
export type SummaryQuery = z.infer<typeof summaryQuery>;

export const auditQuery = pageQuery.extend({
  ...filters,
  cursor: idCursor,
  format: z.enum(['json', 'csv']).default('json'),
});
export type AuditQuery = z.infer<typeof auditQuery>;

const auditRow = z.object({
  id: z.string(),
  decided_at: z.string(),
  from_provider: z.string(),
  to_provider: z.string().nullable(),
  model_id: z.string().nullable(),
  failure_class: z.string().nullable(),
  reason: z.string(),
  hop: z.int(),
  request_id: z.string(),
  decision_id: z.string(),
  from_model_id: z.string(),
  to_model_id: z.string().nullable(),
  from_credential: z.string().nullable(),
  to_credential: z.string().nullable(),
  latency_ms: z.int().nullable(),
  cost_usd: z.string().nullable(),
});
export type AuditRow = z.output<typeof auditRow>;

export const AUDIT_COLUMNS = Object.keys(auditRow.shape);
export const auditPage = pageSchema(auditRow);

export const viewFailover = (row: FailoverDecision): AuditRow => ({
  id: row.id,
  decided_at: row.decidedAt.toISOString(),
  from_provider: row.fromProvider,
  to_provider: row.toProvider,
  model_id: row.modelId,
  failure_class: row.failureClass,
  reason: row.reason,
  hop: row.hop,
  request_id: row.requestId,
  decision_id: row.decisionId,
  from_model_id: row.fromModelId,
  to_model_id: row.toModelId,
  from_credential: shownName(row.fromCredential),
  to_credential: row.toCredential === null ? null : shownName(row.toCredential),
  latency_ms: row.latencyMs,
  cost_usd: row.costNanoUsd === null ? null : formatUsd(nanoUsd(BigInt(row.costNanoUsd))),
});

const pairs = z.object({
  from_provider: z.string(),
  from_model_id: z.string(),
  to_provider: z.string().nullable(),
  to_model_id: z.string().nullable(),
  failure_class: z.string().nullable(),
  reason: z.string(),
  failovers: z.int(),
  requests: z.int(),
});

export const summaryAnswer = z.object({ from: z.string(), to: z.string(), failovers: z.int(), data: z.array(pairs) });
export type Summary = z.output<typeof summaryAnswer>;

export const viewCount = ({ failovers, requests, ...pair }: FailoverCount): z.output<typeof pairs> => ({
  ...pair,
  failovers: Number(failovers),
  requests: Number(requests),
});
