/** The candidates that passed the hard filters, with what the soft layers and the order look at. */
import type { Catalog } from '../../catalog/domain/catalog';
import type { Ranked, Rejected } from './decision';
import { envelopeOf } from './envelope';
import type { Facts, State } from './facts';
import { rejectionOf } from './filters';
import { measured } from './measured';
import type { Group, Plan } from './plan';

export interface Contender extends Ranked {
  readonly group: Group;
}

/** Layers 1 and 2: what may and can serve the request at all. */
export function contendersOf(
  plan: Plan,
  facts: Facts,
  { catalog, state }: { catalog: Catalog; state: State },
): { contenders: Contender[]; rejected: Rejected[] } {
  const contenders: Contender[] = [];
  const rejected: Rejected[] = [];
  const barred = endpointAllowed(plan, facts) ? null : 'endpoint_not_allowed';
  const envelope = envelopeOf(catalog, facts, state);
  for (const group of plan.groups) {
    for (const candidate of group.candidates) {
      const reason = barred ?? rejectionOf(candidate, facts, state, envelope);
      if (reason !== null) rejected.push({ candidate, reason });
      else
        contenders.push({
          group,
          line: group.line,
          ...measured(candidate, facts, state),
          score: null,
          missed: null,
          health: state.health[candidate.id] ?? null,
        });
    }
  }
  return { contenders, rejected };
}

/** A key that is bound to endpoints may name a model only where its models are listed too. */
function endpointAllowed({ endpoint }: Plan, { allowed_endpoints: endpoints, allowed_models: models }: Facts): boolean {
  if (endpoints === null) return true;
  return endpoint === null ? models !== null : endpoints.includes(endpoint.name);
}
