/** The tenant's envelope, layer 1 of design §4: what no call may leave, whoever decides. A caller's policy can only narrow it. */
import { benchmarkRank } from '../../catalog/domain/benchmark-rank';
import type { Candidate, Catalog } from '../../catalog/domain/catalog';
import type { Facts, State } from './facts';
import { measured } from './measured';
import { policyCandidate, sceneOfFacts } from './policy-candidate';
import { BURSAR_LANGUAGE } from './policy/bursar-language';
import type { Pred } from './policy/meaning';

/** Why the candidate is outside, or null. */
export type Envelope = (candidate: Candidate) => string | null;

/** null where the tenant has none. */
export function envelopeOf(catalog: Catalog, facts: Facts, state: State): Envelope | null {
  if (catalog.envelope === null) return null;
  const holds = compiledOnce(catalog, catalog.envelope);
  const [ranks, scene] = [benchmarkRank(catalog), sceneOfFacts(facts)];
  return (candidate) => {
    const reason = holds(policyCandidate(measured(candidate, facts, state), facts, ranks), scene);
    return reason === null ? null : `envelope:${reason}`;
  };
}

const compiled = new WeakMap<Catalog, Pred>();

function compiledOnce(catalog: Catalog, term: string): Pred {
  const known = compiled.get(catalog);
  if (known !== undefined) return known;
  const result = BURSAR_LANGUAGE.compile(JSON.parse(term), 'Pred');
  const fresh = result.ok ? result.value.meaning : unreadable;
  compiled.set(catalog, fresh);
  return fresh;
}

/** It was checked when it was saved, by another version: what nobody can read keeps everybody out. */
const unreadable: Pred = () => 'unreadable';
