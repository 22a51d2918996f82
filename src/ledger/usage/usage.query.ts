/** The query string of `GET /v1/usage`, and the question that it asks. */
import { z } from 'zod';
import { startOfDate, zoneOffsetMs } from '../../shared/domain/time-zone';
import { isTimezone } from '../../shared/domain/timezone';
import { BursarError } from '../../shared/errors';
import { type Dimension, DIMENSIONS, endOfSlot, TIME_DIMENSIONS, type TimeDimension } from '../domain/usage-table';

const GROUPINGS = [...TIME_DIMENSIONS, ...DIMENSIONS] as const;
export type Grouping = TimeDimension | Dimension;
const MAX_GROUPINGS = 2;
const DAY_MS = 24 * 60 * 60_000;
const DEFAULT_DAYS = 30;

export const list = z
  .string()
  .max(2000)
  .transform((text) => text.split(','));

const groupBy = list
  .pipe(z.array(z.enum(GROUPINGS)).max(MAX_GROUPINGS, `takes at most ${MAX_GROUPINGS} of ${GROUPINGS.join(', ')}`))
  .refine((names) => new Set(names).size === names.length, 'names the same dimension twice');

/** JavaScript takes the 30th of February for the 2nd of March. */
const isOfCalendar = (text: string): boolean => {
  const atMs = Date.parse(text);
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(text.slice(0, 10));
};

export const moment = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z)?$/,
    'must be a date (2026-01-31, midnight in tz) or a UTC time (2026-01-31T08:30:00Z)',
  )
  .refine(isOfCalendar, 'is no date of the calendar');

export const zone = z.string().refine(isTimezone, 'must be an IANA time zone such as Europe/Berlin');

export const usageQuery = z.strictObject({
  from: moment.optional(),
  to: moment.optional(),
  group_by: groupBy.default([]),
  tz: zone.optional(),
  format: z.enum(['json', 'csv']).default('json'),
  ...(Object.fromEntries(DIMENSIONS.map((name) => [name, list.optional()])) as Record<
    Dimension,
    z.ZodOptional<typeof list>
  >),
});

export type UsageQuery = z.infer<typeof usageQuery>;

export interface UsageRange {
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
  readonly zone: string;
}

/** Dates are midnights of the zone; without a start the last thirty days, without an end until now. */
export function rangeOf(
  query: Pick<UsageQuery, 'from' | 'to' | 'tz'>,
  fallbackZone: string,
  nowMs: number,
): UsageRange {
  const zone = query.tz ?? fallbackZone;
  const toMs = query.to === undefined ? endOfSlot(nowMs) : instant(query.to, zone);
  const fromMs = query.from === undefined ? startOfDay(toMs - DEFAULT_DAYS * DAY_MS, zone) : instant(query.from, zone);
  if (fromMs >= toMs) throw new BursarError('invalid_request', { path: 'from', problem: 'must be before "to"' });
  return { fromMs, toMs, zone };
}

export const filtersOf = (query: UsageQuery): ReadonlyMap<Dimension, readonly string[]> =>
  new Map(DIMENSIONS.flatMap((name) => (query[name] === undefined ? [] : [[name, query[name]] as const])));

const instant = (text: string, zone: string): number =>
  text.includes('T') ? Date.parse(text) : startOfDate(Date.parse(text), zone);

const startOfDay = (atMs: number, zone: string): number => {
  const localMs = atMs + zoneOffsetMs(atMs, zone);
  return startOfDate(localMs - (localMs % DAY_MS), zone);
};
