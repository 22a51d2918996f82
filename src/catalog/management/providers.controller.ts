/** `/v1/providers`. */
import { Controller, Inject, Param } from '@nestjs/common';
import type { z } from 'zod';
import { Caller, Input, Route } from '../../http';
import type { Principal } from '../../shared/domain/access';
import { type Page, pageQuery, type PageQuery, pageSchema } from '../../shared/pagination';
import { type ProviderSettings, providerSettingsSchema } from '../domain/provider-document';
import { type CredentialAddress, CredentialsService } from './credentials.service';
import { credentialBody, providerView } from './providers.schema';
import { ProvidersService, type ProviderView } from './providers.service';

const ALL = '/v1/providers';
const ONE = '/v1/providers/:provider';
const CREDENTIAL = '/v1/providers/:provider/credentials/:name';

@Controller()
export class ProvidersController {
  constructor(
    @Inject(ProvidersService) private readonly providers: ProvidersService,
    @Inject(CredentialsService) private readonly credentials: CredentialsService,
  ) {}

  @Route({
    method: 'GET',
    path: ALL,
    scope: 'catalog:read',
    summary: 'The providers, whether each can be called, and why not',
    query: pageQuery,
    answer: pageSchema(providerView),
  })
  list(@Caller() caller: Principal, @Input('query') query: PageQuery): Promise<Page<ProviderView>> {
    return this.providers.list(caller.tenantId, query);
  }

  @Route({ method: 'GET', path: ONE, scope: 'catalog:read', summary: 'A provider', answer: providerView })
  get(@Caller() caller: Principal, @Param('provider') name: string): Promise<ProviderView> {
    return this.providers.get(caller.tenantId, name);
  }

  @Route({
    method: 'PUT',
    path: ONE,
    scope: 'catalog:write',
    summary: "Create or replace a provider of the tenant's own, or its word on a shipped one",
    body: providerSettingsSchema,
    answer: providerView,
  })
  put(
    @Caller() caller: Principal,
    @Param('provider') name: string,
    @Input('body') body: ProviderSettings,
  ): Promise<ProviderView> {
    return this.providers.put(caller, name, body);
  }

  @Route({
    method: 'DELETE',
    path: ONE,
    scope: 'catalog:write',
    summary: "Delete a provider of the tenant's own with its credentials",
    answer: [],
    status: 204,
  })
  delete(@Caller() caller: Principal, @Param('provider') name: string): Promise<void> {
    return this.providers.delete(caller, name);
  }

  @Route({
    method: 'PUT',
    path: CREDENTIAL,
    scope: 'catalog:write',
    summary: 'Store a credential, encrypted; it is never shown again',
    body: credentialBody,
    answer: [],
    status: 204,
  })
  putCredential(
    @Caller() caller: Principal,
    @Param() address: CredentialAddress,
    @Input('body') body: z.output<typeof credentialBody>,
  ): Promise<void> {
    return this.credentials.put(caller, address, body.api_key);
  }

  @Route({
    method: 'DELETE',
    path: CREDENTIAL,
    scope: 'catalog:write',
    summary: 'Delete a credential',
    answer: [],
    status: 204,
  })
  deleteCredential(@Caller() caller: Principal, @Param() address: CredentialAddress): Promise<void> {
    return this.credentials.delete(caller, address);
  }
}
