/** What `GET /v1/sla/incidents` takes and answers. */
import { z } from 'zod';
import { moment, zone } from '../../ledger';
import { idCursor, pageQuery, pageSchema } from '../../shared/pagination';
import { type Incident, SEVERITIES } from '../domain/incident';
import { modelsOf } from '../domain/incident-event';
import { transitionSchema } from '../history/provider-history.schema';

export const incidentsQuery = pageQuery.extend({
  from: moment.optional(),
  to: moment.optional(),
  tz: zone.optional(),
  state: z.enum(['open', 'resolved']).optional(),
  provider: z.string().min(1).max(200).optional(),
  cursor: idCursor,
});
export type IncidentsQuery = z.infer<typeof incidentsQuery>;

const incident = {
  id: z.string(),
  provider: z.string(),
  state: z.enum(['open', 'resolved']),
  severity: z.enum(SEVERITIES),
  opened_at: z.string(),
  resolved_at: z.string().nullable(),
  models: z.array(z.string()),
  credentials: z.array(z.string()),
  opened_by: z.object({ reason: z.string(), failure_class: z.string().nullable(), by: z.string().nullable() }),
  reopenings: z.int(),
};
const incidentSchema = z.object(incident);
export type IncidentView = z.output<typeof incidentSchema>;
export const incidentsPage = pageSchema(incidentSchema);

export const incidentDetail = z.object({
  ...incident,
  circuits: z.array(
    z.object({ model: z.string(), credential: z.string().nullable(), state: z.string(), since: z.string() }),
  ),
  impact: z.object({
    calls_failed: z.int(),
    requests_saved: z.int(),
    requests_lost: z.int(),
    requests_passed_over: z.int(),
  }),
  timeline: z.array(transitionSchema),
});
export type IncidentDetail = z.output<typeof incidentDetail>;

export const requestsQuery = pageQuery.extend({
  cursor: z
    .string()
    .regex(/^\d{1,15},\w{1,100}$/, 'must be the next_cursor of an earlier page')
    .optional(),
});
export type RequestsQuery = z.infer<typeof requestsQuery>;

const affectedRequest = z.object({
  request_id: z.string(),
  decision_id: z.string(),
  at: z.string(),
  calls_failed: z.int(),
  failure_class: z.string(),
  answered: z.boolean(),
  outcome: z.string(),
  last_provider: z.string(),
  last_model: z.string(),
});
export type AffectedRequest = z.output<typeof affectedRequest>;
export const requestsPage = pageSchema(affectedRequest);

export function viewIncident({ id, provider, severity, openedAtMs, openedBy, ...rest }: Incident): IncidentView {
  const { status, circuits, reopenings } = rest;
  const credentials = [...new Set(circuits.map(({ credential }) => credential))].filter((name) => name !== '').sort();
  return {
    ...{ id, provider, state: status.state, severity, opened_at: new Date(openedAtMs).toISOString() },
    resolved_at: status.state === 'resolved' ? new Date(status.atMs).toISOString() : null,
    ...{ models: modelsOf(circuits), credentials, reopenings },
    opened_by: { reason: openedBy.reason, failure_class: openedBy.failureClass, by: openedBy.by },
  };
}
