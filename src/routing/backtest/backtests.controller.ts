/** `POST /v1/policies/backtest` and `/v1/policies/backtests`. */
import { Controller, Param } from '@nestjs/common';
import { Caller, Input, Route } from '../../http';
import { type Principal } from '../../shared/domain/access';
import { type Page, pageQuery, type PageQuery, pageSchema } from '../../shared/pagination';
import { type BacktestBody, backtestBody, backtestSummary, backtestView } from './backtests.schema';
import { BacktestsService, type BacktestSummary, type BacktestView } from './backtests.service';

const ALL = '/v1/policies/backtests';
const ONE = '/v1/policies/backtests/:id';

@Controller()
export class BacktestsController {
  constructor(private readonly backtests: BacktestsService) {}

  @Route({
    method: 'POST',
    path: '/v1/policies/backtest',
    scope: 'decisions:read',
    summary: 'Decides recorded requests again under a policy, routing or mode: cost, tiers, latency, before and after',
    body: backtestBody,
    answer: backtestSummary,
    status: 202,
  })
  start(@Caller() caller: Principal, @Input('body') body: BacktestBody): Promise<BacktestSummary> {
    return this.backtests.start(caller, body);
  }

  @Route({
    method: 'GET',
    path: ALL,
    scope: 'decisions:read',
    summary: 'The backtests that this replica has run lately, in the order of their start',
    query: pageQuery,
    answer: pageSchema(backtestSummary),
  })
  list(@Caller() caller: Principal, @Input('query') query: PageQuery): Page<BacktestSummary> {
    return this.backtests.list(caller, query);
  }

  @Route({
    method: 'GET',
    path: ONE,
    scope: 'decisions:read',
    summary: 'A backtest: its progress, and when it is done its result',
    answer: backtestView,
  })
  get(@Caller() caller: Principal, @Param('id') id: string): BacktestView {
    return this.backtests.get(caller, id);
  }

  @Route({
    method: 'DELETE',
    path: ONE,
    scope: 'decisions:read',
    summary: 'Ends a backtest that runs, and forgets it',
    answer: [],
    status: 204,
  })
  cancel(@Caller() caller: Principal, @Param('id') id: string): Promise<void> {
    return this.backtests.cancel(caller, id);
  }
}
