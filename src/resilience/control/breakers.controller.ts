/** `/v1/sla/breakers`. */
import { Controller } from '@nestjs/common';
import { Caller, Input, Route } from '../../http';
import type { Principal } from '../../shared/domain/access';
import { BreakerViews } from './breaker-views.service';
import {
  breakersPage,
  type BreakersPage,
  type BreakersQuery,
  breakersQuery,
  type Changed,
  changedView,
  type CloseBody,
  closeBody,
  type OpenBody,
  openBody,
} from './breakers.schema';
import { HandledBreakers } from './handled-breakers.service';

@Controller()
export class BreakersController {
  constructor(
    private readonly views: BreakerViews,
    private readonly hand: HandledBreakers,
  ) {}

  @Route({
    method: 'GET',
    path: '/v1/sla/breakers',
    scope: 'sla:read',
    summary: 'The circuit breakers with their counts, each provider as a whole, and the credentials that cool down',
    query: breakersQuery,
    answer: breakersPage,
  })
  list(@Caller() caller: Principal, @Input('query') query: BreakersQuery): Promise<BreakersPage> {
    return this.views.list(caller.tenantId, query);
  }

  @Route({
    method: 'POST',
    path: '/v1/sla/breakers/open',
    scope: 'sla:write',
    summary: 'Open circuits by hand, on every replica, for an hour unless for_s says otherwise',
    body: openBody,
    answer: changedView,
  })
  open(@Caller() caller: Principal, @Input('body') body: OpenBody): Promise<Changed> {
    return this.hand.open(caller, body);
  }

  @Route({
    method: 'POST',
    path: '/v1/sla/breakers/close',
    scope: 'sla:write',
    summary: 'Close circuits by hand, on every replica',
    body: closeBody,
    answer: changedView,
  })
  close(@Caller() caller: Principal, @Input('body') body: CloseBody): Promise<Changed> {
    return this.hand.close(caller, body);
  }
}
