/** How long answers have been lately, for the estimate before a call. */
import type { TenantId } from '../shared/domain/ids';

// Before the first answer: the middle of ordinary chat answers (Azure's public trace of 2023 has a median of 129 and a mean of 211).
const INITIAL_TOKENS = 200;
// Weight of the newest answer; about the last twenty count.
const WEIGHT = 0.1;
// Names come from callers' bodies but only those of the catalog get here; the bound is for many tenants.
const MAX_ENTRIES = 20_000;

export class ExpectedOutput {
  /** By tenant and requested model. */
  private readonly means = new Map<TenantId, Map<string, number>>();
  private count = 0;

  of(tenantId: TenantId, requestedModel: string): number {
    return Math.round(this.means.get(tenantId)?.get(requestedModel) ?? INITIAL_TOKENS);
  }

  learn(tenantId: TenantId, requestedModel: string, outputTokens: number): void {
    const means = this.ofTenant(tenantId);
    const mean = means.get(requestedModel);
    if (mean === undefined) {
      if (this.count >= MAX_ENTRIES) return;
      this.count += 1;
    }
    means.set(requestedModel, mean === undefined ? outputTokens : mean + WEIGHT * (outputTokens - mean));
  }

  private ofTenant(tenantId: TenantId): Map<string, number> {
    const known = this.means.get(tenantId);
    if (known !== undefined) return known;
    const means = new Map<string, number>();
    this.means.set(tenantId, means);
    return means;
  }
}
