/** Reads the dated prices in force, and adds the tenant's own: a correction is a new row. */
import type { Principal } from '../../shared/domain/access';
import type { TenantId } from '../../shared/domain/ids';
import { type Page, pageByKey } from '../../shared/pagination';
import { actorOf } from '../actor';
import type { CatalogChanges } from '../catalog-changes';
import type { CatalogService } from '../catalog.service';
import { modelKey } from '../domain/assemble';
import type { CatalogModel } from '../domain/model';
import { toPriceDocument, toPriceRow } from '../domain/price-document';
import type { PriceRow } from '../domain/price';
import type { OwnRows } from '../rows/own-rows';
import { priceTextHash } from '../shipped-catalog';
import { existing, refuseManaged } from './managed';
import type { PriceBody, PricesQuery, PriceView } from './models.schema';

export class PricesService {
  constructor(
    private readonly changes: CatalogChanges,
    private readonly catalogs: CatalogService,
  ) {}

  async list(tenantId: TenantId, query: PricesQuery): Promise<Page<PriceView>> {
    const rows = await this.changes.read(tenantId);
    const models = this.catalogs
      .current(tenantId)
      .models.filter(({ provider }) => query.provider === undefined || provider === query.provider)
      .filter(({ model }) => query.model === undefined || model === query.model);
    const views = models.flatMap((model) => model.prices.map((price) => viewOf(model, price, rows)));
    return pageByKey(views, query, ({ id }) => id);
  }

  /** Holds from its day on, over what was said of that day before. */
  async add(caller: Principal, body: PriceBody): Promise<PriceView> {
    const { provider, model, ...price } = body;
    const { tenantId } = caller;
    const key = modelKey(body);
    const validFrom = price.valid_from ?? null;
    await this.changes.commit(tenantId, actorOf(caller), async ({ rows, store, at, manager }) => {
      existing(this.catalogs.current(tenantId).candidateById.get(key), 'model');
      const managed = rows.models.find((row) => modelKey(row) === key);
      const before = rows.prices.find((row) => modelKey(row) === key && row.validFrom === validFrom);
      refuseManaged(managed, `Model ${key}`);
      refuseManaged(before, `The price of ${key}`);
      const row = { provider, model, validFrom, document: price, managedBy: 'api', recordedAt: at } as const;
      await store.addPrices(tenantId, [row], manager);
      const target = { targetKind: 'price', targetId: key };
      return {
        result: undefined,
        audit: { action: 'price.add', ...target, before: before?.document ?? null, after: price },
      };
    });
    return { provider, model, ...price, id: toPriceRow(price, key, priceTextHash).id, managed_by: 'api' };
  }
}

function viewOf({ provider, model }: CatalogModel, price: PriceRow, rows: OwnRows): PriceView {
  const document = toPriceDocument(price);
  const own = rows.prices.find(
    (row) => row.provider === provider && row.model === model && row.validFrom === (document.valid_from ?? null),
  );
  return { provider, model, ...document, id: price.id, managed_by: own?.managedBy ?? 'shipped' };
}
