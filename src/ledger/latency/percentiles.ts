/** Percentiles of the tenant's calls, by what is asked: how long answers took to begin and to end. */
import type { ClickHouse } from '../../clickhouse';
import type { TenantId } from '../../shared/domain/ids';
import { ANSWERED } from '../domain/attempt';
import { type Asked, groupedSql } from '../usage/grouped-sql';
import type { Grouping } from '../usage/usage.query';

export const PERCENTILES = [50, 95, 99] as const;
const LEVELS = PERCENTILES.map((percent) => percent / 100).join(', ');

const outcomes = ANSWERED.map((outcome) => `'${outcome}'`).join(', ');
const BEGAN = `(outcome IN (${outcomes}) AND first_byte_at IS NOT NULL)`;
// The clock of a later attempt began with the first one, so its time is not its provider's alone.
const FIRST = 'attempt = 1';

interface Timing {
  readonly until: 'first_byte_at' | 'last_byte_at';
  readonly of: string;
}

export const TIMINGS = {
  stream_first_byte: { until: 'first_byte_at', of: `${FIRST} AND ${BEGAN} AND streaming` },
  whole_first_byte: { until: 'first_byte_at', of: `${FIRST} AND ${BEGAN} AND NOT streaming` },
  // A caller who leaves says nothing of how long the answer would have been.
  duration: { until: 'last_byte_at', of: `${FIRST} AND outcome = 'success' AND last_byte_at IS NOT NULL` },
} as const satisfies Readonly<Record<string, Timing>>;
type TimingName = keyof typeof TIMINGS;

/** Milliseconds in the order of `PERCENTILES`; they mean nothing where the count is zero. */
export type PercentileRow = Readonly<Partial<Record<Grouping, string>>> &
  Readonly<Record<'attempts' | 'unanswered' | `${TimingName}_count`, number>> &
  Readonly<Record<`${TimingName}_ms`, readonly (number | null)[]>>;

const MEASURES = [
  'count() AS attempts',
  `countIf(NOT ${BEGAN}) AS unanswered`,
  ...Object.entries<Timing>(TIMINGS).flatMap(([name, { until, of }]) => {
    const ms = `greatest(0, ifNull(dateDiff('millisecond', queued_at, ${until}), 0))`;
    return [`countIf(${of}) AS ${name}_count`, `quantilesTDigestIf(${LEVELS})(${ms}, ${of}) AS ${name}_ms`];
  }),
];

export class PercentilesStore {
  constructor(private readonly clickhouse: ClickHouse) {}

  read(tenantId: TenantId, asked: Omit<Asked, 'table'>): Promise<PercentileRow[]> {
    const { sql, params } = groupedSql(tenantId, { ...asked, table: 'ledger_attempts' }, MEASURES);
    return this.clickhouse.query<PercentileRow>('latency.percentiles', sql, params);
  }
}
