/** The declared fields through which a policy sees a candidate, and the host that declares them. */
import { isGiven, member } from './json';
import type { PolicyCandidate } from './meaning';
import type { Scene } from './scene';

type Observe = (candidate: PolicyCandidate, scene: Scene) => unknown;

export type Field = {
  /** What there is to see; anything that is not of the field's sort counts as absent. */
  readonly observe: Observe;
} & ({ readonly sort: 'Num'; readonly absent: number } | { readonly sort: 'Bool'; readonly absent: boolean });

/** What a host adds to the language: a field is read from the candidate's member of its name. */
export type FieldDeclaration =
  { readonly sort: 'Num'; readonly absent: number } | { readonly sort: 'Bool'; readonly absent: boolean };

export interface Host {
  readonly fields: ReadonlyMap<string, Field>;
  /** Rank by tier, ascending from 1. */
  readonly tiers: ReadonlyMap<string, number>;
}

const ofCandidate =
  (name: string): Observe =>
  (candidate) =>
    member(candidate, name);

const priced =
  (name: string): Observe =>
  (candidate, { observed }) =>
    candidate[name] ?? member(member(observed, `${candidate.provider_id}|${candidate.model_family}`), name);

/** Absence is conservative: no price passes no ceiling. */
const FIELDS: Readonly<Record<string, Field>> = {
  price_in: { sort: 'Num', absent: Infinity, observe: priced('price_in') },
  price_out: { sort: 'Num', absent: Infinity, observe: priced('price_out') },
  latency_ms: { sort: 'Num', absent: Infinity, observe: ofCandidate('latency_ms') },
  tok_s: { sort: 'Num', absent: 0, observe: ofCandidate('tok_s') },
  success_rate: { sort: 'Num', absent: 1, observe: ofCandidate('success_rate') },
  credits: { sort: 'Num', absent: 0, observe: (candidate, { credits }) => member(credits, candidate.provider_id) },
  context: { sort: 'Num', absent: 0, observe: (candidate) => member(candidate['capabilities'], 'context') },
  has_tee: { sort: 'Bool', absent: false, observe: ofCandidate('has_tee') },
  no_log: { sort: 'Bool', absent: false, observe: ofCandidate('no_log') },
  breaker_open: {
    sort: 'Bool',
    absent: false,
    observe: (candidate, { breakers }) => member(breakers, candidate.provider_id) === true,
  },
  disabled: {
    sort: 'Bool',
    absent: false,
    observe: (candidate, { disabled }) => isGiven(member(disabled, candidate.provider_id)),
  },
};

/** Ascending. */
const TIERS_OF_THE_LANGUAGE = ['fallback', 'marketplace', 'partner'];

/** @throws RangeError where a declaration would redefine a field of the language. */
export function declareHost(
  declared: Readonly<Record<string, FieldDeclaration>> = {},
  tiers: readonly string[] = TIERS_OF_THE_LANGUAGE,
): Host {
  const fields = new Map(Object.entries(FIELDS));
  for (const [name, declaration] of Object.entries(declared)) {
    if (fields.has(name)) throw new RangeError(`The field ${name} belongs to the language and cannot be declared.`);
    fields.set(name, { ...declaration, observe: ofCandidate(name) });
  }
  return { fields, tiers: new Map(tiers.map((tier, index) => [tier, index + 1])) };
}

/** @throws RangeError for a field that admission would have refused. */
export function numberField({ fields }: Host, name: string): (candidate: PolicyCandidate, scene: Scene) => number {
  const field = fields.get(name);
  if (field?.sort !== 'Num') throw new RangeError(`${name} is no declared Num field.`);
  const { observe, absent } = field;
  return (candidate, scene) => {
    const value = observe(candidate, scene);
    return typeof value === 'number' && !Number.isNaN(value) ? value : absent;
  };
}

/** @throws RangeError for a field that admission would have refused. */
export function booleanField({ fields }: Host, name: string): (candidate: PolicyCandidate, scene: Scene) => boolean {
  const field = fields.get(name);
  if (field?.sort !== 'Bool') throw new RangeError(`${name} is no declared Bool field.`);
  const { observe, absent } = field;
  return (candidate, scene) => {
    const value = observe(candidate, scene);
    return value === undefined || value === null ? absent : isGiven(value);
  };
}
