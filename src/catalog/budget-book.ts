/** The declared budgets of all tenants in memory, for whoever counts against them. They are no part of the hashed catalog. */
import type { TenantId } from '../shared/domain/ids';
import type { Budget } from './domain/budget-document';
import type { ManagedBy } from './rows/managed-by';

export interface DeclaredBudget extends Budget {
  readonly managedBy: ManagedBy;
}

/** Told when a tenant's budgets have been read, changed or not. */
export type BudgetsHandler = (tenantId: TenantId, budgets: readonly DeclaredBudget[]) => void;

export class BudgetBook {
  private readonly byTenant = new Map<TenantId, readonly DeclaredBudget[]>();
  private readonly handlers: BudgetsHandler[] = [];

  /** Tells of the present budgets too. */
  follow(handler: BudgetsHandler): void {
    this.handlers.push(handler);
    for (const [tenantId, budgets] of this.byTenant) handler(tenantId, budgets);
  }

  replace(tenantId: TenantId, budgets: readonly DeclaredBudget[]): void {
    this.byTenant.set(tenantId, budgets);
    for (const handler of this.handlers) handler(tenantId, budgets);
  }
}
