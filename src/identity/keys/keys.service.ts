/** The API keys of a tenant. */
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Principal, type Role, ROLE_SCOPES, ROLES } from '../../shared/domain/access';
import type { ApiKeyId, ProjectId, TeamId, TenantId } from '../../shared/domain/ids';
import { BursarError } from '../../shared/errors';
import { type Page, pageOf } from '../../shared/pagination';
import { Changes } from '../changes.service';
import { defined } from '../../shared/domain/defined';
import { scopesBeyond } from '../domain/grants';
import type { ApiKey } from './api-key.entity';
import {
  type CreatedKeyView,
  type KeyBody,
  keyColumns,
  type KeyPatch,
  type KeyQuery,
  type KeyView,
  viewKey,
} from './key.schema';
import { newKeyRow } from './key-row';
import { KeysStore } from './keys.store';

/** The roles that can create keys: a tenant without one of them is locked out. */
const KEEPERS = ROLES.filter((role) => ROLE_SCOPES[role].has('keys:write'));

@Injectable()
export class KeysService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly changes: Changes,
    private readonly keys: KeysStore,
  ) {}

  async list(tenantId: TenantId, { team_id, project_id, ...query }: KeyQuery): Promise<Page<KeyView>> {
    const filter = defined({
      teamId: team_id as TeamId | undefined,
      projectId: project_id as ProjectId | undefined,
    });
    const rows = await this.keys.page(tenantId, query, filter, this.dataSource.manager);
    return pageOf(rows.map(viewKey), query.limit, ({ id }) => id);
  }

  async get(tenantId: TenantId, id: ApiKeyId): Promise<KeyView> {
    return viewKey(await this.keys.get(tenantId, id, this.dataSource.manager));
  }

  /** Answers the secret, which nothing else ever does. */
  create(caller: Principal, body: KeyBody): Promise<CreatedKeyView> {
    const { tenantId, keyId: createdBy } = caller;
    return this.changes.commit(caller, async (manager, createdAt) => {
      const settings = { name: body.name, owner: body.owner, role: body.role, ...keyColumns(body) };
      const { row, secret } = newKeyRow({ tenantId, createdBy, createdAt }, settings);
      refuseGrant(caller, row.role);
      refuseTwoPlaces(row);
      refusePast(row.expiresAt, createdAt);
      await this.keys.insert(row, manager);
      const after = viewKey(row);
      const keys = { tenantId, keyId: row.id };
      return { result: { ...after, key: secret }, action: 'key.create', targetId: row.id, before: null, after, keys };
    });
  }

  update(caller: Principal, id: ApiKeyId, patch: KeyPatch): Promise<KeyView> {
    const { tenantId } = caller;
    return this.changes.commit(caller, async (manager, at) => {
      const key = await this.keys.lock(tenantId, id, manager);
      const changed = { ...key, ...keyColumns(patch) };
      if (key.revokedAt !== null) throw new BursarError('key_revoked');
      refuseGrant(caller, key.role);
      refuseGrant(caller, changed.role);
      refuseTwoPlaces(changed);
      if (patch.expires_at !== undefined) refusePast(changed.expiresAt, at);
      if (!KEEPERS.includes(changed.role)) await this.refuseLockOut(key, at, manager);
      await this.keys.update(tenantId, id, keyColumns(patch), manager);
      const [before, after] = [viewKey(key), viewKey(changed)];
      return { result: after, action: 'key.update', targetId: id, before, after, keys: { tenantId, keyId: id } };
    });
  }

  /** Final, and in force here before it answers; a key that is revoked already stays as it is. */
  async revoke(caller: Principal, id: ApiKeyId): Promise<KeyView> {
    const { tenantId } = caller;
    const found = await this.get(tenantId, id);
    if (found.revoked_at !== null) return found;
    return this.changes.commit(caller, async (manager, revokedAt) => {
      const key = await this.keys.lock(tenantId, id, manager);
      refuseGrant(caller, key.role);
      await this.refuseLockOut(key, revokedAt, manager);
      const revoked = { revokedAt: key.revokedAt ?? revokedAt };
      await this.keys.update(tenantId, id, revoked, manager);
      const [before, after] = [viewKey(key), viewKey({ ...key, ...revoked })];
      return { result: after, action: 'key.revoke', targetId: id, before, after, keys: { tenantId, keyId: id } };
    });
  }

  private async refuseLockOut(key: ApiKey, at: Date, manager: EntityManager): Promise<void> {
    if (!KEEPERS.includes(key.role) || (await this.keys.hasAnother(key, KEEPERS, at, manager))) return;
    throw new BursarError('last_owner_key');
  }
}

function refuseGrant(caller: Principal, role: Role): void {
  const scopes = scopesBeyond(caller.scopes, role);
  if (scopes.length > 0) throw new BursarError('role_exceeds_caller', { role, scopes: scopes.join(', ') });
}

function refuseTwoPlaces({ teamId, projectId }: ApiKey): void {
  if (teamId === null || projectId === null) return;
  throw new BursarError('invalid_request', {
    path: 'team_id',
    problem: "leave it out beside project_id; a project's keys count for the project's team",
  });
}

function refusePast(expiresAt: Date | null, at: Date): void {
  if (expiresAt === null || expiresAt > at) return;
  throw new BursarError('invalid_request', { path: 'expires_at', problem: 'is in the past' });
}
