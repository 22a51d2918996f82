/** `/v1/keys`. */
import { Controller, Param } from '@nestjs/common';
import { Caller, Input, Route } from '../../http';
import type { Principal } from '../../shared/domain/access';
import type { ApiKeyId } from '../../shared/domain/ids';
import type { Page } from '../../shared/pagination';
import { pageOfSchema } from '../fields';
import {
  createdKeyView,
  type CreatedKeyView,
  keyBody,
  type KeyBody,
  keyPatch,
  type KeyPatch,
  keyQuery,
  type KeyQuery,
  keyView,
  type KeyView,
} from './key.schema';
import { KeysService } from './keys.service';

const ALL = '/v1/keys';
const ONE = '/v1/keys/:id';

@Controller()
export class KeysController {
  constructor(private readonly keys: KeysService) {}

  @Route({
    method: 'GET',
    path: ALL,
    scope: 'keys:read',
    summary: 'The API keys of the tenant, revoked ones too',
    query: keyQuery,
    answer: pageOfSchema(keyView),
  })
  list(@Caller() caller: Principal, @Input('query') query: KeyQuery): Promise<Page<KeyView>> {
    return this.keys.list(caller.tenantId, query);
  }

  @Route({
    method: 'POST',
    path: ALL,
    scope: 'keys:write',
    summary: 'Create an API key; only this answer has the key itself',
    body: keyBody,
    answer: createdKeyView,
    status: 201,
  })
  create(@Caller() caller: Principal, @Input('body') body: KeyBody): Promise<CreatedKeyView> {
    return this.keys.create(caller, body);
  }

  @Route({ method: 'GET', path: ONE, scope: 'keys:read', summary: 'An API key', answer: keyView })
  get(@Caller() caller: Principal, @Param('id') id: ApiKeyId): Promise<KeyView> {
    return this.keys.get(caller.tenantId, id);
  }

  @Route({
    method: 'PATCH',
    path: ONE,
    scope: 'keys:write',
    summary: 'Change what an API key may do or whom it counts for',
    body: keyPatch,
    answer: keyView,
  })
  update(@Caller() caller: Principal, @Param('id') id: ApiKeyId, @Input('body') patch: KeyPatch): Promise<KeyView> {
    return this.keys.update(caller, id, patch);
  }

  @Route({ method: 'DELETE', path: ONE, scope: 'keys:write', summary: 'Revoke an API key, for good', answer: keyView })
  revoke(@Caller() caller: Principal, @Param('id') id: ApiKeyId): Promise<KeyView> {
    return this.keys.revoke(caller, id);
  }
}
