import fc from 'fast-check';
import { Histogram } from '../../../bench/histogram';

const filled = (values: readonly number[]): Histogram => {
  const histogram = new Histogram();
  for (const value of values) histogram.record(value);
  return histogram;
};

describe('the latency histogram', () => {
  it('answers every quantile within 0.4 % of the exact order statistic', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 2 ** 31 - 1 }), { minLength: 1, maxLength: 200 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, share) => {
          const sorted = values.toSorted((a, b) => a - b);
          const exact = sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1] ?? 0;
          expect(Math.abs(filled(values).quantile(share) - exact)).toBeLessThanOrEqual(exact * 0.004);
        },
      ),
    );
  });

  it('keeps count, mean and maximum exact', () => {
    const { count, mean, max } = filled([1, 10, 1_000_003]).quantiles();
    expect({ count, mean, max }).toEqual({ count: 3, mean: 1_000_014 / 3, max: 1_000_003 });
  });

  it('tells the share above a bound', () => {
    const histogram = filled([10, 99_000, 101_000, 200_000]);
    expect([0, 100_000, 1_000_000].map((bound) => histogram.shareAbove(bound))).toEqual([1, 0.5, 0]);
  });

  it('answers zeros when nothing was recorded', () => {
    expect(new Histogram().shareAbove(0)).toBe(0);
    expect(new Histogram().quantiles()).toEqual({ count: 0, mean: 0, p50: 0, p90: 0, p99: 0, p999: 0, max: 0 });
  });
});
