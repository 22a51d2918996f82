/** What scorers mean: one double per candidate, by correctly rounded operations only and in the order of the normal form. */
import { type Host, numberField } from './fields';
import type { Algebra, Scorer } from './meaning';

/** Changes every score of a scorer. */
const mapped =
  (scorer: Scorer, change: (score: number) => number): Scorer =>
  (population, scene) =>
    scorer(population, scene).map(change);

const constant =
  (score: number): Scorer =>
  (population) =>
    new Float64Array(population.length).fill(score);

const BARE: Omit<Algebra<'Scorer'>, 'field'> = {
  zero: () => constant(0),
  lit: (score) => constant(score),
  add: (...scorers) => sum(scorers),
  scale: (factor, scorer) => mapped(scorer, (score) => factor * score),
  neg: (scorer) => mapped(scorer, (score) => 1 - score),
  clamp: (low, high, scorer) => mapped(scorer, (score) => clamped(score, low, high)),
  normalize: (scorer) => (population, scene) => normalized(scorer(population, scene)),
  gate: (pred, scorer) => (population, scene) => {
    const scores = scorer(population, scene);
    for (const [index, candidate] of population.entries()) if (pred(candidate, scene) !== null) scores[index] = 0;
    return scores;
  },
};

export function scorerAlgebra(host: Host): Algebra<'Scorer'> {
  return {
    ...BARE,
    field: (name) => {
      const observe = numberField(host, name);
      return (population, scene) => {
        const scores = new Float64Array(population.length);
        for (const [index, candidate] of population.entries()) scores[index] = observe(candidate, scene);
        return scores;
      };
    },
  };
}

export function clamped(value: number, low: number, high: number): number {
  if (value < low) return low;
  return value > high ? high : value;
}

function sum(scorers: readonly Scorer[]): Scorer {
  return (population, scene) => {
    const total = new Float64Array(population.length);
    for (const scorer of scorers) {
      const scores = scorer(population, scene);
      for (let index = 0; index < total.length; index++) total[index] = (total[index] ?? 0) + (scores[index] ?? 0);
    }
    return total;
  };
}

/** Min-max. The ends are exact even where one is infinite (an unknown price), and nothing becomes NaN. */
function normalized(scores: Float64Array): Float64Array {
  let [low, high] = [Infinity, -Infinity];
  for (const score of scores) {
    if (score < low) low = score;
    if (score > high) high = score;
  }
  if (high <= low) return scores.fill(0);
  return scores.map((score) => {
    if (score >= high) return 1;
    if (score <= low) return 0;
    const share = (score - low) / (high - low);
    return Number.isNaN(share) ? 0 : share;
  });
}
