/** What the `model` of a body stands for. */
import type { Candidate, Catalog, Endpoint } from '../../catalog/domain/catalog';
import { type Tier, TIERS } from '../../catalog/domain/model';
import type { Resolution } from './decision';
import type { Facts } from './facts';

export type Subject =
  | { readonly kind: 'endpoint'; readonly endpoint: Endpoint }
  | { readonly kind: 'candidates'; readonly candidates: readonly Candidate[]; readonly resolution: Resolution }
  | { readonly kind: 'tier'; readonly tier: Tier }
  | { readonly kind: 'policy'; readonly policy: string };

/** In `model`, what follows is a policy's name, or with `policy_ir` a label. */
export const POLICY_PREFIX = 'policy:';

/** An endpoint's name wins over a model's, so that an operator can take a model's name over; null when nothing has the name. */
function resolve({ requested_model: name, policy }: Facts, catalog: Catalog): Subject | null {
  const endpoint = catalog.endpointByName.get(name);
  if (endpoint) return { kind: 'endpoint', endpoint };
  if (policy !== null && name.startsWith(POLICY_PREFIX)) {
    return { kind: 'policy', policy: name.slice(POLICY_PREFIX.length) };
  }
  const exact = catalog.candidateById.get(name);
  if (exact) return { kind: 'candidates', candidates: [exact], resolution: { kind: 'provider_model', id: exact.id } };
  const named = catalog.candidatesByName.get(name);
  if (named) return { kind: 'candidates', candidates: named, resolution: { kind: 'model', model: name } };
  const tier = TIERS.find((known) => known === name);
  return tier ? { kind: 'tier', tier } : null;
}

/** That of `model`, and those of the list behind it; the first name that nothing has is an error. */
export function resolveAll(facts: Facts, catalog: Catalog): readonly [Subject, ...Subject[]] | { unknown: string } {
  const first = resolve(facts, catalog);
  if (first === null) return { unknown: facts.requested_model };
  const subjects: [Subject, ...Subject[]] = [first];
  for (const name of facts.models ?? []) {
    const subject = resolve({ ...facts, requested_model: name }, catalog);
    if (subject === null) return { unknown: name };
    subjects.push(subject);
  }
  return subjects;
}

export function resolutionOf(subject: Subject): Resolution {
  switch (subject.kind) {
    case 'endpoint':
      return { kind: 'endpoint', endpoint: subject.endpoint.name };
    case 'candidates':
      return subject.resolution;
    case 'tier':
      return { kind: 'tier', tier: subject.tier };
    case 'policy':
      return { kind: 'policy', policy: subject.policy };
  }
}
