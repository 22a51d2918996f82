/** Usage by any two dimensions, and a key's own. */
import type { Journal } from '../../journal';
import type { Clock } from '../../shared/clock';
import type { Principal } from '../../shared/domain/access';
import type { TenantId } from '../../shared/domain/ids';
import { zoneOffsetMs } from '../../shared/domain/time-zone';
import { type Dimension, DIMENSIONS, TIME_DIMENSIONS, usageTable } from '../domain/usage-table';
import { caughtUp } from '../caught-up';
import { type Asked, refuseTooMany } from './grouped-sql';
import { filtersOf, type Grouping, rangeOf, type UsageQuery, type UsageRange } from './usage.query';
import type { UsageRow, UsageStore } from './usage.store';
import { adjustmentsByGroup, coverageView, usageView } from './usage.view';

export interface UsageAnswer {
  readonly from: string;
  readonly to: string;
  readonly tz: string;
  /** The table that answered. */
  readonly source: string;
  /** Of all tokens of the answer those with a known cost, 0..1; null without tokens. */
  readonly priced_token_share: number | null;
  /** The same as a sentence. */
  readonly coverage: string;
  readonly data: readonly Record<string, unknown>[];
}

export class UsageService {
  constructor(
    private readonly store: UsageStore,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  async usage(caller: Principal, query: UsageQuery): Promise<UsageAnswer> {
    const range = rangeOf(query, caller.timezone, this.clock.nowMs());
    const filters = filtersOf(query);
    const groupBy = query.group_by;
    const asked: Asked = { ...range, groupBy, filters, table: tableFor(range, groupBy, filters) };
    await caughtUp(this.journal);
    const { rows, adjustmentOf } = await this.rows(caller.tenantId, asked);
    refuseTooMany(rows);
    return {
      from: new Date(range.fromMs).toISOString(),
      to: new Date(range.toMs).toISOString(),
      tz: range.zone,
      source: asked.table,
      ...coverageView(rows),
      data: rows.map((row) => usageView(row, groupBy, adjustmentOf(row))),
    };
  }

  /** What the caller's own key used: today and this month in its time zone. */
  async own(caller: Principal): Promise<Record<string, unknown>> {
    const nowMs = this.clock.nowMs();
    const localDate = new Date(nowMs + zoneOffsetMs(nowMs, caller.timezone)).toISOString().slice(0, 10);
    const since = async (from: string): Promise<unknown> => {
      const range = rangeOf({ from }, caller.timezone, nowMs);
      const filters = new Map([['key', [caller.keyId]]] as const);
      await caughtUp(this.journal);
      const asked: Asked = { ...range, groupBy: [], filters, table: tableFor(range, [], filters) };
      const { rows, adjustmentOf } = await this.rows(caller.tenantId, asked);
      const [row] = rows;
      return { from: new Date(range.fromMs).toISOString(), ...(row && usageView(row, [], adjustmentOf(row))) };
    };
    const [today, month] = await Promise.all([since(localDate), since(`${localDate.slice(0, 7)}-01`)]);
    return { key_id: caller.keyId, tz: caller.timezone, today, month };
  }

  private async rows(tenantId: TenantId, asked: Asked): Promise<UsageRows> {
    const [rows, adjustments] = await Promise.all([
      this.store.usage(tenantId, asked),
      this.store.adjustments(tenantId, asked),
    ]);
    return { rows, adjustmentOf: adjustmentsByGroup(adjustments, asked.groupBy) };
  }
}

/** What was recorded, and what late corrections add to each row. */
interface UsageRows {
  readonly rows: readonly UsageRow[];
  readonly adjustmentOf: (row: UsageRow) => bigint;
}

function tableFor(
  range: UsageRange,
  groupBy: readonly Grouping[],
  filters: ReadonlyMap<Dimension, unknown>,
): Asked['table'] {
  const byTime = groupBy.some((name) => TIME_DIMENSIONS.some((time) => time === name));
  return usageTable({
    dimensions: [...DIMENSIONS.filter((name) => groupBy.includes(name)), ...filters.keys()],
    fromMs: range.fromMs,
    toMs: range.toMs,
    offsetsMs: byTime ? [zoneOffsetMs(range.fromMs, range.zone), zoneOffsetMs(range.toMs, range.zone)] : [],
  });
}
