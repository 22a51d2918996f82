/** A hop from one provider to another as the audit trail keeps it. */
import type { JournalRecord } from '../journal';
import { type Failed, failoverLine, type Place } from '../resilience';
import type { Cost } from '../shared/domain/cost';
import { newId } from '../shared/ids';
import type { DecidedCall } from './call';
import type { Hop } from './hop';

/** An attempt that has failed before the caller saw anything of it. */
export interface FailedAttempt extends Failed<Hop> {
  /** 1 for the first of the call. */
  readonly attempt: number;
  readonly startedAtMs: number;
  /** How many hops had led to it. */
  readonly hops: number;
  /** null: it is not known. */
  readonly cost: Cost | null;
}

export interface Failover {
  /** 1 for the first of the call. */
  readonly hop: number;
  readonly from: Pick<Hop, 'candidate' | 'credential'>;
  readonly to: Hop;
  readonly atMs: number;
  /** null: nobody failed, the circuit of the first choice was open. */
  readonly failure: FailedAttempt | null;
}

/** Goes into the journal with the attempt that it leads to. */
export function failoverRecord({ principal, requestId, decisionId }: DecidedCall, made: Failover): JournalRecord {
  const { hop, from, to, atMs, failure } = made;
  const payload = failoverLine({
    ...{ id: newId('fo', atMs), tenantId: principal.tenantId, requestId, decisionId, hop },
    ...{ from: placeOf(from), to: placeOf(to), decidedAt: new Date(atMs).toISOString() },
    reason: failure === null ? 'circuit_open' : 'failure',
    failureClass: failure?.failureClass ?? null,
    latencyMs: failure === null ? null : failure.atMs - failure.startedAtMs,
    costNanoUsd: failure?.cost?.amount ?? null,
  });
  return { type: 'fact', topic: 'failover', key: '', payload };
}

const placeOf = ({ candidate, credential }: Pick<Hop, 'candidate' | 'credential'>): Place => ({
  ...{ provider: candidate.provider.name, model: candidate.model.model, credential },
});
