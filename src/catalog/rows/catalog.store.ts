/** Catalogs in the database: what a receipt of last month was decided with. */
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TenantId } from '../../shared/domain/ids';
import type { CatalogJson } from '../domain/catalog-json';
import { CatalogRow } from './catalog.entity';

@Injectable()
export class CatalogStore {
  /** Does nothing when it is there: the same hash is the same content. */
  async keep(row: CatalogRow, manager: EntityManager): Promise<void> {
    await manager.query(
      `INSERT INTO catalogs (tenant_id, hash, content, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
      [row.tenantId, row.hash, JSON.stringify(row.content), row.createdAt],
    );
  }

  async find(tenantId: TenantId, hash: string, manager: EntityManager): Promise<CatalogJson | null> {
    const row = await manager.findOne(CatalogRow, { where: { tenantId, hash } });
    return row?.content ?? null;
  }
}
