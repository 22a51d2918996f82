/** Stored decisions as receipts. */
import type { Journal } from '../../journal';
import { caughtUp } from '../../ledger';
import type { Principal } from '../../shared/domain/access';
import type { TenantId } from '../../shared/domain/ids';
import { BursarError } from '../../shared/errors';
import { idTimeMs } from '../../shared/ids';
import { type Page, pageOf } from '../../shared/pagination';
import { type Facts, storedFacts, storedState } from '../domain/facts';
import type { PolicyTerms } from '../policy/policy-terms';
import type { AttemptRecord, DecisionFilter, DecisionRecord, DecisionsStore } from './decisions.store';
import { attemptViews, decisionView, iso } from './receipt';
import type { Replay, Replayer } from './replay';

export class DecisionsService {
  constructor(
    private readonly store: DecisionsStore,
    private readonly replayer: Replayer,
    private readonly terms: PolicyTerms,
    private readonly journal: Journal,
  ) {}

  async list(caller: Principal, filter: DecisionFilter): Promise<Page<Record<string, unknown>>> {
    await caughtUp(this.journal);
    const rows = await this.store.list(caller.tenantId, filter);
    const page = pageOf(rows, filter.limit, (row) => row.decision_id);
    return { ...page, data: page.data.map(summary) };
  }

  /** @throws BursarError `not_found` */
  async receipt(caller: Principal, decisionId: string): Promise<Record<string, unknown>> {
    const row = await this.known(caller.tenantId, decisionId);
    const facts = storedFacts(row.facts);
    const [{ decision, identical, note }, policy, attempts] = await Promise.all([
      this.replayer.replay(caller.tenantId, row),
      this.policyOf(caller.tenantId, facts),
      this.attempts(caller.tenantId, row),
    ]);
    return {
      ...summary(row),
      facts,
      state: storedState(row.state),
      expanded: decision !== null,
      identical,
      ...(note !== null && { note }),
      ...(decision !== null && decisionView(decision, facts)),
      policy,
      mutations: row.mutations === '' ? [] : (JSON.parse(row.mutations) as unknown[]),
      attempts: attemptViews(attempts),
    };
  }

  /** The policy as it was sent or stored; its term is null when it is older than its retention. */
  private async policyOf(tenantId: TenantId, { policy }: Facts): Promise<Record<string, unknown> | null> {
    if (policy === null) return null;
    const term = await this.terms.term(tenantId, policy.identity);
    return { ...policy, term: term === undefined ? null : (JSON.parse(term) as unknown) };
  }

  /** @throws BursarError `not_found` */
  async replay(caller: Principal, decisionId: string): Promise<Replay> {
    const { decision: _decision, ...replay } = await this.replayer.replay(
      caller.tenantId,
      await this.known(caller.tenantId, decisionId),
    );
    return replay;
  }

  private async known(tenantId: TenantId, decisionId: string): Promise<DecisionRecord> {
    const row = await this.find(tenantId, decisionId);
    if (row === null) throw new BursarError('not_found', { what: 'decision' });
    return row;
  }

  /** A decision of a moment ago may still be on its way. */
  private async find(tenantId: TenantId, decisionId: string): Promise<DecisionRecord | null> {
    if (idTimeMs(decisionId) === null) return null;
    const row = await this.store.find(tenantId, decisionId);
    if (row !== null) return row;
    await caughtUp(this.journal);
    return this.store.find(tenantId, decisionId);
  }

  /** The end of a call of a moment ago may be on its way although its decision has come. */
  private async attempts(tenantId: TenantId, { decision_id: id, outcome }: DecisionRecord): Promise<AttemptRecord[]> {
    const attempts = await this.store.attempts(tenantId, id);
    if (attempts.length > 0 || outcome !== 'selected') return attempts;
    await caughtUp(this.journal);
    return this.store.attempts(tenantId, id);
  }
}

const summary = (row: DecisionRecord): Record<string, unknown> => ({
  decision_id: row.decision_id,
  request_id: row.request_id,
  decided_at: iso(row.decided),
  outcome: row.outcome,
  requested_model: row.requested_model,
  endpoint: row.endpoint || null,
  selected_model: row.selected_model || null,
  provider: row.selected_provider || null,
  tier: row.tier || null,
  ...reasonsOf(row),
  key_id: row.key_id,
  team_id: row.team_id || null,
  project_id: row.project_id || null,
  workflow: row.workflow || null,
  engine_version: row.engine_version,
  catalog_hash: row.catalog_hash,
});

const reasonsOf = (row: DecisionRecord): Record<string, unknown> => ({
  mode: row.mode || null,
  decided_by: row.decided_by || null,
  rule: row.rule || null,
  policy_identity: row.policy_identity || null,
  signals: row.signals,
});
