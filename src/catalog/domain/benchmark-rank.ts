/** The candidates of a catalog in the order of a quality score. */
import type { Catalog } from './catalog';
import { OVERALL_SCORE, scoreOf } from './model';

/** Candidate id → rank from 1, the best; equal scores share the better rank. A candidate without the score has none. */
export type BenchmarkRank = ReadonlyMap<string, number>;

const UNRANKED: BenchmarkRank = new Map();

// Kept as long as its catalog; only for names that some model has, since the others come from callers without end.
const ranks = new WeakMap<Catalog, Map<string, BenchmarkRank>>();

export function benchmarkRank(catalog: Catalog, score = OVERALL_SCORE): BenchmarkRank {
  const known = ranks.get(catalog) ?? new Map<string, BenchmarkRank>();
  const ranked = known.get(score) ?? rankBy(catalog, score);
  if (ranked.size === 0) return UNRANKED;
  ranks.set(catalog, known.set(score, ranked));
  return ranked;
}

function rankBy({ candidates }: Catalog, score: string): BenchmarkRank {
  const scored = candidates.flatMap(({ id, model }) => {
    const value = scoreOf(model, score);
    return value === undefined ? [] : [{ id, value }];
  });
  const descending = scored.map(({ value }) => value).sort((a, b) => b - a);
  return new Map(scored.map(({ id, value }) => [id, descending.indexOf(value) + 1]));
}
