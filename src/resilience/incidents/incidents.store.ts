/** `incidents`: changed by one replica at a time for each provider, and read by tenant. */
import type { EntityManager } from 'typeorm';
import type { IncidentId, TenantId } from '../../shared/domain/ids';
import type { Before } from '../../shared/pagination';
import type { Incident } from '../domain/incident';
import { eventOf, type IncidentEvent } from '../domain/incident-event';
import { IncidentRow } from './incident.entity';

/** `from` inclusive, `to` exclusive; of when it was opened. */
export interface IncidentFilter {
  readonly fromMs: number;
  readonly toMs: number;
  readonly state?: IncidentRow['state'] | undefined;
  readonly provider?: string | undefined;
}

export class IncidentsStore {
  /** @returns what is now to be told, which the row keeps until `told` */
  change(
    { tenantId, provider }: { readonly tenantId: TenantId; readonly provider: string },
    step: (latest: Incident | null) => Incident | null,
    manager: EntityManager,
  ): Promise<readonly IncidentEvent[]> {
    return manager.transaction(async (within) => {
      // Two replicas see the same outage at the same time: the second one finds what the first has written.
      await within.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`incident ${tenantId} ${provider}`]);
      const row = await within.findOne(IncidentRow, {
        where: { tenantId, provider },
        order: { openedAt: 'DESC', id: 'DESC' },
      });
      const latest = row === null ? null : incidentOf(row);
      const now = step(latest);
      if (now === null || now === latest) return [];
      const event = eventOf(latest, now);
      const untold = [...(row?.id === now.id ? row.untold : []), ...(event === null ? [] : [event])];
      await within.upsert(IncidentRow, rowOf(now, untold), ['id']);
      return event === null ? [] : [event];
    });
  }

  async told({ incident_id: id, event_id: event }: IncidentEvent, manager: EntityManager): Promise<void> {
    await manager.query(
      `UPDATE incidents SET untold = jsonb_path_query_array(untold, '$[*] ? (@.event_id != $event)', jsonb_build_object('event', $2::text))
       WHERE id = $1`,
      [id, event],
    );
  }

  /** Of all tenants, as what follows: for the check, which every replica makes. */
  async untold(manager: EntityManager): Promise<IncidentEvent[]> {
    const rows: { untold: IncidentEvent[] }[] = await manager.query(
      `SELECT untold FROM incidents WHERE untold <> '[]' ORDER BY opened_at`,
    );
    return rows.flatMap(({ untold }) => untold);
  }

  async open(manager: EntityManager): Promise<Incident[]> {
    return (await manager.findBy(IncidentRow, { state: 'open' })).map(incidentOf);
  }

  async find(tenantId: TenantId, id: string, manager: EntityManager): Promise<Incident | null> {
    const row = await manager.findOneBy(IncidentRow, { tenantId, id: id as IncidentId });
    return row === null ? null : incidentOf(row);
  }

  /** Newest first. */
  async page(
    tenantId: TenantId,
    filter: IncidentFilter,
    { limit, before, manager }: { limit: number; before: Before | null; manager: EntityManager },
  ): Promise<Incident[]> {
    const query = manager
      .createQueryBuilder(IncidentRow, 'i')
      .where('i.tenantId = :tenantId', { tenantId })
      .andWhere('i.openedAt >= :from AND i.openedAt < :to', {
        from: new Date(filter.fromMs),
        to: new Date(filter.toMs),
      });
    for (const name of ['state', 'provider'] as const)
      if (filter[name] !== undefined) query.andWhere(`i.${name} = :${name}`, { [name]: filter[name] });
    if (before !== null) query.andWhere('(i.openedAt, i.id) < (:at, :id)', before);
    const rows = await query.orderBy('i.openedAt', 'DESC').addOrderBy('i.id', 'DESC').limit(limit).getMany();
    return rows.map(incidentOf);
  }
}

const incidentOf = (row: IncidentRow): Incident => ({
  ...{ id: row.id, tenantId: row.tenantId, provider: row.provider, severity: row.severity },
  ...{ openedAtMs: row.openedAt.getTime(), openedBy: row.openedBy, reopenings: row.reopenings },
  status: row.resolvedAt === null ? { state: 'open' } : { state: 'resolved', atMs: row.resolvedAt.getTime() },
  circuits: row.circuits,
});

const rowOf = (incident: Incident, untold: readonly IncidentEvent[]): IncidentRow => ({
  ...{ id: incident.id, tenantId: incident.tenantId, provider: incident.provider, severity: incident.severity },
  ...{ state: incident.status.state, openedAt: new Date(incident.openedAtMs) },
  resolvedAt: incident.status.state === 'resolved' ? new Date(incident.status.atMs) : null,
  ...{ openedBy: incident.openedBy, reopenings: incident.reopenings, circuits: incident.circuits, untold },
});
