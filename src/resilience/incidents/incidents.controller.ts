/** `GET /v1/sla/incidents`, one of them, and the requests that it affected. */
import { Controller, Param } from '@nestjs/common';
import { Caller, Input, Route } from '../../http';
import type { Principal } from '../../shared/domain/access';
import type { Page } from '../../shared/pagination';
import {
  type AffectedRequest,
  type IncidentDetail,
  incidentDetail,
  incidentsPage,
  type IncidentsQuery,
  incidentsQuery,
  type IncidentView,
  requestsPage,
  type RequestsQuery,
  requestsQuery,
} from './incidents.schema';
import { Incidents } from './incidents.service';

@Controller()
export class IncidentsController {
  constructor(private readonly incidents: Incidents) {}

  @Route({
    method: 'GET',
    path: '/v1/sla/incidents',
    scope: 'sla:read',
    summary: 'Incidents of providers, open and resolved, newest first',
    query: incidentsQuery,
    answer: incidentsPage,
  })
  list(@Caller() caller: Principal, @Input('query') query: IncidentsQuery): Promise<Page<IncidentView>> {
    return this.incidents.list(caller, query);
  }

  @Route({
    method: 'GET',
    path: '/v1/sla/incidents/:id',
    scope: 'sla:read',
    summary: 'An incident with its circuits, what it did to calls, and its timeline',
    answer: incidentDetail,
  })
  detail(@Caller() caller: Principal, @Param('id') id: string): Promise<IncidentDetail> {
    return this.incidents.detail(caller, id);
  }

  @Route({
    method: 'GET',
    path: '/v1/sla/incidents/:id/requests',
    scope: 'sla:read',
    summary: 'Requests with calls that failed in an incident, and how each of them ended, newest first',
    query: requestsQuery,
    answer: requestsPage,
  })
  requests(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Input('query') query: RequestsQuery,
  ): Promise<Page<AffectedRequest>> {
    return this.incidents.requests(caller, id, query);
  }
}
