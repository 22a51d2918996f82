/** `/v1/policies`. */
import { Controller, Inject, Param } from '@nestjs/common';
import { Caller, Input, Route } from '../../http';
import type { Principal } from '../../shared/domain/access';
import { type Page, pageQuery, type PageQuery, pageSchema } from '../../shared/pagination';

import { policyBody, type PolicyBody, policyView, type PolicyView } from './policies.schema';
import { PoliciesService } from './policies.service';

const ALL = '/v1/policies';
const ONE = '/v1/policies/:name';

@Controller()
export class PoliciesController {
  constructor(@Inject(PoliciesService) private readonly policies: PoliciesService) {}

  @Route({
    method: 'GET',
    path: ALL,
    scope: 'catalog:read',
    summary: 'The stored policies: what calls name as `policy:NAME`',
    query: pageQuery,
    answer: pageSchema(policyView),
  })
  list(@Caller() caller: Principal, @Input('query') query: PageQuery): Promise<Page<PolicyView>> {
    return this.policies.list(caller.tenantId, query);
  }

  @Route({ method: 'GET', path: ONE, scope: 'catalog:read', summary: 'A stored policy', answer: policyView })
  get(@Caller() caller: Principal, @Param('name') name: string): Promise<PolicyView> {
    return this.policies.get(caller.tenantId, name);
  }

  @Route({
    method: 'PUT',
    path: ONE,
    scope: 'catalog:write',
    summary: 'Create or replace a stored policy',
    body: policyBody,
    answer: policyView,
  })
  put(
    @Caller() caller: Principal,
    @Param('name') name: string,
    @Input('body') { policy_ir: term }: PolicyBody,
  ): Promise<PolicyView> {
    return this.policies.put(caller, name, term);
  }

  @Route({
    method: 'DELETE',
    path: ONE,
    scope: 'catalog:write',
    summary: 'Delete a stored policy',
    answer: [],
    status: 204,
  })
  delete(@Caller() caller: Principal, @Param('name') name: string): Promise<void> {
    return this.policies.delete(caller, name);
  }
}
