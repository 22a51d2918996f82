/** `/v1/teams`. */
import { Controller, Param } from '@nestjs/common';
import { Caller, Input, Route } from '../../http';
import type { Principal } from '../../shared/domain/access';
import type { TeamId } from '../../shared/domain/ids';
import { type Page, pageQuery, type PageQuery } from '../../shared/pagination';
import { pageOfSchema } from '../fields';
import { teamBody, type TeamBody, teamPatch, type TeamPatch, teamView, type TeamView } from './team.schema';
import { TeamsService } from './teams.service';

const ALL = '/v1/teams';
const ONE = '/v1/teams/:id';

@Controller()
export class TeamsController {
  constructor(private readonly teams: TeamsService) {}

  @Route({
    method: 'GET',
    path: ALL,
    scope: 'identity:read',
    summary: 'The teams of the tenant',
    query: pageQuery,
    answer: pageOfSchema(teamView),
  })
  list(@Caller() caller: Principal, @Input('query') query: PageQuery): Promise<Page<TeamView>> {
    return this.teams.list(caller.tenantId, query);
  }

  @Route({
    method: 'POST',
    path: ALL,
    scope: 'identity:write',
    summary: 'Create a team',
    body: teamBody,
    answer: teamView,
    status: 201,
  })
  create(@Caller() caller: Principal, @Input('body') body: TeamBody): Promise<TeamView> {
    return this.teams.create(caller, body);
  }

  @Route({ method: 'GET', path: ONE, scope: 'identity:read', summary: 'A team', answer: teamView })
  get(@Caller() caller: Principal, @Param('id') id: TeamId): Promise<TeamView> {
    return this.teams.get(caller.tenantId, id);
  }

  @Route({
    method: 'PATCH',
    path: ONE,
    scope: 'identity:write',
    summary: 'Change a team',
    body: teamPatch,
    answer: teamView,
  })
  update(@Caller() caller: Principal, @Param('id') id: TeamId, @Input('body') patch: TeamPatch): Promise<TeamView> {
    return this.teams.update(caller, id, patch);
  }

  @Route({
    method: 'DELETE',
    path: ONE,
    scope: 'identity:write',
    summary: 'Delete a team that nothing uses',
    answer: [],
    status: 204,
  })
  delete(@Caller() caller: Principal, @Param('id') id: TeamId): Promise<void> {
    return this.teams.delete(caller, id);
  }
}
