/** The event catalogue: every type of event with its fields. What is not listed here leaves the process in no event. */
import { z } from 'zod';
import { USAGE_BUCKETS } from '../../shared/domain/usage';

const text = (says: string): z.ZodType<string> => z.string().describe(says);
const textOrNull = (says: string): z.ZodType<string | null> => z.string().nullable().describe(says);
const count = (says: string): z.ZodType<number> => z.int().min(0).describe(says);
const countOrNull = (says: string): z.ZodType<number | null> => z.int().min(0).nullable().describe(says);

const call = {
  decision_id: text('The decision; its receipt is at `/v1/decisions/{id}`'),
  request_id: text('The call, as in the header `x-request-id` of its answer'),
  key_id: text('The API key that made the call'),
  team_id: textOrNull("The key's team"),
  project_id: textOrNull("The key's project"),
  workflow: textOrNull('What the caller named as workflow'),
  task: textOrNull('What the request asks for'),
  endpoint: textOrNull('The endpoint, null where the caller named a model, a tier or a policy'),
  requested_model: text('`model` of the body, as the caller wrote it'),
};

const transition = {
  provider: text('Of the circuit'),
  model: text('Of the circuit'),
  credential: textOrNull('Its name; null where the provider needs none'),
  from: text('`closed`, `open` or `half_open`'),
  reason: text('Why, as a word; by hand, the words of who did it'),
  failure_class: textOrNull('Of the failure that made it; null: none did'),
  by: textOrNull("Whose hand it was; null: nobody's"),
};

const incident = {
  incident_id: text('The incident; all of it is at `/v1/sla/incidents/{id}`'),
  provider: text('Who fails'),
  models: z.array(z.string()).describe('Which of its models were part of it so far'),
  severity: text(
    '`minor` (some of the provider), `major` (all that is called) or `critical` (and nobody else is left)',
  ),
  reason: text('Why its first circuit opened'),
  failure_class: textOrNull('Of the failure that opened it'),
  reopenings: count('How often it had seemed to be over'),
};

export const EVENTS = {
  'decision.made': {
    says: 'A call was routed, or nobody could serve it.',
    data: z.object({
      ...call,
      outcome: text('`selected` or `no_candidate`'),
      provider: textOrNull('Of the selected model'),
      model: textOrNull('The selected model'),
      tier: textOrNull('Of the selected model'),
      mode: textOrNull('The mode in which candidates were ranked'),
      decided_by: textOrNull('`policy`, `rule`, `default` or `name`'),
      rule: textOrNull("The matched rule's label, else its condition"),
      policy_identity: textOrNull('SHA-256 of the policy that decided'),
      signals: z.array(z.string()).describe('Rules of the complexity detector that fired'),
      complexity_score: countOrNull('Their sum; null: there was no question to look at'),
      estimated_cost_usd: textOrNull('Of the selected model; null where it has no price'),
      explanation: textOrNull('The decision in one sentence'),
    }),
  },
  'attempt.ended': {
    says: 'A call of a provider has ended, or it is known that nobody saw its end.',
    data: z.object({
      ...call,
      attempt_id: text('The attempt'),
      attempt: count('1 for the first call of a request'),
      environment: textOrNull('What the caller named as environment'),
      provider: text('Who was called'),
      model: text('Which model was called'),
      tier: text('Of that model'),
      streaming: z.boolean().describe('The caller asked for a stream'),
      outcome: text('`success`, `failure`, `cancelled`, `partial` or `unknown`'),
      failure_class: textOrNull('What kind of failure it was'),
      http_status: countOrNull("The provider's status"),
      cost_usd: textOrNull('Null exactly when it is not known'),
      cost_status: text('`priced`, `free`, `estimated`, `unpriced` or `usage_missing`'),
      usage_source: text('Who counted the tokens; `missing`: nobody'),
      tokens: z
        .record(z.enum(USAGE_BUCKETS), z.int().min(0))
        .nullable()
        .describe('By bucket, each token in one of them; null when nobody counted'),
      first_byte_ms: countOrNull('From admission to the first byte of the answer'),
      duration_ms: countOrNull('From admission to the last byte of the answer'),
    }),
  },
  'breaker.opened': {
    says: 'A circuit has opened: calls of that model by that credential go elsewhere.',
    data: z.object({ ...transition, until: textOrNull('When it is tried again') }),
  },
  'breaker.half_opened': {
    says: 'A circuit lets a few calls through, to see whether the provider answers again.',
    data: z.object(transition),
  },
  'breaker.closed': {
    says: 'A circuit lets all calls through again.',
    data: z.object(transition),
  },
  'incident.opened': {
    says: 'A provider fails: its first circuit has opened, or one soon after the incident had seemed to be over.',
    data: z.object(incident),
  },
  'incident.resolved': {
    says: 'All circuits of an incident are closed again.',
    data: z.object({ ...incident, lasted_ms: count('From its first opening') }),
  },
  gap: {
    says: 'Only in a stream: events that match it were left out, because the reader was away or slow for too long.',
    data: z.object({
      lost: count('How many'),
      from: text('They were stored from this time on …'),
      to: text('… to this one'),
    }),
  },
} as const satisfies Record<string, { readonly says: string; readonly data: z.ZodObject }>;

export type EventType = keyof typeof EVENTS;
/** What happened in the world, and not in a stream. */
export type FactType = Exclude<EventType, 'gap'>;

export interface BursarEvent {
  /** The same at every delivery, to whichever sink: what to deduplicate by. */
  readonly id: string;
  readonly type: EventType;
  /** ISO 8601, UTC. */
  readonly timestamp: string;
  readonly tenantId: string;
  /** May hold more than the catalogue lists. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** The one serialiser of all sinks: the listed fields as a line of JSON. @throws ZodError when one is missing or of another type */
export function serialise({ id, type, timestamp, tenantId, data }: BursarEvent): string {
  const listed = EVENTS[type].data.parse(data);
  return JSON.stringify({ id, type, timestamp, tenant_id: tenantId, data: listed });
}
