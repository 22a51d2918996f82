/** Histograms of latency, and what a candidate's profile says of the hour. */
import fc from 'fast-check';
import { bucketOf, dayOf, LatencyHistogram } from '../../../src/ledger/domain/latency-histogram';
import { LatencyProfile, MIN_SAMPLES } from '../../../src/ledger/domain/latency-profile';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOON = Date.UTC(2026, 0, 31, 12);

const histogramOf = (latencies: readonly number[]): LatencyHistogram => {
  const histogram = new LatencyHistogram();
  for (const latency of latencies) histogram.add(bucketOf(latency), 1, 1);
  return histogram;
};

it('a quantile is within 5 % of the exact one, or a millisecond', () => {
  const latencies = fc.array(fc.integer({ min: 0, max: 3_600_000 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(latencies, (values) => {
      const exact = values.toSorted((a, b) => a - b)[Math.ceil(0.95 * values.length) - 1] ?? NaN;
      const estimate = histogramOf(values).quantile(0.95) ?? NaN;
      expect(Math.abs(estimate - exact)).toBeLessThanOrEqual(Math.max(1, 0.05 * exact));
    }),
  );
});

it('nothing observed is null, not zero', () => {
  expect(new LatencyHistogram().quantile(0.95)).toBeNull();
  expect(new LatencyProfile().p95(NOON)).toBeNull();
});

it('a latency longer than the last bucket counts in it', () => {
  expect(histogramOf([1e12]).quantile(0.95)).toBeGreaterThan(3_600_000);
});

it('half of what was counted is left after two days, and a clock that goes back changes nothing', () => {
  const histogram = histogramOf(Array.from({ length: 40 }, () => 100));
  expect(histogram.total(3)).toBeCloseTo(20);
  expect(histogram.total(1)).toBeCloseTo(20);
});

/** `count` answers of the hour, `days` before the day of NOON. */
function observed(
  profile: LatencyProfile,
  latencyMs: number,
  at: { count: number; hour: number; days?: number },
): void {
  const startMs = NOON - 12 * HOUR_MS - (at.days ?? 0) * DAY_MS + at.hour * HOUR_MS;
  for (let each = 0; each < at.count; each++) profile.observe(startMs + each, latencyMs);
}

it('twenty answers of the hour speak for it; fewer leave it to all hours, and fewer than twenty of those say nothing', () => {
  const profile = new LatencyProfile();
  observed(profile, 100, { hour: 3, count: MIN_SAMPLES - 1 });
  expect(profile.p95(NOON)).toBeNull();
  observed(profile, 100, { hour: 3, count: 1 });
  expect(profile.p95(NOON)).toBe(103);
  observed(profile, 5000, { hour: 12, count: MIN_SAMPLES });
  expect(profile.p95(NOON)).toBeGreaterThan(4700);
  expect(profile.p95(NOON - 9 * HOUR_MS)).toBe(103);
});

it('a slow day stops to decide within a week of good ones', () => {
  const profile = new LatencyProfile();
  observed(profile, 9000, { hour: 12, count: 100, days: 7 });
  for (const days of [6, 5, 4, 3, 2, 1, 0]) observed(profile, 200, { hour: 12, count: 100, days });
  expect(profile.p95(NOON)).toBeLessThan(250);
});

it('counts read from the ledger and answers observed one by one make the same figure', () => {
  const read = new LatencyProfile();
  const seen = new LatencyProfile();
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: MIN_SAMPLES }), (latencies) => {
      for (const latency of latencies) {
        seen.observe(NOON, latency);
        read.add({ hour: 12, bucket: bucketOf(latency), count: 1 }, dayOf(NOON));
      }
      expect(read.p95(NOON)).toBe(seen.p95(NOON));
    }),
  );
});
