/** What selectors mean: the whole order of the scored candidates, which is the failover sequence. */
import type { Algebra, Chain, Ranked, Selector } from './meaning';
import { stream } from './random';

const NO_SEED = 0;

export const SELECTORS: Algebra<'Selector'> = {
  argmax: () => (scored) => byScore(scored),
  ordered: () => (scored) => scored,
  top_k: (count, inner) => (scored, scene) => inner(scored, scene).slice(0, count),
  chain: (chain) => chained(chain),
  sample: (temperature) => {
    const t = Math.max(temperature, 0);
    const ratio = t / (t + 1);
    return (scored, { seed }) => drawn(byScore(scored), ratio, stream(seed ?? NO_SEED));
  },
};

/** Descending; ties stay in input order, and what is no number comes last. */
function byScore(scored: readonly Ranked[]): Ranked[] {
  return [...scored].sort((a, b) => {
    if (a.score > b.score) return -1;
    if (a.score < b.score) return 1;
    return Number(Number.isNaN(a.score)) - Number(Number.isNaN(b.score));
  });
}

/** Draws without replacement, by weights that depend on the rank alone: 1, q, q², … */
function drawn(pool: Ranked[], ratio: number, draw: () => number): readonly Ranked[] {
  const weights = pool.map(() => 1);
  for (let rank = 1; rank < weights.length; rank++) weights[rank] = (weights[rank - 1] ?? 0) * ratio;
  const order: Ranked[] = [];
  while (pool.length > 0) {
    const picked = pick(weights, draw);
    order.push(...pool.splice(picked, 1));
    weights.splice(picked, 1);
  }
  return order;
}

/** The first place whose running sum reaches the draw. */
function pick(weights: readonly number[], draw: () => number): number {
  let total = 0;
  for (const weight of weights) total += weight;
  const reach = draw() * total;
  let sum = 0;
  const index = weights.findIndex((weight) => (sum += weight) >= reach);
  return index === -1 ? weights.length - 1 : index;
}

/** Of a pair that is listed twice the later place counts, as in the published engine. */
function chained(chain: Chain): Selector {
  const places = new Map<unknown, Map<unknown, number>>();
  for (const [index, entry] of chain.entries()) {
    const provider = entry.provider ?? entry.provider_id;
    const families = places.get(provider) ?? new Map<unknown, number>();
    places.set(provider, families.set(entry.model ?? entry.model_family, index + 1));
  }
  return (scored) =>
    byScore(
      scored.flatMap((ranked) => {
        const { provider_id: provider, model_family: family } = ranked.candidate;
        const place = places.get(provider)?.get(family);
        return place === undefined ? [] : [{ ...ranked, score: -place }];
      }),
    );
}
