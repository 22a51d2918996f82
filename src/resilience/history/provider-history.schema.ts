/** What `GET /v1/sla/provider-history` takes and answers. */
import { z } from 'zod';
import { moment, zone } from '../../ledger';

/** Widths → SQL of a slot's bucket as seconds since 1970; days and hours are those of the zone. */
export const BUCKETS = {
  '5m': 'toUnixTimestamp(slot)',
  '1h': 'toUnixTimestamp(toStartOfHour(toTimeZone(slot, {zone:String})))',
  '1d': 'toUnixTimestamp(toStartOfDay(toTimeZone(slot, {zone:String})))',
} as const;
export type Bucket = keyof typeof BUCKETS;

export const GROUPINGS = ['provider', 'model', 'credential', 'task'] as const;
export type Grouping = (typeof GROUPINGS)[number];

const name = z.string().min(1).max(200).optional();

const groupBy = z
  .string()
  .max(200)
  .transform((text) => text.split(','))
  .pipe(z.array(z.enum(GROUPINGS)))
  .refine((names) => new Set(names).size === names.length, 'names the same dimension twice');

export const historyQuery = z.strictObject({
  provider: name,
  model: name,
  credential: name,
  task: name,
  from: moment.optional(),
  to: moment.optional(),
  tz: zone.optional(),
  bucket: z.enum(['5m', '1h', '1d']).default('1h'),
  group_by: groupBy.default(['provider', 'model']),
});
export type HistoryQuery = z.infer<typeof historyQuery>;

const percentiles = z.object({
  count: z.number(),
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
});

const tally = { answered: z.int(), failed: z.int(), not_counted: z.int(), availability: z.number().nullable() };

const health = z.object({
  at: z.string(),
  ...(Object.fromEntries(GROUPINGS.map((dimension) => [dimension, z.string().nullable().optional()])) as Record<
    Grouping,
    z.ZodOptional<z.ZodNullable<z.ZodString>>
  >),
  calls: z.int(),
  probes: z.int(),
  ...tally,
  errors: z.record(z.string(), z.int()),
  ttft_ms: percentiles,
  latency_ms: percentiles,
});
export type HealthView = z.output<typeof health>;

export const transitionSchema = z.object({
  at: z.string(),
  provider: z.string(),
  model: z.string(),
  credential: z.string().nullable(),
  from: z.string(),
  to: z.string(),
  reason: z.string(),
  failure_class: z.string().nullable(),
  until: z.string().nullable(),
  by: z.string().nullable(),
  counts: z.record(z.string(), z.number()),
});
export type TransitionView = z.output<typeof transitionSchema>;

export const historyAnswer = z.object({
  from: z.string(),
  to: z.string(),
  tz: z.string(),
  bucket: z.string(),
  data: z.array(health),
  breaker: z.array(transitionSchema),
});
export type HistoryAnswer = z.output<typeof historyAnswer>;
