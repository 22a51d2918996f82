/** The calendar month of a time zone that an instant is in. */
import { msToUtcDay, utcDayToMs } from '../../catalog/domain/utc-day';
import { startOfDate, zoneOffsetMs } from '../../shared/domain/time-zone';

export interface Window {
  readonly startMs: number;
  /** Exclusive. */
  readonly endMs: number;
}

const DAY_MS = 86_400_000;
// From the first of any month this reaches into the next one and not beyond.
const MORE_THAN_A_MONTH_MS = 32 * DAY_MS;

export function monthWindow(atMs: number, zone: string): Window {
  const firstMs = firstOfMonthMs(atMs + zoneOffsetMs(atMs, zone));
  const nextMs = firstOfMonthMs(firstMs + MORE_THAN_A_MONTH_MS);
  return { startMs: startOfDate(firstMs, zone), endMs: startOfDate(nextMs, zone) };
}

/** Both by the calendar of UTC. */
const firstOfMonthMs = (atMs: number): number => utcDayToMs(`${msToUtcDay(atMs).slice(0, 7)}-01`);
