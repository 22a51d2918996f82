/** The SQL of stored decisions. */
import type { ClickHouse } from '../../clickhouse';
import type { TenantId } from '../../shared/domain/ids';
import { idTimeMs } from '../../shared/ids';
import { aroundId, idRange } from './id-range';

export interface DecisionRecord {
  readonly decision_id: string;
  readonly request_id: string;
  readonly decided: string;
  readonly key_id: string;
  readonly team_id: string;
  readonly project_id: string;
  readonly workflow: string;
  readonly endpoint: string;
  readonly requested_model: string;
  readonly outcome: string;
  readonly selected_provider: string;
  readonly selected_model: string;
  readonly tier: string;
  readonly mode: string;
  readonly decided_by: string;
  readonly rule: string;
  readonly policy_identity: string;
  readonly signals: readonly string[];
  readonly complexity_score: number | null;
  readonly engine_version: number;
  readonly catalog_hash: string;
  readonly facts: string;
  readonly state: string;
  readonly candidate_order: readonly number[];
  readonly rejected: Readonly<Record<string, number>>;
  readonly mutations: string;
  readonly digest: string;
  /** CRC-32 of each section, in the order of SECTIONS; empty where an earlier engine kept none. */
  readonly section_digests: readonly number[];
}

export interface AttemptRecord {
  readonly attempt: number;
  readonly provider: string;
  readonly model: string;
  readonly credential: string;
  readonly outcome: string;
  readonly failure_class: string;
  readonly http_status: number;
  readonly error: string;
  readonly usage_source: string;
  readonly tokens: Readonly<Record<string, string>>;
  readonly cost_status: string;
  readonly cost_nano_usd: string | null;
  readonly price_row: string;
  /** Late ones of its price, and what they add to its cost. */
  readonly corrections: string;
  readonly difference_nano_usd: string;
  readonly service_tier: string;
  readonly price_region: string;
  readonly queued: string;
  readonly started: string;
  readonly first_byte: string | null;
  readonly last_byte: string | null;
  /** null: nobody saw its end. */
  readonly latency_ms: string | null;
}

export interface DecisionFilter {
  readonly limit: number;
  /** Decisions before this one. */
  readonly cursor?: string | undefined;
  readonly model?: string | undefined;
  readonly provider?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly project?: string | undefined;
  readonly outcome?: string | undefined;
  readonly rule?: string | undefined;
  readonly policy?: string | undefined;
  readonly decided_by?: string | undefined;
  /** A rule of the complexity detector. */
  readonly signal?: string | undefined;
}

const DECISION_COLUMNS =
  'decision_id, request_id, toString(decided_at) AS decided, key_id, team_id, project_id, workflow, endpoint, requested_model, outcome, ' +
  'selected_provider, selected_model, tier, mode, decided_by, rule, policy_identity, signals, complexity_score, ' +
  'engine_version, catalog_hash, facts, state, candidate_order, rejected, mutations, digest, section_digests';

const equals = (column: string) => (parameter: string) => `${column} = ${parameter}`;

const FILTERS: Readonly<Record<Exclude<keyof DecisionFilter, 'limit' | 'cursor'>, (parameter: string) => string>> = {
  model: equals('selected_model'),
  provider: equals('selected_provider'),
  endpoint: equals('endpoint'),
  project: equals('project_id'),
  outcome: equals('outcome'),
  rule: equals('rule'),
  policy: equals('policy_identity'),
  decided_by: equals('decided_by'),
  signal: (parameter) => `has(signals, ${parameter})`,
};

export class DecisionsStore {
  constructor(private readonly clickhouse: ClickHouse) {}

  async find(tenantId: TenantId, decisionId: string): Promise<DecisionRecord | null> {
    const [row] = await this.clickhouse.query<DecisionRecord>(
      'decisions.find',
      `SELECT ${DECISION_COLUMNS} FROM route_decisions WHERE tenant_id = {tenant:String} AND ${aroundId('decided_at')} AND decision_id = {decision:String} LIMIT 1`,
      { tenant: tenantId, decision: decisionId, ...idRange(decisionId) },
    );
    return row ?? null;
  }

  list(tenantId: TenantId, filter: DecisionFilter): Promise<DecisionRecord[]> {
    const given = (Object.keys(FILTERS) as (keyof typeof FILTERS)[]).filter((name) => filter[name] !== undefined);
    const conditions = given.map((name) => FILTERS[name](`{${name}:String}`));
    if (filter.cursor !== undefined)
      conditions.push(
        "(decided_at, decision_id) < (fromUnixTimestamp64Milli({cursor_ms:Int64}, 'UTC'), {cursor:String})",
      );
    return this.clickhouse.query<DecisionRecord>(
      'decisions.list',
      `SELECT ${DECISION_COLUMNS} FROM route_decisions WHERE ${['tenant_id = {tenant:String}', ...conditions].join(' AND ')} ORDER BY decided_at DESC, decision_id DESC LIMIT {limit:UInt32}`,
      {
        tenant: tenantId,
        limit: filter.limit + 1,
        ...Object.fromEntries(given.map((name) => [name, filter[name]])),
        ...(filter.cursor !== undefined && { cursor: filter.cursor, cursor_ms: idTimeMs(filter.cursor) ?? 0 }),
      },
    );
  }

  attempts(tenantId: TenantId, decisionId: string): Promise<AttemptRecord[]> {
    return this.clickhouse.query<AttemptRecord>(
      'decisions.attempts',
      `SELECT attempt, provider, model, credential, outcome, failure_class, http_status, error, usage_source,
         map('input', input_tokens, 'cache_read', cache_read_tokens, 'cache_write_5m', cache_write_5m_tokens,
             'cache_write_1h', cache_write_1h_tokens, 'output', output_tokens, 'reasoning', reasoning_tokens,
             'audio_input', audio_input_tokens, 'audio_output', audio_output_tokens, 'image_input', image_input_tokens) AS tokens,
         cost_status, cost_nano_usd, price_row, service_tier, price_region, toString(queued_at) AS queued,
         toString(started_at) AS started, toString(first_byte_at) AS first_byte,
         toString(last_byte_at) AS last_byte, dateDiff('millisecond', started_at, ended_at) AS latency_ms,
         corrections, difference_nano_usd
       FROM ledger_attempts LEFT JOIN (
         SELECT attempt_id, count() AS corrections, sum(difference_nano_usd) AS difference_nano_usd
         FROM ledger_adjustments FINAL WHERE tenant_id = {tenant:String} AND ${aroundId('queued_at')} GROUP BY attempt_id
       ) AS adjusted USING (attempt_id)
       WHERE tenant_id = {tenant:String} AND ${aroundId('queued_at')} AND decision_id = {decision:String}
       ORDER BY attempt`,
      { tenant: tenantId, decision: decisionId, ...idRange(decisionId) },
    );
  }
}
