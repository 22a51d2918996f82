/** Names and ids of what a budget may be for. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { TenantId } from '../shared/domain/ids';

interface NamedId {
  readonly kind: 'team' | 'project' | 'key';
  readonly id: string;
  readonly name: string;
}

@Injectable()
export class ScopeNamesStore {
  constructor(private readonly dataSource: DataSource) {}

  /** All of the tenant; of keys those that are not revoked. */
  namedIds(tenantId: TenantId): Promise<NamedId[]> {
    return this.dataSource.query<NamedId[]>(
      `SELECT 'team' AS kind, id, name FROM teams WHERE tenant_id = $1
       UNION ALL SELECT 'project', id, name FROM projects WHERE tenant_id = $1
       UNION ALL SELECT 'key', id, name FROM api_keys WHERE tenant_id = $1 AND revoked_at IS NULL`,
      [tenantId],
    );
  }
}
