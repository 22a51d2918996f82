/** API keys in the database. */
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Role } from '../../shared/domain/access';
import type { ApiKeyId, ProjectId, TeamId, TenantId } from '../../shared/domain/ids';
import { TenantRows } from '../tenant-rows';
import { ApiKey } from './api-key.entity';

export interface KeyPlace {
  readonly teamId?: TeamId;
  readonly projectId?: ProjectId;
}

@Injectable()
export class KeysStore extends TenantRows<ApiKey> {
  constructor() {
    super(ApiKey, 'API key');
  }

  /** Lets revoked keys go of a team or project that is about to be deleted; the audit log knows where they were. */
  async release(tenantId: TenantId, place: KeyPlace, manager: EntityManager): Promise<void> {
    await manager.query(
      `UPDATE api_keys SET team_id = NULL, project_id = NULL
        WHERE tenant_id = $1 AND revoked_at IS NOT NULL AND (team_id = $2 OR project_id = $3)`,
      [tenantId, place.teamId ?? null, place.projectId ?? null],
    );
  }

  /**
   * Whether the tenant has a key besides this one that has one of the roles now. The tenant's row is locked, so that two
   * transactions cannot each count on the other's key.
   */
  async hasAnother(key: ApiKey, roles: readonly Role[], at: Date, manager: EntityManager): Promise<boolean> {
    await manager.query('SELECT FROM tenants WHERE id = $1 FOR NO KEY UPDATE', [key.tenantId]);
    const rows = await manager.query<unknown[]>(
      `SELECT FROM api_keys
        WHERE tenant_id = $1 AND id <> $2 AND role = ANY($3) AND revoked_at IS NULL
          AND (expires_at IS NULL OR expires_at > $4)
        LIMIT 1`,
      [key.tenantId, key.id, roles, at],
    );
    return rows.length > 0;
  }

  /** The tenant and state of the key with this secret, whosever it is: a secret stands for one key in all of Bursar. */
  async findBySecret(
    hash: Buffer,
    manager: EntityManager,
  ): Promise<{ id: ApiKeyId; tenantId: TenantId; revokedAt: Date | null } | null> {
    return manager.findOne(ApiKey, { select: { id: true, tenantId: true, revokedAt: true }, where: { hash } });
  }
}
