/** The backtests of this replica: started in processes of their own, kept in memory for a while. */
import type { OnModuleDestroy } from '@nestjs/common';
import type { CatalogService, EndpointCheck } from '../../catalog';
import type { ClickHouse } from '../../clickhouse';
import type { Journal } from '../../journal';
import { caughtUp, rangeOf } from '../../ledger';
import type { Clock } from '../../shared/clock';
import type { Principal } from '../../shared/domain/access';
import type { BacktestId, TenantId } from '../../shared/domain/ids';
import { BursarError } from '../../shared/errors';
import { newId } from '../../shared/ids';
import type { Log } from '../../shared/log';
import { type Page, pageByKey, type PageQuery } from '../../shared/pagination';
import type { BacktestResult } from '../domain/backtest/report';
import type { Policies } from '../policy/policies';
import { type Heard, startBacktest } from './backtest-process';
import type { BacktestBody } from './backtests.schema';
import type { BacktestJob } from './job';
import { type Proposed, proposedBy } from './proposal';
import type { Asked, RecordedRequestsStore } from './recorded-requests.store';

export interface BacktestParts {
  readonly catalogs: CatalogService;
  readonly policies: Policies;
  readonly checkEndpoint: EndpointCheck;
  readonly store: RecordedRequestsStore;
  readonly clickhouse: ClickHouse;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: Log;
  /** How long decisions and their ledger are both kept. */
  readonly retentionMs: number;
}

export interface BacktestSummary {
  readonly id: string;
  readonly status: State['status'];
  readonly created_at: string;
  readonly finished_at: string | null;
  readonly proposal: BacktestJob['proposal']['kind'];
  readonly from: string;
  readonly to: string;
  readonly filter: Asked['filter'];
  readonly progress: { readonly done: number; readonly total: number };
  /** Why it has no result; null unless it failed. */
  readonly failure: string | null;
}

export interface BacktestView extends BacktestSummary {
  readonly result: BacktestResult | null;
}

type State =
  | { readonly status: 'running'; readonly done: number; readonly stop: () => Promise<void> }
  | { readonly status: 'done'; readonly done: number; readonly atMs: number; readonly result: BacktestResult }
  | { readonly status: 'failed'; readonly done: number; readonly atMs: number };

interface Backtest {
  readonly id: BacktestId;
  readonly tenantId: TenantId;
  readonly createdAtMs: number;
  readonly kind: BacktestJob['proposal']['kind'];
  readonly asked: Asked;
  readonly total: number;
  state: State;
}

/** Of all tenants; each keeps a core busy that nobody else wants. */
const MAX_RUNNING = 2;
// A result is at most some megabytes; nobody compares more proposals than these at a time.
const KEPT_A_TENANT = 20;
const RETRY_AFTER_S = 10;

export class BacktestsService implements OnModuleDestroy {
  /** In the order of their start. */
  private readonly backtests = new Map<string, Backtest>();
  /** Tenants whose backtest is about to be started. */
  private readonly starting = new Set<TenantId>();

  constructor(private readonly parts: BacktestParts) {}

  /** @throws BursarError `backtest_running`, `backtests_busy`, and what is wrong with the proposal */
  async start(caller: Principal, body: BacktestBody): Promise<BacktestSummary> {
    const { tenantId } = caller;
    const { catalogs, clock, journal, policies, checkEndpoint, store } = this.parts;
    const proposed = proposedBy(body, { catalog: catalogs.current(tenantId), policies, checkEndpoint });
    const nowMs = clock.nowMs();
    const range = rangeOf(body, caller.timezone, nowMs);
    // What comes while it runs is not looked at.
    const asked = { fromMs: range.fromMs, toMs: Math.min(range.toMs, nowMs + 1), filter: body.filter };
    this.refuseMore(tenantId);
    this.starting.add(tenantId);
    try {
      await caughtUp(journal);
      const total = await store.count(tenantId, asked);
      return summaryOf(this.run(tenantId, { proposed, asked, total, nowMs }));
    } finally {
      this.starting.delete(tenantId);
    }
  }

  list(caller: Principal, query: PageQuery): Page<BacktestSummary> {
    return pageByKey(this.ofTenant(caller.tenantId).map(summaryOf), query, ({ id }) => id);
  }

  /** @throws BursarError `not_found` */
  get(caller: Principal, id: string): BacktestView {
    const backtest = this.known(caller, id);
    const { state } = backtest;
    return { ...summaryOf(backtest), result: state.status === 'done' ? state.result : null };
  }

  /** @throws BursarError `not_found` */
  async cancel(caller: Principal, id: string): Promise<void> {
    const { state } = this.known(caller, id);
    this.backtests.delete(id);
    if (state.status === 'running') await state.stop();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.running().map((state) => state.stop()));
  }

  private run(
    tenantId: TenantId,
    { proposed, asked, total, nowMs }: { proposed: Proposed; asked: Asked; total: number; nowMs: number },
  ): Backtest {
    const { clickhouse, retentionMs } = this.parts;
    const job: BacktestJob = {
      ...{ clickhouse: clickhouse.connectOptions(), tenantId, asked, nowMs, keptFromMs: nowMs - retentionMs },
      ...proposed,
    };
    const stop = startBacktest(job, {
      onMessage: (message) => this.hear(backtest, message),
      onFailure: (error) => this.fail(backtest, error),
    });
    const backtest: Backtest = {
      ...{ id: newId('bt', nowMs), tenantId, createdAtMs: nowMs, kind: proposed.proposal.kind, asked, total },
      state: { status: 'running', done: 0, stop },
    };
    this.backtests.set(backtest.id, backtest);
    this.forgetOldest(tenantId);
    return backtest;
  }

  private hear(backtest: Backtest, message: Heard): void {
    const { done } = message;
    if (message.type === 'done')
      backtest.state = { status: 'done', done, atMs: this.parts.clock.nowMs(), result: message.result };
    else backtest.state = { ...backtest.state, done };
  }

  private fail(backtest: Backtest, error: unknown): void {
    this.parts.log.error({ err: error, backtest: backtest.id }, 'A backtest broke off.');
    backtest.state = { status: 'failed', done: backtest.state.done, atMs: this.parts.clock.nowMs() };
  }

  private refuseMore(tenantId: TenantId): void {
    const own = this.ofTenant(tenantId).find(({ state }) => state.status === 'running');
    if (own !== undefined || this.starting.has(tenantId))
      throw new BursarError('backtest_running', { id: own?.id ?? 'another' }, { retryAfterS: RETRY_AFTER_S });
    if (this.running().length + this.starting.size >= MAX_RUNNING)
      throw new BursarError('backtests_busy', { running: MAX_RUNNING }, { retryAfterS: RETRY_AFTER_S });
  }

  private forgetOldest(tenantId: TenantId): void {
    for (const { id } of this.ofTenant(tenantId).slice(0, -KEPT_A_TENANT)) this.backtests.delete(id);
  }

  private known({ tenantId }: Principal, id: string): Backtest {
    const backtest = this.backtests.get(id);
    if (backtest?.tenantId === tenantId) return backtest;
    throw new BursarError('not_found', { what: 'backtest (a restart forgets them; start it again)' });
  }

  private ofTenant(tenantId: TenantId): Backtest[] {
    return [...this.backtests.values()].filter((backtest) => backtest.tenantId === tenantId);
  }

  private running(): Extract<State, { status: 'running' }>[] {
    return [...this.backtests.values()].flatMap(({ state }) => (state.status === 'running' ? [state] : []));
  }
}

const summaryOf = ({ id, createdAtMs, kind, asked, total, state }: Backtest): BacktestSummary => ({
  id,
  status: state.status,
  created_at: iso(createdAtMs),
  finished_at: state.status === 'running' ? null : iso(state.atMs),
  proposal: kind,
  ...{ from: iso(asked.fromMs), to: iso(asked.toMs), filter: asked.filter },
  progress: { done: state.done, total },
  failure: state.status === 'failed' ? `It broke off; the log has the reason under ${id}.` : null,
});

const iso = (atMs: number): string => new Date(atMs).toISOString();
