/** What happened to providers: availability, errors and latencies by time, and what their circuits did. */
import type { Journal } from '../../journal';
import { caughtUp, rangeOf } from '../../ledger';
import type { Clock } from '../../shared/clock';
import type { Principal } from '../../shared/domain/access';
import { BursarError } from '../../shared/errors';
import type { ProviderHealthStore } from './provider-health.store';
import type { HistoryAnswer, HistoryQuery } from './provider-history.schema';
import { historyView, transitionView } from './provider-history.view';
import { wholeSlots } from './whole-slots';

// A month of five minutes of one model with a handful of outcomes; more is read by nobody and built by this process.
const MAX_COUNTS = 50_000;
const MAX_TRANSITIONS = 1000;

export class ProviderHistory {
  constructor(
    private readonly store: ProviderHealthStore,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  async history(caller: Principal, query: HistoryQuery): Promise<HistoryAnswer> {
    const { bucket, group_by: groupBy, from: _from, to: _to, tz: _tz, ...names } = query;
    const range = { ...wholeSlots(rangeOf(query, caller.timezone, this.clock.nowMs())), ...names };
    await caughtUp(this.journal);
    const [counts, transitions] = await Promise.all([
      this.store.counts(caller.tenantId, range, { bucket, groupBy, limit: MAX_COUNTS + 1 }),
      this.store.transitions(caller.tenantId, range, MAX_TRANSITIONS),
    ]);
    refuseTooMany(counts);
    return {
      from: new Date(range.fromMs).toISOString(),
      to: new Date(range.toMs).toISOString(),
      ...{ tz: range.zone, bucket },
      data: historyView(counts, groupBy),
      breaker: transitions.map(transitionView),
    };
  }
}

function refuseTooMany(counts: readonly unknown[]): void {
  if (counts.length <= MAX_COUNTS) return;
  const problem = 'is too narrow for so long a range; ask for a wider bucket, a shorter range, a provider or a model';
  throw new BursarError('invalid_request', { path: 'bucket', problem });
}
