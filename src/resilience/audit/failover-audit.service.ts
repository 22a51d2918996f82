/** The audit of failovers as an operator asks for it. */
import type { Journal } from '../../journal';
import { caughtUp, rangeOf } from '../../ledger';
import type { Clock } from '../../shared/clock';
import type { Principal } from '../../shared/domain/access';
import { csvOf, csvRows } from '../../shared/domain/csv';
import { BursarError } from '../../shared/errors';
import { beforeOf, type Page, pageOf } from '../../shared/pagination';
import {
  AUDIT_COLUMNS,
  type AuditQuery,
  type AuditRow,
  type Summary,
  type SummaryQuery,
  viewCount,
  viewFailover,
} from './failover-audit.schema';
import type { FailoverFilter, FailoverStore } from './failover.store';

// Some hundred kilobytes: what one reader of an export holds at a time.
const EXPORT_PAGE = 1000;
// Pairs of models by class and reason; more than anybody reads.
const MAX_PAIRS = 1000;

export class FailoverAudit {
  constructor(
    private readonly store: FailoverStore,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  async list(caller: Principal, query: AuditQuery): Promise<Page<AuditRow>> {
    const filter = this.filterOf(caller, query);
    await caughtUp(this.journal, 'postgres');
    const rows = await this.store.page(caller.tenantId, filter, {
      limit: query.limit + 1,
      before: beforeOf(query.cursor),
    });
    return pageOf(rows.map(viewFailover), query.limit, ({ id }) => id);
  }

  /** The whole range, a page at a time, as its reader takes it. */
  async *csv(caller: Principal, query: AuditQuery): AsyncGenerator<string> {
    const filter = this.filterOf(caller, query);
    await caughtUp(this.journal, 'postgres');
    yield csvOf([], AUDIT_COLUMNS);
    let before = beforeOf(query.cursor);
    do {
      const page = await this.store.page(caller.tenantId, filter, { limit: EXPORT_PAGE, before });
      const rows = page.map(viewFailover);
      if (rows.length > 0) yield csvRows(rows, AUDIT_COLUMNS);
      const last = rows.at(-1);
      before = rows.length < EXPORT_PAGE || last === undefined ? null : beforeOf(last.id);
    } while (before !== null);
  }

  async summary(caller: Principal, query: SummaryQuery): Promise<Summary> {
    const filter = this.filterOf(caller, query);
    await caughtUp(this.journal, 'postgres');
    const counts = await this.store.counts(caller.tenantId, filter, MAX_PAIRS + 1);
    if (counts.length > MAX_PAIRS) {
      const problem = `has more than ${MAX_PAIRS} pairs; ask for a shorter range, a provider or a model`;
      throw new BursarError('invalid_request', { path: 'from', problem });
    }
    const data = counts.map(viewCount);
    return {
      from: new Date(filter.fromMs).toISOString(),
      to: new Date(filter.toMs).toISOString(),
      failovers: data.reduce((sum, { failovers }) => sum + failovers, 0),
      data,
    };
  }

  /** @throws BursarError `invalid_request` */
  private filterOf({ timezone }: Principal, query: SummaryQuery): FailoverFilter {
    const { from: _from, to: _to, tz: _tz, ...filter } = query;
    const { fromMs, toMs } = rangeOf(query, timezone, this.clock.nowMs());
    return { ...filter, fromMs, toMs };
  }
}
