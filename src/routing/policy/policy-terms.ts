/** Policies of decisions that were made, by their identity: what a replay runs. */
import type { ClickHouse } from '../../clickhouse';
import type { Journal } from '../../journal';
import { caughtUp } from '../../ledger';
import type { TenantId } from '../../shared/domain/ids';
import type { RunnablePolicy } from '../domain/policy-layer';
import type { Policies } from './policies';

export class PolicyTerms {
  constructor(
    private readonly clickhouse: ClickHouse,
    private readonly policies: Policies,
    private readonly journal: Journal,
  ) {}

  /** undefined when no decision within the retention rests on it. */
  async runnable(tenantId: TenantId, identity: string): Promise<RunnablePolicy | undefined> {
    const term = await this.term(tenantId, identity);
    return term === null ? undefined : this.policies.admit(term);
  }

  /** As its caller wrote it. */
  private async term(tenantId: TenantId, identity: string): Promise<string | null> {
    const stored = await this.read(tenantId, identity);
    if (stored !== null) return stored;
    // Its decision may have come a moment before it.
    await caughtUp(this.journal);
    return this.read(tenantId, identity);
  }

  private async read(tenantId: TenantId, identity: string): Promise<string | null> {
    const [row] = await this.clickhouse.query<{ term: string }>(
      'policies.term',
      'SELECT term FROM policy_terms WHERE tenant_id = {tenant:String} AND identity = {identity:String} LIMIT 1',
      { tenant: tenantId, identity },
    );
    return row?.term ?? null;
  }
}
