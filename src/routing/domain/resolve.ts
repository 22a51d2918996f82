/** Which candidates a `model` name stands for. */
import type { Candidate, Catalog, Endpoint, Mode, Target } from '../../catalog/domain/catalog';
import { type Tier, TIERS } from '../../catalog/domain/model';
import type { Resolution } from './decision';

export interface Pool {
  readonly resolution: Resolution;
  /** Groups in hop order: the candidates of an earlier group come before those of a later one, whatever they cost. */
  readonly groups: readonly (readonly Candidate[])[];
  /** What the name itself asks for, where it is an endpoint with a mode. */
  readonly mode: Mode | null;
}

/** An endpoint's name wins over a model's, so that an operator can take a model's name over; null when nothing has the name. */
export function resolve(name: string, catalog: Catalog): Pool | null {
  const endpoint = catalog.endpointByName.get(name);
  if (endpoint) return endpointPool(endpoint, catalog);
  const exact = catalog.candidateById.get(name);
  if (exact) return { resolution: { kind: 'provider_model', id: exact.id }, groups: [[exact]], mode: null };
  const named = catalog.candidatesByName.get(name);
  if (named) return { resolution: { kind: 'model', model: name }, groups: [named], mode: null };
  const tier = TIERS.find((known) => known === name);
  if (tier) return { resolution: { kind: 'tier', tier }, groups: [tierCandidates(tier, catalog)], mode: null };
  return null;
}

function endpointPool(endpoint: Endpoint, catalog: Catalog): Pool {
  const groups = [endpoint.default, ...endpoint.fallback].map((target) => targetCandidates(target, catalog));
  return {
    resolution: { kind: 'endpoint', endpoint: endpoint.name },
    groups: withoutRepetition(groups),
    mode: endpoint.default.kind === 'mode' ? endpoint.default.mode : null,
  };
}

function targetCandidates(target: Target, catalog: Catalog): readonly Candidate[] {
  switch (target.kind) {
    case 'model': {
      const candidate = catalog.candidateById.get(`${target.provider}/${target.model}`);
      return candidate ? [candidate] : [];
    }
    case 'tier':
      return tierCandidates(target.tier, catalog);
    case 'mode':
      return catalog.candidates;
  }
}

const tierCandidates = (tier: Tier, catalog: Catalog): readonly Candidate[] => catalog.candidatesByTier.get(tier) ?? [];

function withoutRepetition(groups: readonly (readonly Candidate[])[]): (readonly Candidate[])[] {
  if (groups.length === 1) return [...groups];
  const seen = new Set<Candidate>();
  return groups.map((group) =>
    group.filter((candidate) => {
      const fresh = !seen.has(candidate);
      seen.add(candidate);
      return fresh;
    }),
  );
}
