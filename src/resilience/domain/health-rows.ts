/** Rows about providers' health as their lines of JSON in the journal. */
import type { FailureClass } from '../../ledger/domain/attempt';
import type { Transition } from './transition';

/** A call that nobody asked for, made to see whether a provider answers. */
export interface ProbeSample {
  readonly sampleId: string;
  readonly tenantId: string;
  readonly provider: string;
  readonly model: string;
  readonly credential: string;
  readonly sampledAtMs: number;
  readonly failureClass: FailureClass | null;
  /** null: none came. */
  readonly httpStatus: number | null;
  readonly latencyMs: number;
}

/** Of `provider_health_samples`; attempts get theirs from the ledger. */
export const probeLine = (sample: ProbeSample): string =>
  JSON.stringify({
    tenant_id: sample.tenantId,
    provider: sample.provider,
    model: sample.model,
    sampled_at: seconds(sample.sampledAtMs),
    sample_id: sample.sampleId,
    credential: sample.credential,
    source: 'probe',
    outcome: sample.failureClass === null ? 'success' : 'failure',
    failure_class: sample.failureClass ?? '',
    http_status: sample.httpStatus ?? 0,
    latency_ms: Math.round(sample.latencyMs),
  });

/** Of `breaker_transitions`. */
export const transitionLine = (id: string, transition: Transition): string =>
  JSON.stringify({
    tenant_id: transition.key.tenantId,
    at: seconds(transition.atMs),
    transition_id: id,
    provider: transition.key.provider,
    model: transition.key.model,
    credential: transition.key.credential,
    from_state: transition.from,
    to_state: transition.to,
    reason: transition.reason,
    failure_class: transition.failureClass ?? '',
    until: transition.untilMs === null ? null : seconds(transition.untilMs),
    changed_by: transition.by ?? '',
    counts: JSON.stringify(transition.counts),
  });

/** ClickHouse reads a DateTime64 from a quoted text of seconds with decimals. */
const seconds = (atMs: number): string => (atMs / 1000).toFixed(3);
