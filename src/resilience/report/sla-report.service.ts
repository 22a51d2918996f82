/** The SLA report. */
import { DEFAULT_BREAKER } from '../../catalog';
import type { Journal } from '../../journal';
import { caughtUp, rangeOf } from '../../ledger';
import type { Clock } from '../../shared/clock';
import type { Principal } from '../../shared/domain/access';
import { BursarError } from '../../shared/errors';
import { outagesOf } from '../domain/outages';
import { callersSide, providersSide } from '../domain/sla-report';
import type { ProviderHealthStore, TransitionRow } from '../history/provider-health.store';
import { wholeSlots } from '../history/whole-slots';
import type { Report, ReportQuery } from './sla-report.schema';
import type { Detection, ProviderCount, RequestCount, SlaReportStore } from './sla-report.store';

const DAY_MS = 24 * 60 * 60_000;
// A quarter: every request of it is looked at.
const MAX_DAYS = 92;
// More outages than that are not read off one page.
const MAX_TRANSITIONS = 10_000;

interface Stores {
  readonly report: SlaReportStore;
  readonly health: ProviderHealthStore;
  readonly journal: Journal;
  readonly clock: Clock;
}

export class SlaReport {
  constructor(private readonly stores: Stores) {}

  async read({ tenantId, timezone }: Principal, query: ReportQuery): Promise<Report> {
    const { report, health, journal, clock } = this.stores;
    const range = wholeSlots(rangeOf(query, timezone, clock.nowMs()));
    refuseTooLong(range);
    await caughtUp(journal);
    const [requests, providers, transitions, detections] = await Promise.all([
      report.requests(tenantId, range),
      report.providers(tenantId, range),
      health.transitions(tenantId, range, MAX_TRANSITIONS),
      report.detections(tenantId, range, DEFAULT_BREAKER.window_s),
    ]);
    return {
      from: new Date(range.fromMs).toISOString(),
      to: new Date(range.toMs).toISOString(),
      tz: range.zone,
      callers: callersSide(requests.map(endedRequests)),
      providers: providersSide(
        providers.map(endedCalls),
        outagesOf(transitions.map(transitionRecord)),
        detections.flatMap(found),
      ),
    };
  }
}

function refuseTooLong({ fromMs, toMs }: { fromMs: number; toMs: number }): void {
  if (toMs - fromMs <= (MAX_DAYS + 1) * DAY_MS) return;
  throw new BursarError('invalid_request', { path: 'from', problem: `must be within ${MAX_DAYS} days of "to"` });
}

const endedRequests = (row: RequestCount): Parameters<typeof callersSide>[0][number] => ({
  outcome: row.outcome,
  failureClass: row.failure_class,
  requests: Number(row.requests),
  severalAttempts: row.several === 1,
});

const endedCalls = (row: ProviderCount): Parameters<typeof providersSide>[0][number] => ({
  provider: row.provider,
  outcome: row.outcome,
  failureClass: row.failure_class,
  calls: Number(row.samples),
});

const transitionRecord = (row: TransitionRow): Parameters<typeof outagesOf>[0][number] => ({
  atMs: Number(row.at_ms),
  provider: row.provider,
  model: row.model,
  credential: row.credential,
  from: row.from_state,
  to: row.to_state,
  by: row.changed_by,
});

const found = ({
  provider,
  opened_ms: opened,
  first_failure_ms: first,
}: Detection): { provider: string; detectMs: number }[] =>
  first === null ? [] : [{ provider, detectMs: Number(opened) - Number(first) }];
