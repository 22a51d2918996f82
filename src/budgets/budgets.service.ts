/** Lists a tenant's budgets with what they have spent. */
import type { TenantId } from '../shared/domain/ids';
import { formatUsd } from '../shared/domain/money';
import { type Page, pageByKey, type PageQuery } from '../shared/pagination';
import type { BudgetView } from './budgets.schema';
import { fractionOf, type MonthlySpend } from './monthly-spend';
import type { BudgetState } from './tenant-budgets';

export class BudgetsService {
  constructor(private readonly spend: MonthlySpend) {}

  list(tenantId: TenantId, query: PageQuery): Page<BudgetView> {
    return pageByKey(this.spend.states(tenantId).map(viewOf), query, ({ name }) => name);
  }
}

const viewOf = ({ budget, window, spent, scopeFound }: BudgetState): BudgetView => ({
  name: budget.name,
  owner: budget.owner,
  scope: budget.scope,
  limit_usd: formatUsd(budget.limit),
  window: 'month',
  timezone: budget.timezone,
  managed_by: budget.managedBy,
  scope_found: scopeFound,
  window_start: instant(window.startMs),
  window_end: instant(window.endMs),
  spent_usd: spent === null ? null : formatUsd(spent.amount),
  fraction: fractionOf({ budget, spent }),
  unpriced_attempts: spent?.unpriced ?? null,
  as_of: spent === null ? null : instant(spent.asOfMs),
});

const instant = (atMs: number): string => new Date(atMs).toISOString();
