/** Ranks by quality score. */
import fc from 'fast-check';
import { benchmarkRank } from '../../../src/catalog/domain/benchmark-rank';
import { catalogOf, labs, model } from '../routing/lab';

const catalog = catalogOf({
  models: [
    model('good', null, { quality: { overall: 0.8, code: 0.1 } }),
    model('best', null, { quality: { overall: 0.9 } }),
    model('unknown', null),
    model('as-good', null, { quality: { overall: 0.8 } }),
    model('poor', null, { quality: { overall: 0 } }),
  ],
});

it('the best is 1, equals share the better rank, and who has no score has no rank', () => {
  expect(Object.fromEntries(benchmarkRank(catalog))).toEqual({
    ...{ 'lab/best': 1, 'lab/good': 2, 'lab/as-good': 2, 'lab/poor': 4 },
  });
  expect(Object.fromEntries(benchmarkRank(catalog, 'code'))).toEqual({ 'lab/good': 1 });
});

it.each(['nobody-has-this', 'constructor', '__proto__'])('a score %s that no model has ranks nobody', (score) => {
  expect(benchmarkRank(catalog, score).size).toBe(0);
});

it('the ranks of a catalog are worked out once', () => {
  expect(benchmarkRank(catalog)).toBe(benchmarkRank(catalog));
});

it('a higher score never has a worse rank', () => {
  fc.assert(
    fc.property(labs, (lab) => {
      const any = catalogOf(lab);
      const ranks = benchmarkRank(any);
      const scored = any.candidates.map(({ id, model: { quality } }) => ({ id, value: quality['overall'] }));
      for (const { id, value } of scored) {
        const better = scored.filter((other) => (other.value ?? -1) > (value ?? -1)).length;
        expect(ranks.get(id)).toBe(value === undefined ? undefined : better + 1);
      }
    }),
  );
});
