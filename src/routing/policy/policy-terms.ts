/** Policies of decisions that were made, by their identity: what a replay runs. */
import type { Journal } from '../../journal';
import { caughtUp } from '../../ledger';
import type { TenantId } from '../../shared/domain/ids';
import type { RunnablePolicy } from '../domain/policy-layer';
import type { Policies } from './policies';
import type { PolicyTermsStore } from './policy-terms.store';

export class PolicyTerms {
  constructor(
    private readonly store: PolicyTermsStore,
    private readonly policies: Policies,
    private readonly journal: Journal,
  ) {}

  /** undefined when no decision within the retention rests on it. */
  async runnable(tenantId: TenantId, identity: string): Promise<RunnablePolicy | undefined> {
    const term = await this.term(tenantId, identity);
    return term === undefined ? undefined : this.policies.admit(term);
  }

  /** As the caller wrote it. */
  async term(tenantId: TenantId, identity: string): Promise<string | undefined> {
    const stored = await this.read(tenantId, identity);
    if (stored !== undefined) return stored;
    // Its decision may have come a moment before it.
    await caughtUp(this.journal);
    return this.read(tenantId, identity);
  }

  private async read(tenantId: TenantId, identity: string): Promise<string | undefined> {
    return (await this.store.find(tenantId, [identity])).get(identity);
  }
}
