/** A compiled policy at work on a request. */
import type { Attempt, Policy, PolicyCandidate, Ranked, RequestParameters, Xform } from './meaning';
import type { Scene } from './scene';

export interface Refused {
  readonly candidate: PolicyCandidate;
  /** Its place in the population. */
  readonly index: number;
  readonly reason: string;
}

export interface Outcome {
  /** The failover sequence. */
  readonly ordered: readonly Ranked[];
  /** In input order. What a selector leaves out (`chain`, `top_k`) is in neither list. */
  readonly rejected: readonly Refused[];
}

export function runPolicy(
  { filter, scorer, selector }: Pick<Policy, 'filter' | 'scorer' | 'selector'>,
  population: readonly PolicyCandidate[],
  scene: Scene,
): Outcome {
  const survivors: PolicyCandidate[] = [];
  const places: number[] = [];
  const rejected: Refused[] = [];
  for (const [index, candidate] of population.entries()) {
    const reason = filter(candidate, scene);
    if (reason !== null) rejected.push({ candidate, index, reason });
    else places[survivors.push(candidate) - 1] = index;
  }
  const scores = scorer(survivors, scene);
  const scored = survivors.map((candidate, at) => ({ candidate, index: places[at] ?? at, score: scores[at] ?? 0 }));
  return { ordered: selector(scored, scene), rejected };
}

/** The request of an attempt at that candidate, and what was changed in it; the given request stays as it is. */
export const transformRequest = (
  xform: Xform,
  request: RequestParameters,
  candidate: PolicyCandidate,
  scene: Scene,
): Attempt => xform({ request, mutations: [] }, candidate, scene);
