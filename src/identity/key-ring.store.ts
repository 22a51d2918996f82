/** What the key ring reads from the database, and the uses it writes back. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ExtensionLevel, type Principal, type RateLimits, type Role, ROLE_SCOPES } from '../shared/domain/access';
import type { ApiKeyId, ProjectId, TeamId, TenantId } from '../shared/domain/ids';
import type { KeyUse, RingKey, RingScope } from './key-ring';

interface RingRow {
  readonly id: ApiKeyId;
  readonly tenant_id: TenantId;
  readonly team_id: TeamId | null;
  readonly project_id: ProjectId | null;
  readonly team_name: string | null;
  readonly project_name: string | null;
  readonly hash: string;
  readonly role: Role;
  readonly allowed_models: string[] | null;
  readonly allowed_endpoints: string[] | null;
  readonly expires_at: Date | null;
  readonly rate_limit_rpm: number | null;
  readonly rate_limit_tpm: number | null;
  readonly extension: ExtensionLevel;
  readonly timezone: string;
}

@Injectable()
export class KeyRingStore {
  constructor(private readonly dataSource: DataSource) {}

  /** The keys within the scope that are not revoked. The ring serves all tenants, so `all` means all. */
  async load(scope: RingScope): Promise<RingKey[]> {
    const { tenantId = null, keyId = null } = scope === 'all' ? {} : scope;
    const rows = await this.dataSource.query<RingRow[]>(
      `SELECT k.id, k.tenant_id, coalesce(k.team_id, p.team_id) AS team_id, k.project_id,
              m.name AS team_name, p.name AS project_name,
              encode(k.hash, 'base64') AS hash, k.role, k.allowed_models, k.allowed_endpoints, k.expires_at,
              k.rate_limit_rpm, k.rate_limit_tpm,
              coalesce(k.extension, t.extension) AS extension, coalesce(p.timezone, t.timezone) AS timezone
         FROM api_keys k
         JOIN tenants t ON t.id = k.tenant_id
         LEFT JOIN projects p ON p.tenant_id = k.tenant_id AND p.id = k.project_id
         LEFT JOIN teams m ON m.tenant_id = k.tenant_id AND m.id = coalesce(k.team_id, p.team_id)
        WHERE k.revoked_at IS NULL
          AND ($1::text IS NULL OR k.tenant_id = $1)
          AND ($2::text IS NULL OR k.id = $2)`,
      [tenantId, keyId],
    );
    return rows.map((row) => ({ hash: row.hash, principal: principalOf(row) }));
  }

  async recordUses(uses: readonly KeyUse[]): Promise<void> {
    if (uses.length === 0) return;
    await this.dataSource.query(
      `UPDATE api_keys k SET last_used_at = greatest(k.last_used_at, u.at)
         FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS u (tenant_id, id, at)
        WHERE k.tenant_id = u.tenant_id AND k.id = u.id`,
      [
        uses.map(({ tenantId }) => tenantId),
        uses.map(({ keyId }) => keyId),
        uses.map(({ usedAtMs }) => new Date(usedAtMs)),
      ],
    );
  }
}

const principalOf = (row: RingRow): Principal => ({
  keyId: row.id,
  tenantId: row.tenant_id,
  teamId: row.team_id,
  projectId: row.project_id,
  teamName: row.team_name,
  projectName: row.project_name,
  role: row.role,
  scopes: ROLE_SCOPES[row.role],
  allowedModels: row.allowed_models && new Set(row.allowed_models),
  allowedEndpoints: row.allowed_endpoints && new Set(row.allowed_endpoints),
  expiresAtMs: row.expires_at?.getTime() ?? null,
  rateLimits: rateLimitsOf(row),
  extension: row.extension,
  timezone: row.timezone,
});

const rateLimitsOf = ({ rate_limit_rpm: requests, rate_limit_tpm: tokens }: RingRow): RateLimits | null =>
  requests === null && tokens === null ? null : { requests, tokens };
