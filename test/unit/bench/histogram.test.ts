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

  it('answers zeros when nothing was recorded', () => {
    expect(new Histogram().quantiles()).toEqual({ count: 0, mean: 0, p50: 0, p90: 0, p99: 0, p999: 0, max: 0 });
  });
});
