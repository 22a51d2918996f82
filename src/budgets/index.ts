export { BudgetsModule } from './budgets.module';
export { MonthlySpend } from './monthly-spend';
export { SCOPE_NAMES } from './scope-names';
export { callScope } from './tenant-budgets';
