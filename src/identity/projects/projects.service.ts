/** The projects of a tenant. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '../../shared/domain/access';
import type { ProjectId, TeamId, TenantId } from '../../shared/domain/ids';
import { newId } from '../../shared/ids';
import { type Page, pageOf } from '../../shared/pagination';
import { Changes } from '../changes.service';
import { defined } from '../../shared/domain/defined';
import { KeysStore } from '../keys/keys.store';
import {
  type ProjectBody,
  projectColumns,
  type ProjectPatch,
  type ProjectQuery,
  type ProjectView,
  viewProject,
} from './project.schema';
import { ProjectsStore } from './projects.store';

@Injectable()
export class ProjectsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly changes: Changes,
    private readonly projects: ProjectsStore,
    private readonly keys: KeysStore,
  ) {}

  async list(tenantId: TenantId, { team_id, ...query }: ProjectQuery): Promise<Page<ProjectView>> {
    const filter = defined({ teamId: team_id as TeamId | undefined });
    const rows = await this.projects.page(tenantId, query, filter, this.dataSource.manager);
    return pageOf(rows.map(viewProject), query.limit, ({ id }) => id);
  }

  async get(tenantId: TenantId, id: ProjectId): Promise<ProjectView> {
    return viewProject(await this.projects.get(tenantId, id, this.dataSource.manager));
  }

  create(caller: Principal, body: ProjectBody): Promise<ProjectView> {
    return this.changes.commit(caller, async (manager, createdAt) => {
      const project = {
        tenantId: caller.tenantId,
        id: newId('prj', createdAt.getTime()),
        name: body.name,
        owner: body.owner,
        teamId: body.team_id as TeamId | null,
        timezone: body.timezone,
        createdAt,
      };
      await this.projects.insert(project, manager);
      const after = viewProject(project);
      return { result: after, action: 'project.create', targetId: project.id, before: null, after, keys: 'none' };
    });
  }

  update(caller: Principal, id: ProjectId, patch: ProjectPatch): Promise<ProjectView> {
    return this.changes.commit(caller, async (manager) => {
      const { tenantId } = caller;
      const project = await this.projects.lock(tenantId, id, manager);
      const changes = projectColumns(patch);
      await this.projects.update(tenantId, id, changes, manager);
      const [before, after] = [viewProject(project), viewProject({ ...project, ...changes })];
      // Its keys carry its team and time zone.
      return { result: after, action: 'project.update', targetId: id, before, after, keys: { tenantId } };
    });
  }

  /** @throws BursarError `in_use` while it has role bindings or keys that are not revoked */
  delete(caller: Principal, id: ProjectId): Promise<void> {
    return this.changes.commit(caller, async (manager) => {
      const { tenantId } = caller;
      const project = await this.projects.lock(tenantId, id, manager);
      await this.keys.release(tenantId, { projectId: id }, manager);
      await this.projects.delete(tenantId, id, manager);
      const before = viewProject(project);
      return { result: undefined, action: 'project.delete', targetId: id, before, after: null, keys: 'none' };
    });
  }
}
