/** What predicates mean: null where one holds for a candidate, else the reason why not. */
import { booleanField, type Host, numberField } from './fields';
import { isGiven, member } from './json';
import type { Algebra, PolicyCandidate, Pred, Relation } from './meaning';
import { meetsRequirements } from './requirements';
import { hasCapability } from './scene';

const COMPARISONS: Readonly<Record<Relation, (a: number, b: number) => boolean>> = {
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  ge: (a, b) => a >= b,
  gt: (a, b) => a > b,
};

const TIER_OF_NONE = 'fallback';
const tierOf = ({ tier }: PolicyCandidate): unknown => tier ?? TIER_OF_NONE;

/** The peer of a marketplace, else the provider itself. */
const servedBy = ({ served_by: peer, offer, provider_id: provider }: PolicyCandidate): unknown =>
  peer ?? member(offer, 'peer_id') ?? provider;

const equals =
  (read: (candidate: PolicyCandidate) => unknown, wanted: string, reason: string): Pred =>
  (candidate) =>
    read(candidate) === wanted ? null : reason;

/** What does not depend on the host. */
const BARE: Omit<Algebra<'Pred'>, 'is' | 'cmp' | 'min_tier'> = {
  top: () => () => null,
  bot: () => () => 'bot',
  and: (...preds) => conjunction(preds),
  or:
    (...preds) =>
    (candidate, scene) =>
      preds.some((pred) => pred(candidate, scene) === null) ? null : 'or',
  not: (pred) => (candidate, scene) => (pred(candidate, scene) === null ? 'not' : null),
  meets_req: () => meetsRequirements,
  scope_matches: () => (candidate, scene) =>
    !isGiven(candidate['scope']) || candidate['scope'] === scene.scope ? null : 'scope',
  tier_eq: (tier) => equals(tierOf, tier, 'tier'),
  family_eq: (family) => equals((candidate) => candidate.model_family, family, 'model_family'),
  provider_eq: (provider) => equals((candidate) => candidate.provider_id, provider, 'provider_id'),
  served_by_eq: (peer) => equals(servedBy, peer, 'served_by'),
  has_cap: (flag) => (candidate) =>
    hasCapability(candidate['capabilities'], flag) ? null : `missing_capability:${flag}`,
};

function conjunction(preds: readonly Pred[]): Pred {
  return (candidate, scene) => {
    for (const pred of preds) {
      const reason = pred(candidate, scene);
      if (reason !== null) return reason;
    }
    return null;
  };
}

export function predAlgebra(host: Host): Algebra<'Pred'> {
  const rankOf = (tier: unknown): number => (typeof tier === 'string' ? host.tiers.get(tier) : undefined) ?? 0;
  return {
    ...BARE,
    is: (name) => {
      const observe = booleanField(host, name);
      return (candidate, scene) => (observe(candidate, scene) ? null : `is:${name}`);
    },
    cmp: (name, relation, bound) => {
      const observe = numberField(host, name);
      const holds = COMPARISONS[relation];
      const reason = `cmp:${name}:${relation}`;
      return (candidate, scene) => (holds(observe(candidate, scene), bound) ? null : reason);
    },
    min_tier: (tier) => {
      const least = rankOf(tier);
      return (candidate) => (rankOf(tierOf(candidate)) >= least ? null : 'min_tier');
    },
  };
}
