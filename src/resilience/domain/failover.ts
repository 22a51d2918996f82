/** A failover as it is audited: what was left, where the request went, and why; and its line of JSON in the journal. */
import type { FailureClass } from '../../ledger/domain/attempt';

export { FAILURE_CLASSES } from '../../ledger/domain/attempt';

export const FAILOVER_REASONS = [
  'circuit_open',
  'failure',
  'health_degraded',
  'latency_over_budget',
  'budget_action',
  'rule',
  'manual',
] as const;
export type FailoverReason = (typeof FAILOVER_REASONS)[number];

/** One hop, or a first choice that was passed over. Names are the catalog's; nulls where the request went nowhere. */
export interface Failover {
  /** `fo_…` */
  readonly id: string;
  readonly tenantId: string;
  readonly requestId: string;
  readonly decisionId: string;
  /** 1 for the first of a request. */
  readonly hop: number;
  readonly from: Place;
  readonly to: Place | null;
  /** Of the attempt that failed; null where none was made. */
  readonly failureClass: FailureClass | null;
  readonly reason: FailoverReason;
  /** ISO 8601 with milliseconds, `Z`. */
  readonly decidedAt: string;
  /** Of the attempt that failed, milliseconds. */
  readonly latencyMs: number | null;
  /** Of the attempt that failed, nano-dollars; null: unknown. */
  readonly costNanoUsd: bigint | null;
}

export interface Place {
  readonly provider: string;
  readonly model: string;
  /** '' where the provider needs none. */
  readonly credential: string;
}

/** The row of `v3_failover_decisions`. */
export function failoverLine(hop: Failover): string {
  const { from, to } = hop;
  return JSON.stringify({
    id: hop.id,
    tenant_id: hop.tenantId,
    request_id: hop.requestId,
    decision_id: hop.decisionId,
    hop: hop.hop,
    from_provider: from.provider,
    to_provider: to?.provider ?? null,
    model_id: from.model,
    from_model_id: from.model,
    to_model_id: to?.model ?? null,
    from_credential: from.credential,
    to_credential: to?.credential ?? null,
    failure_class: hop.failureClass,
    reason: hop.reason,
    decided_at: hop.decidedAt,
    latency_ms: hop.latencyMs === null ? null : Math.round(hop.latencyMs),
    cost_nano_usd: hop.costNanoUsd === null ? null : String(hop.costNanoUsd),
  });
}

/** The day of UTC that a row belongs to, `2026-01-31`. */
export const dayOfInstant = (iso: string): string => iso.slice(0, 10);
