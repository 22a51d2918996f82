/** The query string of `GET /v1/latency`: that of usage, with the dimensions that latency depends on. */
import { z } from 'zod';
import { BursarError } from '../../shared/errors';
import { TIME_DIMENSIONS } from '../domain/usage-table';
import { list, rangeOf, usageQuery, type UsageRange } from '../usage/usage.query';

const MEASURED_BY = ['provider', 'model', 'task', 'endpoint', 'tier'] as const;
const GROUPINGS = [...TIME_DIMENSIONS, ...MEASURED_BY] as const;
const MAX_MEASURED_BY = 2;

// Percentiles are made of the calls themselves, which are read one by one; a month of days may have a change of the clock.
const MAX_DAYS = 31;
const HOUR_MS = 60 * 60_000;
const MAX_RANGE_MS = (MAX_DAYS * 24 + 1) * HOUR_MS;

type LatencyGrouping = (typeof GROUPINGS)[number];
const isTime = (name: LatencyGrouping): boolean => TIME_DIMENSIONS.some((time) => time === name);
const count = (names: readonly LatencyGrouping[], time: boolean): number =>
  names.filter((name) => isTime(name) === time).length;

const groupBy = list
  .pipe(z.array(z.enum(GROUPINGS)))
  .refine((names) => new Set(names).size === names.length, 'names the same dimension twice')
  .refine(
    (names) => count(names, true) <= 1 && count(names, false) <= MAX_MEASURED_BY,
    `takes one of ${TIME_DIMENSIONS.join(', ')} and at most ${MAX_MEASURED_BY} of ${MEASURED_BY.join(', ')}`,
  );

export const latencyQuery = usageQuery.extend({ group_by: groupBy.default([]) });
export type LatencyQuery = z.infer<typeof latencyQuery>;

/** As of usage. @throws BursarError for more than a month */
export function latencyRange(query: LatencyQuery, fallbackZone: string, nowMs: number): UsageRange {
  const range = rangeOf(query, fallbackZone, nowMs);
  if (range.toMs - range.fromMs <= MAX_RANGE_MS) return range;
  throw new BursarError('invalid_request', { path: 'from', problem: `must be within ${MAX_DAYS} days of "to"` });
}
