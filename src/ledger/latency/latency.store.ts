/** The latencies of a tenant's calls as the ledger has them, in the buckets of the histogram. */
import type { ClickHouse } from '../../clickhouse';
import type { TenantId } from '../../shared/domain/ids';
import { ANSWERED } from '../domain/attempt';
import { BUCKETS_PER_DOUBLING, KEPT_PER_DAY } from '../domain/latency-histogram';
import type { CountedLatencies } from '../domain/latency-profile';

export interface LedgerLatencies extends CountedLatencies {
  readonly provider: string;
  readonly model: string;
  readonly streaming: boolean;
}

/** `queued_at` from (inclusive) to (exclusive), and the day (UTC, since 1970) that older counts are faded to. */
export interface LatencyRange {
  readonly fromMs: number;
  readonly toMs: number;
  readonly day: number;
}

// Candidates, each with 24 hours of some twenty buckets; the busiest come first.
const MAX_ROWS = 500_000;
// Nobody waits for it, and the engine has other work.
const TIMEOUT_MS = 30_000;

const SQL = `
  SELECT provider, model, streaming, toHour(queued_at) AS hour,
    toUInt16(floor(log2(greatest(1, dateDiff('millisecond', queued_at, first_byte_at))) * {per_doubling:Float64})) AS bucket,
    sum(pow({kept:Float64}, {day:Float64} - intDiv(toUnixTimestamp(queued_at), 86400))) AS count
  FROM ledger_attempts
  WHERE tenant_id = {tenant:String} AND queued_at >= {from:DateTime64(3, 'UTC')} AND queued_at < {to:DateTime64(3, 'UTC')}
    AND attempt = 1 AND first_byte_at IS NOT NULL AND outcome IN {outcomes:Array(String)}
  GROUP BY provider, model, streaming, hour, bucket
  ORDER BY count DESC LIMIT ${MAX_ROWS}`;

export class LatencyStore {
  constructor(private readonly clickhouse: ClickHouse) {}

  read(tenantId: TenantId, { fromMs, toMs, day }: LatencyRange): Promise<LedgerLatencies[]> {
    const bounds = { from: fromMs / 1000, to: toMs / 1000, day };
    const params = { tenant: tenantId, ...bounds, per_doubling: BUCKETS_PER_DOUBLING, kept: KEPT_PER_DAY };
    return this.clickhouse.query<LedgerLatencies>(
      'ledger.latencies',
      SQL,
      { ...params, outcomes: ANSWERED },
      { timeoutMs: TIMEOUT_MS },
    );
  }
}
