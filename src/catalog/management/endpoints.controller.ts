/** `/v1/endpoints`. */
import { Controller, Inject, Param } from '@nestjs/common';
import { Caller, Input, Route } from '../../http';
import type { Principal } from '../../shared/domain/access';
import { type Page, pageQuery, type PageQuery, pageSchema } from '../../shared/pagination';
import { type EndpointDocument, endpointDocumentSchema } from '../domain/endpoint-document';
import { endpointView, savedEndpointView } from './endpoints.schema';
import { EndpointsService, type EndpointView, type SavedEndpointView } from './endpoints.service';

const ALL = '/v1/endpoints';
const ONE = '/v1/endpoints/:name';

@Controller()
export class EndpointsController {
  constructor(@Inject(EndpointsService) private readonly endpoints: EndpointsService) {}

  @Route({
    method: 'GET',
    path: ALL,
    scope: 'catalog:read',
    summary: 'The endpoints: what clients name as `model`',
    query: pageQuery,
    answer: pageSchema(endpointView),
  })
  list(@Caller() caller: Principal, @Input('query') query: PageQuery): Promise<Page<EndpointView>> {
    return this.endpoints.list(caller.tenantId, query);
  }

  @Route({ method: 'GET', path: ONE, scope: 'catalog:read', summary: 'An endpoint', answer: endpointView })
  get(@Caller() caller: Principal, @Param('name') name: string): Promise<EndpointView> {
    return this.endpoints.get(caller.tenantId, name);
  }

  @Route({
    method: 'PUT',
    path: ONE,
    scope: 'catalog:write',
    summary: 'Create or replace an endpoint',
    body: endpointDocumentSchema,
    answer: savedEndpointView,
  })
  put(
    @Caller() caller: Principal,
    @Param('name') name: string,
    @Input('body') body: EndpointDocument,
  ): Promise<SavedEndpointView> {
    return this.endpoints.put(caller, name, body);
  }

  @Route({
    method: 'DELETE',
    path: ONE,
    scope: 'catalog:write',
    summary: 'Delete an endpoint',
    answer: [],
    status: 204,
  })
  delete(@Caller() caller: Principal, @Param('name') name: string): Promise<void> {
    return this.endpoints.delete(caller, name);
  }
}
