/** What `GET /v1/sla/report` takes and answers. */
import { z } from 'zod';
import { moment, zone } from '../../ledger';
import { csvOf } from '../../shared/domain/csv';

export const reportQuery = z.strictObject({
  from: moment.optional(),
  to: moment.optional(),
  tz: zone.optional(),
  format: z.enum(['json', 'csv']).default('json'),
});
export type ReportQuery = z.infer<typeof reportQuery>;

const tally = {
  ...{ answered: z.int(), failed: z.int(), not_counted: z.int() },
  availability: z.number().nullable(),
};
const durations = z.object({ count: z.int(), mean: z.number().nullable(), max: z.number().nullable() });

export const reportAnswer = z.object({
  ...{ from: z.string(), to: z.string(), tz: z.string() },
  callers: z.object({
    requests: z.int(),
    ...tally,
    saved_by_failover: z.int(),
    availability_without_failover: z.number().nullable(),
  }),
  providers: z.array(
    z.object({
      ...{ provider: z.string(), calls: z.int(), ...tally },
      ...{ outages: z.int(), detect_ms: durations, recover_ms: durations },
    }),
  ),
});
export type Report = z.output<typeof reportAnswer>;

const COLUMNS = [
  ...['side', 'provider', 'calls', 'answered', 'failed', 'not_counted', 'availability', 'saved_by_failover'],
  ...['availability_without_failover', 'outages'],
  ...['detect', 'recover'].flatMap((name) => [`${name}_count`, `${name}_mean_ms`, `${name}_max_ms`]),
];

/** The callers' row, then one a provider. */
export const reportCsv = ({ callers, providers }: Report): string =>
  csvOf(
    [
      { side: 'callers', calls: callers.requests, ...callers },
      ...providers.map(({ detect_ms: detect, recover_ms: recover, ...provider }) => ({
        ...{ side: 'provider', ...provider },
        ...{ detect_count: detect.count, detect_mean_ms: detect.mean, detect_max_ms: detect.max },
        ...{ recover_count: recover.count, recover_mean_ms: recover.mean, recover_max_ms: recover.max },
      })),
    ],
    COLUMNS,
  );
