/** `/v1/projects`. */
import { Controller, Param } from '@nestjs/common';
import { Caller, Input, Route } from '../../http';
import type { Principal } from '../../shared/domain/access';
import type { ProjectId } from '../../shared/domain/ids';
import type { Page } from '../../shared/pagination';
import { pageOfSchema } from '../fields';
import {
  projectBody,
  type ProjectBody,
  projectPatch,
  type ProjectPatch,
  projectQuery,
  type ProjectQuery,
  projectView,
  type ProjectView,
} from './project.schema';
import { ProjectsService } from './projects.service';

const ALL = '/v1/projects';
const ONE = '/v1/projects/:id';

@Controller()
export class ProjectsController {
  constructor(private readonly projects: ProjectsService) {}

  @Route({
    method: 'GET',
    path: ALL,
    scope: 'identity:read',
    summary: 'The projects of the tenant',
    query: projectQuery,
    answer: pageOfSchema(projectView),
  })
  list(@Caller() caller: Principal, @Input('query') query: ProjectQuery): Promise<Page<ProjectView>> {
    return this.projects.list(caller.tenantId, query);
  }

  @Route({
    method: 'POST',
    path: ALL,
    scope: 'identity:write',
    summary: 'Create a project',
    body: projectBody,
    answer: projectView,
    status: 201,
  })
  create(@Caller() caller: Principal, @Input('body') body: ProjectBody): Promise<ProjectView> {
    return this.projects.create(caller, body);
  }

  @Route({ method: 'GET', path: ONE, scope: 'identity:read', summary: 'A project', answer: projectView })
  get(@Caller() caller: Principal, @Param('id') id: ProjectId): Promise<ProjectView> {
    return this.projects.get(caller.tenantId, id);
  }

  @Route({
    method: 'PATCH',
    path: ONE,
    scope: 'identity:write',
    summary: 'Change a project',
    body: projectPatch,
    answer: projectView,
  })
  update(
    @Caller() caller: Principal,
    @Param('id') id: ProjectId,
    @Input('body') patch: ProjectPatch,
  ): Promise<ProjectView> {
    return this.projects.update(caller, id, patch);
  }

  @Route({
    method: 'DELETE',
    path: ONE,
    scope: 'identity:write',
    summary: 'Delete a project that nothing uses',
    answer: [],
    status: 204,
  })
  delete(@Caller() caller: Principal, @Param('id') id: ProjectId): Promise<void> {
    return this.projects.delete(caller, id);
  }
}
