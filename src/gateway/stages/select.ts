/** Stage `select`: asks `decide()` and turns "nothing" into the error that says why. */
import { decide, reasonsOf, type State } from '../../routing';
import { BursarError } from '../../shared/errors';
import type { AdmittedCall, DecidedCall } from '../call';

/** @throws BursarError `model_not_found` */
export function select(call: AdmittedCall, state: State): DecidedCall {
  const result = decide(call.facts, { catalog: call.catalog, policy: call.policy?.admitted ?? null }, state);
  if (result.kind === 'unknown_model') throw new BursarError('model_not_found', { model: result.model });
  return { ...call, state, decision: result.decision };
}

/** Why nothing is left, with each candidate's reason in the details. */
export function noCandidate({ decision, decisionId, facts, reading }: DecidedCall): BursarError {
  const unreadable = decision.rejected.some(({ reason }) => reason.startsWith('unreadable:'));
  // Only providers of another dialect are left, and what they could not be told has a path.
  if (unreadable && reading !== null && 'fault' in reading) return reading.fault;
  const candidates = decision.rejected.map(({ candidate, reason }) => ({ candidate: candidate.id, reason }));
  const barred = candidates.length > 0 && candidates.every(({ reason }) => BARRED.has(reason));
  const details = { decision_id: decisionId, candidates };
  if (!barred) return new BursarError('no_candidate', { reasons: `${reasonsOf(decision.rejected)}.`, ...details });
  const allowed = [...(facts.allowed_models ?? []), ...(facts.allowed_endpoints ?? [])].join(', ');
  return new BursarError('model_not_allowed', { model: facts.requested_model, allowed, ...details });
}

const BARRED = new Set(['model_not_allowed', 'endpoint_not_allowed']);
