/** The teams of a tenant. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '../../shared/domain/access';
import type { TeamId, TenantId } from '../../shared/domain/ids';
import { newId } from '../../shared/ids';
import { type Page, pageOf, type PageQuery } from '../../shared/pagination';
import { Changes } from '../changes.service';
import { defined } from '../../shared/domain/defined';
import { KeysStore } from '../keys/keys.store';
import { type TeamBody, type TeamPatch, type TeamView, viewTeam } from './team.schema';
import { TeamsStore } from './teams.store';

@Injectable()
export class TeamsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly changes: Changes,
    private readonly teams: TeamsStore,
    private readonly keys: KeysStore,
  ) {}

  async list(tenantId: TenantId, query: PageQuery): Promise<Page<TeamView>> {
    const rows = await this.teams.page(tenantId, query, {}, this.dataSource.manager);
    return pageOf(rows.map(viewTeam), query.limit, ({ id }) => id);
  }

  async get(tenantId: TenantId, id: TeamId): Promise<TeamView> {
    return viewTeam(await this.teams.get(tenantId, id, this.dataSource.manager));
  }

  create(caller: Principal, body: TeamBody): Promise<TeamView> {
    return this.changes.commit(caller, async (manager, createdAt) => {
      const team = { tenantId: caller.tenantId, id: newId('team', createdAt.getTime()), ...body, createdAt };
      await this.teams.insert(team, manager);
      const after = viewTeam(team);
      return { result: after, action: 'team.create', targetId: team.id, before: null, after, keys: 'none' };
    });
  }

  update(caller: Principal, id: TeamId, patch: TeamPatch): Promise<TeamView> {
    return this.changes.commit(caller, async (manager) => {
      const { tenantId } = caller;
      const team = await this.teams.lock(tenantId, id, manager);
      const changes = defined(patch);
      await this.teams.update(tenantId, id, changes, manager);
      const after = viewTeam({ ...team, ...changes });
      // Its keys carry its name.
      return { result: after, action: 'team.update', targetId: id, before: viewTeam(team), after, keys: { tenantId } };
    });
  }

  /** @throws BursarError `in_use` while it has projects, role bindings or keys that are not revoked */
  delete(caller: Principal, id: TeamId): Promise<void> {
    return this.changes.commit(caller, async (manager) => {
      const { tenantId } = caller;
      const team = await this.teams.lock(tenantId, id, manager);
      await this.keys.release(tenantId, { teamId: id }, manager);
      await this.teams.delete(tenantId, id, manager);
      const before = viewTeam(team);
      return { result: undefined, action: 'team.delete', targetId: id, before, after: null, keys: 'none' };
    });
  }
}
