/**
 * The decision: a pure, total function of the request's facts, the tenant's catalog and the state of the moment. Preview,
 * receipt, replay and backtest call this same function.
 *
 * Layers of design §4 in order: allowed and fit (filters.ts), the name's own groups (resolve.ts), mode and cost (rank.ts).
 */
import type { Candidate, Catalog, Mode } from '../../catalog/domain/catalog';
import type { DecisionResult, Rejected, Resolution } from './decision';
import { explain } from './explain';
import type { Facts, State } from './facts';
import { rejectionOf } from './filters';
import { expectedCall, rank } from './rank';
import { type Pool, resolve } from './resolve';

const DEFAULT_MODE: Mode = 'balanced';

export function decide(facts: Facts, catalog: Catalog, state: State): DecisionResult {
  const pool = resolve(facts.requested_model, catalog);
  if (pool === null) return { kind: 'unknown_model' };
  const mode = facts.mode ?? pool.mode ?? DEFAULT_MODE;
  const rejected: Rejected[] = [];
  const call = expectedCall(facts, state);
  const order = pool.groups.flatMap((group) => rank(passing(group, rejected, { facts, pool }), mode, call));
  const decision = { resolution: pool.resolution, mode, order, rejected };
  return { kind: 'decided', decision: { ...decision, explanation: explain(decision) } };
}

function passing(
  group: readonly Candidate[],
  rejected: Rejected[],
  { facts, pool }: { facts: Facts; pool: Pool },
): Candidate[] {
  const barred = endpointAllowed(pool.resolution, facts) ? null : 'endpoint_not_allowed';
  return group.filter((candidate) => {
    const reason = barred ?? rejectionOf(candidate, facts);
    if (reason !== null) rejected.push({ candidate, reason });
    return reason === null;
  });
}

/** A key that is bound to endpoints may name a model only where its models are listed too. */
function endpointAllowed(
  resolution: Resolution,
  { allowed_endpoints: endpoints, allowed_models: models }: Facts,
): boolean {
  if (endpoints === null) return true;
  return resolution.kind === 'endpoint' ? endpoints.includes(resolution.endpoint) : models !== null;
}
