/** Where the events of each type are stored, and how a row becomes the fields of the catalogue. */
import type { z } from 'zod';
import { formatUsd, nanoUsd } from '../../shared/domain/money';
import { EVENTS, type FactType } from '../domain/catalogue';

export interface EventFilter {
  readonly types: readonly FactType[];
  readonly endpoint?: string | undefined;
  readonly model?: string | undefined;
  readonly outcome?: string | undefined;
}

export type EventRow = Readonly<Record<string, unknown>>;

export interface Source {
  readonly table: string;
  /** The column that names the event. */
  readonly id: string;
  /** When it happened: an expression. */
  readonly time: string;
  readonly columns: string;
  /** Which rows of the table; null: all. */
  readonly where: string | null;
  /** The column behind each filter; a type without it has no events that match. */
  readonly filters: Readonly<Partial<Record<Exclude<keyof EventFilter, 'types'>, string>>>;
  /** Fields that are not columns. */
  readonly derived: (row: EventRow) => EventRow;
}

const CALL = 'decision_id, request_id, key_id, team_id, project_id, workflow, task, endpoint, requested_model, outcome';
const OF_ATTEMPT = 'attempt_id, attempt, environment, provider, model, tier, streaming';

const TRANSITIONS = {
  ...{ table: 'breaker_transitions', id: 'transition_id', time: 'at', filters: { model: 'model' } },
  columns: `provider, model, credential, from_state AS "from", reason, failure_class, changed_by AS "by",
    toUnixTimestamp64Milli(until) AS until_ms`,
  derived: ({ until_ms: untilMs }: EventRow): EventRow => ({
    until: untilMs === null ? null : new Date(Number(untilMs)).toISOString(),
  }),
};

const INCIDENTS = {
  ...{ table: 'incident_events', id: 'event_id', time: 'at', filters: {} },
  columns: 'incident_id, provider, models, severity, reason, failure_class, reopenings, lasted_ms',
  // 64 bits come as text.
  derived: ({ lasted_ms: lasted }: EventRow): EventRow => ({
    lasted_ms: typeof lasted === 'string' ? Number(lasted) : lasted,
  }),
};

/** In the order in which events of one instant are told. */
export const SOURCES = {
  'decision.made': {
    table: 'route_decisions',
    id: 'decision_id',
    time: 'decided_at',
    where: null,
    columns: `${CALL}, selected_provider AS provider, selected_model AS model, tier, mode, decided_by, rule,
      policy_identity, signals, complexity_score, estimated_cost_nano_usd, explanation`,
    filters: { endpoint: 'endpoint', model: 'selected_model', outcome: 'outcome' },
    derived: (row) => ({ estimated_cost_usd: usd(row['estimated_cost_nano_usd']) }),
  },
  'attempt.ended': {
    table: 'ledger_attempts',
    id: 'attempt_id',
    // Nobody saw the end of one whose process was killed.
    time: 'coalesce(last_byte_at, queued_at)',
    where: null,
    columns: `${CALL}, ${OF_ATTEMPT}, failure_class, http_status, cost_nano_usd, cost_status, usage_source,
      map('input', input_tokens, 'cache_read', cache_read_tokens, 'cache_write_5m', cache_write_5m_tokens,
          'cache_write_1h', cache_write_1h_tokens, 'output', output_tokens, 'reasoning', reasoning_tokens,
          'audio_input', audio_input_tokens, 'audio_output', audio_output_tokens, 'image_input', image_input_tokens) AS counted,
      toUInt32(greatest(0, dateDiff('millisecond', queued_at, first_byte_at))) AS first_byte_ms,
      toUInt32(greatest(0, dateDiff('millisecond', queued_at, last_byte_at))) AS duration_ms`,
    filters: { endpoint: 'endpoint', model: 'model', outcome: 'outcome' },
    derived: (row) => ({
      cost_usd: usd(row['cost_nano_usd']),
      http_status: row['http_status'] === 0 ? null : row['http_status'],
      // Without a measurement the columns' zeros mean nothing.
      tokens: row['usage_source'] === 'missing' ? null : row['counted'],
    }),
  },
  'breaker.opened': { ...TRANSITIONS, where: "to_state = 'open'" },
  'breaker.half_opened': { ...TRANSITIONS, where: "to_state = 'half_open'" },
  'breaker.closed': { ...TRANSITIONS, where: "to_state = 'closed'" },
  'incident.opened': { ...INCIDENTS, where: "change = 'opened'" },
  'incident.resolved': { ...INCIDENTS, where: "change = 'resolved'" },
} as const satisfies Readonly<Record<FactType, Source>>;

export const FACT_TYPES = Object.keys(SOURCES) as readonly FactType[];

/** The place of a type in the order of events of one instant. */
export const rankOf = (type: FactType): number => FACT_TYPES.indexOf(type);

/** The store writes an empty text where there is nothing to say. */
export function fieldsOf(type: FactType, row: EventRow): EventRow {
  const fields: Record<string, unknown> = { ...row, ...SOURCES[type].derived(row) };
  const listed: Readonly<Record<string, z.ZodType>> = EVENTS[type].data.shape;
  for (const [name, field] of Object.entries(listed)) {
    if (fields[name] === '' && field.safeParse(null).success) fields[name] = null;
  }
  return fields;
}

const usd = (nano: unknown): string | null => (typeof nano === 'string' ? formatUsd(nanoUsd(BigInt(nano))) : null);
