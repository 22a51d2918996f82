/** The SQL of recorded requests: page by page in the order in which they came, each with what the ledger has of it. */
import type { ClickHouse } from '../../clickhouse';
import type { TenantId } from '../../shared/domain/ids';
import { nanoUsd } from '../../shared/domain/money';
import { type Usage, USAGE_BUCKETS } from '../../shared/domain/usage';
import type { LedgerEntry, RecordedRequest } from '../domain/backtest/recorded';

/** What to look at; `toMs` is exclusive, both are epoch milliseconds. */
export interface Asked {
  readonly fromMs: number;
  readonly toMs: number;
  readonly filter: Readonly<Partial<Record<FilterName, string | undefined>>>;
}

/** Name of a filter → column; `model` and `provider` are what was decided for. */
export const FILTER_COLUMNS = {
  endpoint: 'endpoint',
  project: 'project_id',
  team: 'team_id',
  key: 'key_id',
  workflow: 'workflow',
  task: 'task',
  model: 'selected_model',
  provider: 'selected_provider',
} as const;
export type FilterName = keyof typeof FILTER_COLUMNS;
export const FILTER_NAMES = Object.keys(FILTER_COLUMNS) as FilterName[];

export interface StoredRequest extends RecordedRequest {
  /** Of the policy that it brought. */
  readonly policyIdentity: string | null;
}

/** The last request of a page: the next one begins behind it. */
export interface Position {
  readonly atMs: number;
  readonly decisionId: string;
}

export interface RequestPage {
  readonly requests: readonly StoredRequest[];
  /** null: there are no more. */
  readonly next: Position | null;
}

// Some 5 MB as text: small beside the process' heap, and few enough pages for the statements not to count.
const PAGE_ROWS = 5000;

interface DecisionRow {
  readonly decision_id: string;
  readonly at_ms: string;
  readonly selected_provider: string;
  readonly selected_model: string;
  readonly tier: string;
  readonly team_id: string;
  readonly endpoint: string;
  readonly task: string;
  readonly policy_identity: string;
  readonly engine_version: number;
  readonly facts: string;
  readonly state: string;
}

type LedgerRow = {
  readonly decision_id: string;
  readonly attempts: number;
  /** Nano-dollars; null when no attempt has a cost. */
  readonly cost: string | null;
  readonly served: string;
  readonly served_tier: string;
  /** Empty when no attempt has usage. */
  readonly source: string;
} & Readonly<Record<`used_${(typeof USAGE_BUCKETS)[number]}`, number>>;

export class RecordedRequestsStore {
  constructor(private readonly clickhouse: ClickHouse) {}

  async count(tenantId: TenantId, asked: Asked): Promise<number> {
    const [row] = await this.clickhouse.query<{ count: string }>(
      'backtest.count',
      `SELECT count() AS count FROM route_decisions WHERE ${conditions(asked)}`,
      parameters(tenantId, asked),
    );
    return Number(row?.count);
  }

  async page(tenantId: TenantId, asked: Asked, behind: Position | null): Promise<RequestPage> {
    const rows = await this.decisions(tenantId, asked, behind);
    const [first, last] = [rows[0], rows.at(-1)];
    if (first === undefined || last === undefined) return { requests: [], next: null };
    const range = { ...asked, fromMs: Number(first.at_ms), toMs: Number(last.at_ms) + 1 };
    const entries = await this.ledger(tenantId, range);
    const next = { atMs: Number(last.at_ms), decisionId: last.decision_id };
    return {
      requests: rows.map((row) => requestOf(row, entries.get(row.decision_id) ?? null)),
      next: rows.length < PAGE_ROWS ? null : next,
    };
  }

  /** Pages by key and not one long stream: a statement held open would keep one of the engine's few connections. */
  private decisions(tenantId: TenantId, asked: Asked, behind: Position | null): Promise<DecisionRow[]> {
    const from = behind === null ? asked : { ...asked, fromMs: behind.atMs };
    const after = "(decided_at, decision_id) > (fromUnixTimestamp64Milli({from:Int64}, 'UTC'), {behind:String})";
    return this.clickhouse.query<DecisionRow>(
      'backtest.decisions',
      `SELECT decision_id, toUnixTimestamp64Milli(decided_at) AS at_ms, selected_provider, selected_model, tier, team_id,
         endpoint, task, policy_identity, engine_version, facts, state
       FROM route_decisions WHERE ${conditions(asked)} AND ${after}
       ORDER BY decided_at, decision_id LIMIT ${PAGE_ROWS}`,
      { ...parameters(tenantId, from), behind: behind?.decisionId ?? '' },
    );
  }

  private async ledger(tenantId: TenantId, asked: Asked): Promise<ReadonlyMap<string, LedgerEntry>> {
    const used = USAGE_BUCKETS.map((bucket) => `argMaxIf(${bucket}_tokens, attempt, measured) AS used_${bucket}`);
    const rows = await this.clickhouse.query<LedgerRow>(
      'backtest.ledger',
      `WITH usage_source != 'missing' AS measured
       SELECT decision_id, toUInt32(count()) AS attempts, sum(cost_nano_usd) AS cost,
         argMax(concat(provider, '/', model), attempt) AS served, argMax(tier, attempt) AS served_tier,
         argMaxIf(usage_source, attempt, measured) AS source, ${used.join(', ')}
       FROM ledger_attempts
       WHERE tenant_id = {tenant:String} AND ${between('queued_at')}
         AND decision_id IN (SELECT decision_id FROM route_decisions WHERE ${conditions(asked)})
       GROUP BY decision_id`,
      parameters(tenantId, asked),
    );
    return new Map(rows.map((row) => [row.decision_id, entryOf(row)]));
  }
}

const between = (column: string): string =>
  `${column} >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND ${column} < fromUnixTimestamp64Milli({to:Int64}, 'UTC')`;

const given = ({ filter }: Asked): FilterName[] => FILTER_NAMES.filter((name) => filter[name] !== undefined);

const conditions = (asked: Asked): string =>
  [
    'tenant_id = {tenant:String}',
    between('decided_at'),
    ...given(asked).map((name) => `${FILTER_COLUMNS[name]} = {filter_${name}:String}`),
  ].join(' AND ');

const parameters = (tenantId: TenantId, asked: Asked): Record<string, unknown> => ({
  ...{ tenant: tenantId, from: asked.fromMs, to: asked.toMs },
  ...Object.fromEntries(given(asked).map((name) => [`filter_${name}`, asked.filter[name]])),
});

const requestOf = (row: DecisionRow, ledger: LedgerEntry | null): StoredRequest => ({
  facts: row.facts,
  state: row.state,
  engineVersion: row.engine_version,
  selected: row.selected_model === '' ? null : `${row.selected_provider}/${row.selected_model}`,
  tier: row.tier || null,
  team: row.team_id || null,
  endpoint: row.endpoint || null,
  task: row.task || null,
  policyIdentity: row.policy_identity || null,
  ledger,
});

const entryOf = (row: LedgerRow): LedgerEntry => ({
  attempts: row.attempts,
  cost: row.cost === null ? null : nanoUsd(BigInt(row.cost)),
  usage: row.source === '' ? null : usageOf(row),
  usageEstimated: row.source.startsWith('estimated'),
  served: row.served,
  servedTier: row.served_tier,
});

const usageOf = (row: LedgerRow): Usage =>
  Object.fromEntries(USAGE_BUCKETS.map((bucket) => [bucket, row[`used_${bucket}`]])) as Usage;
