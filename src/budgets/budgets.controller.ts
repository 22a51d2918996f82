/** `/v1/budgets`. */
import { Controller, Inject } from '@nestjs/common';
import { Caller, Input, Route } from '../http';
import type { Principal } from '../shared/domain/access';
import { type Page, pageQuery, type PageQuery, pageSchema } from '../shared/pagination';
import { budgetView, type BudgetView } from './budgets.schema';
import { BudgetsService } from './budgets.service';

@Controller()
export class BudgetsController {
  constructor(@Inject(BudgetsService) private readonly budgets: BudgetsService) {}

  @Route({
    method: 'GET',
    path: '/v1/budgets',
    scope: 'budgets:read',
    summary: 'The budgets, each with what was spent in its present window; they are declared in the configuration',
    query: pageQuery,
    answer: pageSchema(budgetView),
  })
  list(@Caller() caller: Principal, @Input('query') query: PageQuery): Page<BudgetView> {
    return this.budgets.list(caller.tenantId, query);
  }
}
