/** `/v1/models/catalog`. */
import { Controller, Inject, Param } from '@nestjs/common';
import { Caller, Input, Route } from '../../http';
import type { Principal } from '../../shared/domain/access';
import { type Page, pageSchema } from '../../shared/pagination';
import { type ModelDocument, modelDocumentSchema } from '../domain/model-document';
import { modelsQuery, type ModelsQuery, modelView, type ModelView } from './models.schema';
import { type ModelAddress, ModelsService } from './models.service';

const ALL = '/v1/models/catalog';
const ONE = '/v1/models/catalog/:provider/:model';

@Controller()
export class ModelsController {
  constructor(@Inject(ModelsService) private readonly models: ModelsService) {}

  @Route({
    method: 'GET',
    path: ALL,
    scope: 'catalog:read',
    summary: 'The models of the catalog: what each can do, holds and costs',
    query: modelsQuery,
    answer: pageSchema(modelView),
  })
  list(@Caller() caller: Principal, @Input('query') query: ModelsQuery): Promise<Page<ModelView>> {
    return this.models.list(caller.tenantId, query);
  }

  @Route({ method: 'GET', path: ONE, scope: 'catalog:read', summary: 'A model', answer: modelView })
  get(@Caller() caller: Principal, @Param() address: ModelAddress): Promise<ModelView> {
    return this.models.get(caller.tenantId, address);
  }

  @Route({
    method: 'PUT',
    path: ONE,
    scope: 'catalog:write',
    summary: "Create or replace a model of the tenant's own, or its word on a shipped one",
    body: modelDocumentSchema,
    answer: modelView,
  })
  put(
    @Caller() caller: Principal,
    @Param() address: ModelAddress,
    @Input('body') body: ModelDocument,
  ): Promise<ModelView> {
    return this.models.put(caller, address, body);
  }

  @Route({
    method: 'DELETE',
    path: ONE,
    scope: 'catalog:write',
    summary: "Delete a model of the tenant's own",
    answer: [],
    status: 204,
  })
  delete(@Caller() caller: Principal, @Param() address: ModelAddress): Promise<void> {
    return this.models.delete(caller, address);
  }
}
