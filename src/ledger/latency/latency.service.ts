/** The latency ledger: how long answers took, over time and by what it depends on. */
import type { Journal } from '../../journal';
import type { Clock } from '../../shared/clock';
import type { Principal } from '../../shared/domain/access';
import { caughtUp } from '../caught-up';
import { refuseTooMany } from '../usage/grouped-sql';
import { filtersOf } from '../usage/usage.query';
import { type LatencyQuery, latencyRange } from './latency.query';
import { latencyView } from './latency.view';
import type { PercentilesStore } from './percentiles';

interface LatencyAnswer {
  readonly from: string;
  readonly to: string;
  readonly tz: string;
  readonly data: readonly Record<string, unknown>[];
}

export class LatencyService {
  constructor(
    private readonly store: PercentilesStore,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  async latency(caller: Principal, query: LatencyQuery): Promise<LatencyAnswer> {
    const range = latencyRange(query, caller.timezone, this.clock.nowMs());
    const groupBy = query.group_by;
    await caughtUp(this.journal);
    const rows = await this.store.read(caller.tenantId, { ...range, groupBy, filters: filtersOf(query) });
    refuseTooMany(rows);
    return {
      from: new Date(range.fromMs).toISOString(),
      to: new Date(range.toMs).toISOString(),
      tz: range.zone,
      data: rows.map((row) => latencyView(row, groupBy)),
    };
  }
}
