/** `GET /v1/sla/provider-history`. */
import { Controller } from '@nestjs/common';
import { Caller, Input, Route } from '../../http';
import type { Principal } from '../../shared/domain/access';
import { type HistoryAnswer, historyAnswer, type HistoryQuery, historyQuery } from './provider-history.schema';
import { ProviderHistory } from './provider-history.service';

@Controller()
export class ProviderHistoryController {
  constructor(private readonly history: ProviderHistory) {}

  @Route({
    method: 'GET',
    path: '/v1/sla/provider-history',
    scope: 'sla:read',
    summary: 'Availability, error mix and latencies of providers by time, with what their circuits did',
    query: historyQuery,
    answer: historyAnswer,
  })
  read(@Caller() caller: Principal, @Input('query') query: HistoryQuery): Promise<HistoryAnswer> {
    return this.history.history(caller, query);
  }
}
