/** Months of time zones. */
import fc from 'fast-check';
import { monthWindow } from '../../../src/budgets/domain/month-window';

const iso = ({ startMs, endMs }: ReturnType<typeof monthWindow>): string[] =>
  [startMs, endMs].map((ms) => new Date(ms).toISOString().slice(0, 16));

it.each([
  ['UTC', '2026-02-14T12:00Z', '2026-02-01T00:00', '2026-03-01T00:00'],
  // Summer time begins on the 29th, so that the month is an hour short.
  ['Europe/Berlin', '2026-03-15T12:00Z', '2026-02-28T23:00', '2026-03-31T22:00'],
  ['Europe/Berlin', '2026-01-31T23:30Z', '2026-01-31T23:00', '2026-02-28T23:00'],
  ['America/New_York', '2026-01-01T04:59Z', '2025-12-01T05:00', '2026-01-01T05:00'],
  ['Asia/Kathmandu', '2026-12-31T18:15Z', '2026-12-31T18:15', '2027-01-31T18:15'],
  ['Pacific/Kiritimati', '2024-02-29T12:00Z', '2024-02-29T10:00', '2024-03-31T10:00'],
])('in %s the month of %s is from %s until %s', (zone, at, start, end) => {
  expect(iso(monthWindow(Date.parse(at), zone))).toEqual([start, end]);
});

it('months follow each other without gap or overlap, and each has its instant in it', () => {
  const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia', 'Asia/Kathmandu');
  const instants = fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2040, 0) });
  fc.assert(
    fc.property(zones, instants, (zone, atMs) => {
      const window = monthWindow(atMs, zone);
      expect(window.startMs).toBeLessThanOrEqual(atMs);
      expect(window.endMs).toBeGreaterThan(atMs);
      expect(monthWindow(window.endMs, zone).startMs).toBe(window.endMs);
      expect(monthWindow(window.endMs - 1, zone)).toEqual(window);
    }),
  );
});
