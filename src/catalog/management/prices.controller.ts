/** `/v1/prices`. */
import { Controller, Inject } from '@nestjs/common';
import { Caller, Input, Route } from '../../http';
import type { Principal } from '../../shared/domain/access';
import { type Page, pageSchema } from '../../shared/pagination';
import { priceBody, type PriceBody, pricesQuery, type PricesQuery, priceView, type PriceView } from './models.schema';
import { PricesService } from './prices.service';

const ALL = '/v1/prices';

@Controller()
export class PricesController {
  constructor(@Inject(PricesService) private readonly prices: PricesService) {}

  @Route({
    method: 'GET',
    path: ALL,
    scope: 'catalog:read',
    summary: 'The dated prices of the catalog, each with its source',
    query: pricesQuery,
    answer: pageSchema(priceView),
  })
  list(@Caller() caller: Principal, @Input('query') query: PricesQuery): Promise<Page<PriceView>> {
    return this.prices.list(caller.tenantId, query);
  }

  @Route({
    method: 'POST',
    path: ALL,
    scope: 'catalog:write',
    summary: 'Add a price from a day on; a correction is a new row',
    body: priceBody,
    answer: priceView,
    status: 201,
  })
  add(@Caller() caller: Principal, @Input('body') body: PriceBody): Promise<PriceView> {
    return this.prices.add(caller, body);
  }
}
