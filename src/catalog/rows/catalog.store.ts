/** Catalogs in the database: what a receipt of last month was decided with. */
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TenantId } from '../../shared/domain/ids';
import type { CatalogJson } from '../domain/catalog-json';
import { CatalogRow } from './catalog.entity';

@Injectable()
export class CatalogStore {
  /** The same hash is the same content; its time is that of its last coming into force. */
  async keep(row: CatalogRow, manager: EntityManager): Promise<void> {
    await manager.query(
      `INSERT INTO catalogs (tenant_id, hash, content, created_at) VALUES ($1, $2, $3, $4) 
       ON CONFLICT (tenant_id, hash) DO UPDATE SET created_at = excluded.created_at`,
      [row.tenantId, row.hash, JSON.stringify(row.content), row.createdAt],
    );
  }

  /** Deletes the catalogs that another one had replaced by then: no decision of later was made with them. */
  async prune(tenantId: TenantId, replacedBefore: Date, manager: EntityManager): Promise<void> {
    await manager.query(
      `DELETE FROM catalogs old USING catalogs next
       WHERE old.tenant_id = $1 AND next.tenant_id = $1 AND next.created_at > old.created_at AND next.created_at < $2`,
      [tenantId, replacedBefore],
    );
  }

  async find(tenantId: TenantId, hash: string, manager: EntityManager): Promise<CatalogJson | null> {
    const row = await manager.findOne(CatalogRow, { where: { tenantId, hash } });
    return row?.content ?? null;
  }
}
