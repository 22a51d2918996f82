/** Incidents as an operator asks for them. */
import type { DataSource } from 'typeorm';
import { DEFAULT_BREAKER } from '../../catalog';
import type { Journal } from '../../journal';
import { caughtUp, rangeOf } from '../../ledger';
import type { Clock } from '../../shared/clock';
import type { Principal } from '../../shared/domain/access';
import { BursarError } from '../../shared/errors';
import { beforeOf, type Page, pageOf } from '../../shared/pagination';
import type { FailoverStore } from '../audit/failover.store';
import { shownName } from '../domain/breaker-key';
import type { Incident } from '../domain/incident';
import { modelsOf } from '../domain/incident-event';
import type { ProviderHealthStore } from '../history/provider-health.store';
import { transitionView } from '../history/provider-history.view';
import type { Affected, ImpactStore, RequestRow } from './impact.store';
import {
  type AffectedRequest,
  type IncidentDetail,
  type IncidentsQuery,
  type IncidentView,
  type RequestsQuery,
  viewIncident,
} from './incidents.schema';
import type { IncidentsStore } from './incidents.store';

export interface IncidentsParts {
  readonly store: IncidentsStore;
  readonly impact: ImpactStore;
  readonly failovers: FailoverStore;
  readonly health: ProviderHealthStore;
  readonly journal: Journal;
  readonly dataSource: DataSource;
  readonly clock: Clock;
}

/** The calls that open a circuit come before it does: by rate, all of its window. */
const LEAD_MS = DEFAULT_BREAKER.window_s * 1000;
// A provider that flaps for hours; the history has the rest.
const MAX_TIMELINE = 1000;
const MAX_PAIRS = 1000;

export class Incidents {
  constructor(private readonly parts: IncidentsParts) {}

  async list(caller: Principal, query: IncidentsQuery): Promise<Page<IncidentView>> {
    const { store, dataSource, clock } = this.parts;
    const { fromMs, toMs } = rangeOf(query, caller.timezone, clock.nowMs());
    const filter = { fromMs, toMs, state: query.state, provider: query.provider };
    const page = { limit: query.limit + 1, before: beforeOf(query.cursor), manager: dataSource.manager };
    const incidents = await store.page(caller.tenantId, filter, page);
    return pageOf(incidents.map(viewIncident), query.limit, (incident) => incident.id);
  }

  /** @throws BursarError `not_found` */
  async detail({ tenantId }: Principal, id: string): Promise<IncidentDetail> {
    const incident = await this.find(tenantId, id);
    const affected = this.affectedBy(incident);
    const { health, journal } = this.parts;
    await caughtUp(journal);
    const [impact, passedOver, timeline] = await Promise.all([
      this.parts.impact.impact(affected),
      this.passedOver(affected),
      health.transitions(tenantId, { ...affected, zone: 'UTC' }, MAX_TIMELINE),
    ]);
    return {
      ...viewIncident(incident),
      circuits: incident.circuits.map(({ model, credential, state, sinceMs }) => ({
        ...{ model, credential: shownName(credential), state },
        since: new Date(sinceMs).toISOString(),
      })),
      impact: {
        calls_failed: Number(impact.calls_failed),
        requests_saved: Number(impact.saved),
        requests_lost: Number(impact.lost),
        requests_passed_over: passedOver,
      },
      timeline: timeline.map(transitionView),
    };
  }

  /** @throws BursarError `not_found` */
  async requests({ tenantId }: Principal, id: string, query: RequestsQuery): Promise<Page<AffectedRequest>> {
    const affected = this.affectedBy(await this.find(tenantId, id));
    const { journal, impact } = this.parts;
    await caughtUp(journal);
    const [atMs, request] = query.cursor?.split(',') ?? [];
    const before = request === undefined ? null : { atMs: Number(atMs), id: request };
    const rows = await impact.requests(affected, query.limit + 1, before);
    return pageOf(rows.map(viewRequest), query.limit, ({ at, request_id: last }) => `${Date.parse(at)},${last}`);
  }

  private async find(tenantId: Principal['tenantId'], id: string): Promise<Incident> {
    const incident = await this.parts.store.find(tenantId, id, this.parts.dataSource.manager);
    if (incident === null) throw new BursarError('not_found', { what: 'incident' });
    return incident;
  }

  private affectedBy({ tenantId, provider, circuits, openedAtMs, status }: Incident): Affected {
    const toMs = status.state === 'resolved' ? status.atMs : this.parts.clock.nowMs();
    return { tenantId, provider, models: modelsOf(circuits), fromMs: openedAtMs - LEAD_MS, toMs: toMs + 1 };
  }

  /** Requests that were spared: they went elsewhere at once. */
  private async passedOver({ tenantId, provider, models, fromMs, toMs }: Affected): Promise<number> {
    const filter = { fromMs, toMs, provider, reason: 'circuit_open' };
    const pairs = await this.parts.failovers.counts(tenantId, filter, MAX_PAIRS);
    return pairs
      .filter((pair) => pair.from_provider === provider && models.includes(pair.from_model_id))
      .reduce((sum, { requests }) => sum + Number(requests), 0);
  }
}

const viewRequest = (row: RequestRow): AffectedRequest => ({
  ...{ request_id: row.request_id, decision_id: row.decision_id, at: new Date(Number(row.at_ms)).toISOString() },
  ...{ calls_failed: Number(row.calls_failed), failure_class: row.failure_class },
  ...{ answered: row.outcome === 'success', outcome: row.outcome },
  ...{ last_provider: row.last_provider, last_model: row.last_model },
});
