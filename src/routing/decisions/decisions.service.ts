/** Stored decisions as receipts. */
import type { CatalogService } from '../../catalog';
import type { Journal } from '../../journal';
import { caughtUp } from '../../ledger';
import type { Principal } from '../../shared/domain/access';
import type { TenantId } from '../../shared/domain/ids';
import { BursarError } from '../../shared/errors';
import { idTimeMs } from '../../shared/ids';
import { type Page, pageOf } from '../../shared/pagination';
import { digestOf } from '../decision-row';
import { decide } from '../domain/decide';
import { ENGINE_VERSION } from '../domain/decision';
import type { Facts, State } from '../domain/facts';
import type { AttemptRecord, DecisionFilter, DecisionRecord, DecisionsStore } from './decisions.store';
import { attemptView, decisionView, iso } from './receipt';

export class DecisionsService {
  constructor(
    private readonly store: DecisionsStore,
    private readonly catalogs: CatalogService,
    private readonly journal: Journal,
  ) {}

  /** @throws BursarError `invalid_request` */
  async list(caller: Principal, filter: DecisionFilter): Promise<Page<Record<string, unknown>>> {
    if (filter.cursor !== undefined && idTimeMs(filter.cursor) === null) {
      throw new BursarError('invalid_request', {
        path: 'cursor',
        problem: 'must be the next_cursor of an earlier page',
      });
    }
    await caughtUp(this.journal);
    const rows = await this.store.list(caller.tenantId, filter);
    const page = pageOf(rows, filter.limit, (row) => row.decision_id);
    return { ...page, data: page.data.map(summary) };
  }

  /** @throws BursarError `not_found` */
  async receipt(caller: Principal, decisionId: string): Promise<Record<string, unknown>> {
    const row = await this.find(caller.tenantId, decisionId);
    if (row === null) throw new BursarError('not_found', { what: 'decision' });
    const [expanded, attempts] = await Promise.all([
      this.expand(caller.tenantId, row),
      this.attempts(caller.tenantId, row),
    ]);
    return {
      ...summary(row),
      facts: JSON.parse(row.facts) as Facts,
      state: JSON.parse(row.state) as State,
      ...expanded,
      attempts: attempts.map(attemptView),
    };
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

  /** Decides again from the stored facts, catalog and state; says so when that is not, or not quite, possible. */
  private async expand(tenantId: TenantId, row: DecisionRecord): Promise<Record<string, unknown>> {
    const catalog = await this.catalogs.byHash(tenantId, row.catalog_hash);
    if (catalog === null) return { expanded: false, note: 'The catalog of this decision is older than its retention.' };
    const result = decide(JSON.parse(row.facts) as Facts, catalog, JSON.parse(row.state) as State);
    if (result.kind === 'unknown_model')
      return { expanded: false, note: 'This engine no longer knows the model of this decision.' };
    const identical = digestOf(result.decision) === row.digest;
    const note = identical
      ? {}
      : { note: `Engine ${ENGINE_VERSION} decides otherwise than engine ${row.engine_version} did.` };
    return { expanded: true, identical, ...note, ...decisionView(result.decision) };
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
  key_id: row.key_id,
  team_id: row.team_id || null,
  project_id: row.project_id || null,
  workflow: row.workflow || null,
  engine_version: row.engine_version,
  catalog_hash: row.catalog_hash,
});
