/** One physical provider call as the ledger keeps it, and its line of JSON in the journal. */
import type { Cost } from '../../shared/domain/cost';
import type { ServiceTier } from '../../shared/domain/service-tier';
import { type Usage, USAGE_BUCKETS } from '../../shared/domain/usage';

export const OUTCOMES = ['success', 'failure', 'cancelled', 'partial', 'unknown'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The provider began an answer, though it may not have ended it. */
export const ANSWERED: readonly Outcome[] = ['success', 'partial', 'cancelled'];

export const FAILURE_CLASSES = [
  'server_error',
  'rate_limited',
  'timeout',
  'connect_error',
  'auth_error',
  'billing_error',
  'model_not_found',
  'bad_response',
  'content_filter',
  'context_overflow',
  'invalid_request',
  'stream_interrupted',
  'cancelled',
] as const;
export type FailureClass = (typeof FAILURE_CLASSES)[number];

export type UsageSource = 'provider_final' | 'provider_partial' | 'estimated_tokens' | 'estimated_bytes' | 'missing';

/** Counted by us and not by the provider. */
export const isEstimated = (source: UsageSource): boolean => source.startsWith('estimated');

/** Where a call belongs; every field but the first is what the caller said or what its key is bound to. */
export interface Attribution {
  readonly tenant_id: string;
  readonly team_id: string | null;
  readonly project_id: string | null;
  readonly key_id: string;
  readonly workflow: string | null;
  readonly task: string | null;
  readonly environment: string | null;
  readonly run_id: string | null;
  readonly customer: string | null;
  readonly user: string | null;
  readonly tags: Readonly<Record<string, string>>;
}

/** What is known before the provider is called. */
export interface AttemptStart {
  readonly attribution: Attribution;
  /** Admission of the request. */
  readonly queuedAtMs: number;
  /** The same for the first attempt, later for those after it. */
  readonly startedAtMs: number;
  readonly attemptId: string;
  /** 1 for the first physical call of a request. */
  readonly attempt: number;
  readonly requestId: string;
  readonly decisionId: string;
  readonly endpoint: string | null;
  readonly requestedModel: string;
  readonly provider: string;
  readonly model: string;
  readonly tier: string;
  readonly credential: string;
  readonly streaming: boolean;
  readonly estimatedInputTokens: number;
  readonly catalogHash: string;
}

/** What was measured when it ended. */
export interface AttemptEnd {
  readonly outcome: Outcome;
  readonly failureClass: FailureClass | null;
  readonly httpStatus: number | null;
  /** Our own words; never a prompt, an answer or a provider's text. */
  readonly error: string | null;
  readonly usage: Usage | null;
  readonly usageSource: UsageSource;
  readonly cost: Cost;
  /** Whose rates the cost is of. */
  readonly serviceTier: ServiceTier;
  /** Where alone it was to be processed, which has its price; null: anywhere. */
  readonly priceRegion: string | null;
  readonly firstByteAtMs: number | null;
  readonly lastByteAtMs: number | null;
  /** null: with the last byte. */
  readonly endedAtMs: number | null;
}

/** The part of the row that both the intent and the outcome begin with: an object without its closing brace. */
export function rowHead(start: AttemptStart): string {
  const { attribution: a } = start;
  return openEnded({
    tenant_id: a.tenant_id,
    queued_at: seconds(start.queuedAtMs),
    started_at: start.startedAtMs === start.queuedAtMs ? undefined : seconds(start.startedAtMs),
    attempt_id: start.attemptId,
    attempt: start.attempt,
    request_id: start.requestId,
    decision_id: start.decisionId,
    key_id: a.key_id,
    team_id: said(a.team_id),
    project_id: said(a.project_id),
    endpoint: said(start.endpoint),
    workflow: said(a.workflow),
    task: said(a.task),
    environment: said(a.environment),
    run_id: said(a.run_id),
    customer: said(a.customer),
    user: said(a.user),
    tags: Object.keys(a.tags).length > 0 ? a.tags : undefined,
    requested_model: start.requestedModel,
    provider: start.provider,
    model: start.model,
    tier: start.tier,
    credential: said(start.credential),
    streaming: start.streaming,
    estimated_input_tokens: start.estimatedInputTokens,
    catalog_hash: start.catalogHash,
  });
}

/** The row of an attempt whose end nobody saw: the process was killed. */
export const unknownRow = (head: string): string =>
  `${head},"outcome":"unknown","usage_source":"missing","cost_status":"usage_missing"}`;

export function endedRow(head: string, end: AttemptEnd): string {
  const { cost, usage } = end;
  const columns: Record<string, Column> = {
    outcome: end.outcome,
    failure_class: said(end.failureClass),
    http_status: end.httpStatus ?? undefined,
    error: said(end.error),
    usage_source: end.usageSource,
    cost_status: cost.status,
    cost_nano_usd: cost.amount?.toString(),
    price_row: said(cost.priceRowId),
    service_tier: end.serviceTier,
    price_region: said(end.priceRegion),
    first_byte_at: instant(end.firstByteAtMs),
    last_byte_at: instant(end.lastByteAtMs),
    ended_at: instant(end.endedAtMs),
  };
  if (usage !== null) for (const [bucket, column] of USAGE_COLUMNS) columns[column] = usage[bucket] || undefined;
  return `${head},${JSON.stringify(columns).slice(1)}`;
}

/** One that is `undefined` is left out and takes its default in ClickHouse, as zeros and blanks do. */
type Column = string | number | undefined;

const USAGE_COLUMNS = USAGE_BUCKETS.map((bucket) => [bucket, `${bucket}_tokens`] as const);

const openEnded = (columns: object): string => JSON.stringify(columns).slice(0, -1);

const said = (value: string | null): string | undefined => (value === null || value === '' ? undefined : value);

/** ClickHouse reads a DateTime64 from a text of seconds with decimals. */
const seconds = (atMs: number): string => (atMs / 1000).toFixed(3);

const instant = (atMs: number | null): string | undefined => (atMs === null ? undefined : seconds(atMs));
