/** What tenants have put in, in the database. */
import { Injectable } from '@nestjs/common';
import type { EntityManager, EntityTarget, FindOptionsWhere } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity';
import type { CredentialId, TenantId } from '../../shared/domain/ids';
import { BudgetRow } from './budget.entity';
import { CredentialRow } from './credential.entity';
import { EndpointRow } from './endpoint.entity';
import { ModelRow } from './model.entity';
import type { CurrentPrice, OwnRows } from './own-rows';
import { PolicyRow } from './policy.entity';
import { PriceBookRow } from './price.entity';
import { ProviderRow } from './provider.entity';
import { type RoutingSettingName, RoutingSettingRow } from './routing-setting.entity';
import { ScoreStore } from './score.store';

export type NewPrice = Omit<PriceBookRow, 'tenantId' | 'revision'>;

@Injectable()
export class OwnStore {
  readonly scores = new ScoreStore();

  /** Until the transaction ends, other changes of the tenant's catalog wait. */
  async lock(tenantId: TenantId, manager: EntityManager): Promise<void> {
    await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('catalog ' || $1, 0))`, [tenantId]);
  }

  async read(tenantId: TenantId, manager: EntityManager): Promise<OwnRows> {
    const where = { tenantId };
    return {
      providers: await manager.find(ProviderRow, { where, order: { name: 'ASC' } }),
      credentials: await manager.find(CredentialRow, { where, order: { provider: 'ASC', position: 'ASC', id: 'ASC' } }),
      models: await manager.find(ModelRow, { where, order: { provider: 'ASC', model: 'ASC' } }),
      prices: await this.currentPrices(tenantId, manager),
      endpoints: await manager.find(EndpointRow, { where, order: { name: 'ASC' } }),
      policies: await manager.find(PolicyRow, { where, order: { name: 'ASC' } }),
      routing: await manager.find(RoutingSettingRow, { where, order: { name: 'ASC' } }),
      scores: await this.scores.current(tenantId, manager),
      budgets: await manager.find(BudgetRow, { where, order: { name: 'ASC' } }),
    };
  }

  /** Tenants that have put something in. */
  async tenants(manager: EntityManager): Promise<readonly TenantId[]> {
    const rows = await manager.query<{ tenant_id: TenantId }[]>(
      `SELECT tenant_id FROM providers UNION SELECT tenant_id FROM provider_credentials UNION
       SELECT tenant_id FROM models UNION SELECT tenant_id FROM price_book UNION SELECT tenant_id FROM endpoints UNION
       SELECT tenant_id FROM policies UNION SELECT tenant_id FROM routing_settings UNION SELECT tenant_id FROM quality_scores UNION SELECT tenant_id FROM budgets`,
    );
    return rows.map((row) => row.tenant_id);
  }

  async putProvider(row: ProviderRow, manager: EntityManager): Promise<void> {
    await upsert(ProviderRow, row, ['tenantId', 'name'], manager);
  }

  async removeProvider(tenantId: TenantId, name: string, manager: EntityManager): Promise<void> {
    await manager.delete(ProviderRow, { tenantId, name });
  }

  async putCredential(row: CredentialRow, manager: EntityManager): Promise<void> {
    await upsert(CredentialRow, row, ['tenantId', 'id'], manager);
  }

  async removeCredential(tenantId: TenantId, id: CredentialId, manager: EntityManager): Promise<void> {
    await manager.delete(CredentialRow, { tenantId, id });
  }

  async putModel(row: ModelRow, manager: EntityManager): Promise<void> {
    await upsert(ModelRow, row, ['tenantId', 'provider', 'model'], manager);
  }

  async removeModel(
    tenantId: TenantId,
    key: Pick<ModelRow, 'provider' | 'model'>,
    manager: EntityManager,
  ): Promise<void> {
    await manager.delete(ModelRow, { tenantId, provider: key.provider, model: key.model });
  }

  async putEndpoint(row: EndpointRow, manager: EntityManager): Promise<void> {
    await upsert(EndpointRow, row, ['tenantId', 'name'], manager);
  }

  async removeEndpoint(tenantId: TenantId, name: string, manager: EntityManager): Promise<void> {
    await manager.delete(EndpointRow, { tenantId, name });
  }

  async putPolicy(row: PolicyRow, manager: EntityManager): Promise<void> {
    await upsert(PolicyRow, row, ['tenantId', 'name'], manager);
  }

  async removePolicy(tenantId: TenantId, name: string, manager: EntityManager): Promise<void> {
    await manager.delete(PolicyRow, { tenantId, name });
  }

  async putRoutingSetting(row: RoutingSettingRow, manager: EntityManager): Promise<void> {
    await upsert(RoutingSettingRow, row, ['tenantId', 'name'], manager);
  }

  async removeRoutingSetting(tenantId: TenantId, name: RoutingSettingName, manager: EntityManager): Promise<void> {
    await manager.delete(RoutingSettingRow, { tenantId, name });
  }

  async putBudget(row: BudgetRow, manager: EntityManager): Promise<void> {
    await upsert(BudgetRow, row, ['tenantId', 'name'], manager);
  }

  async removeBudget(tenantId: TenantId, name: string, manager: EntityManager): Promise<void> {
    await manager.delete(BudgetRow, { tenantId, name });
  }

  /** Appends to the price book; only under `lock`, which makes the revisions gapless. */
  async addPrices(tenantId: TenantId, prices: readonly NewPrice[], manager: EntityManager): Promise<void> {
    if (prices.length === 0) return;
    const last = (await manager.maximum(PriceBookRow, 'revision', { tenantId })) ?? 0;
    const rows = prices.map((price, index) => ({ ...price, tenantId, revision: last + 1 + index }));
    await manager.insert(PriceBookRow, rows);
  }

  private currentPrices(tenantId: TenantId, manager: EntityManager): Promise<CurrentPrice[]> {
    return manager.query<CurrentPrice[]>(
      `SELECT * FROM (
         SELECT DISTINCT ON (provider, model, valid_from) ${PRICE_COLUMNS}
         FROM price_book WHERE tenant_id = $1 ORDER BY provider, model, valid_from, revision DESC
       ) AS last_of_day
       WHERE document IS NOT NULL ORDER BY provider, model, "validFrom" NULLS FIRST`,
      [tenantId],
    );
  }
}

// A day is no instant: as text it is the same in every zone.
const PRICE_COLUMNS = `tenant_id AS "tenantId", revision, provider, model, valid_from::text AS "validFrom", document,
  managed_by AS "managedBy", recorded_at AS "recordedAt"`;

async function upsert<Row extends object>(
  entity: EntityTarget<Row>,
  row: Row,
  key: (keyof Row & string)[],
  manager: EntityManager,
): Promise<void> {
  const where = Object.fromEntries(key.map((column) => [column, row[column]])) as FindOptionsWhere<Row>;
  const columns = row as QueryDeepPartialEntity<Row>;
  const { affected } = await manager.update(entity, where, columns);
  if (affected === 0) await manager.insert(entity, columns);
}
