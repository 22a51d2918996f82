/** Catalogs in memory: the present one of every tenant, and those that receipts were lately read with. */
import type { TenantId } from '../shared/domain/ids';
import type { Catalog } from './domain/catalog';

// A catalog of a hundred models is some 300 KB; receipts of one day rarely need more than a few.
const PAST_CATALOGS = 32;

export class CatalogCache {
  private readonly present = new Map<TenantId, Catalog>();
  /** In order of use, the least lately used first. */
  private readonly past = new Map<string, Catalog>();

  constructor(private readonly capacity = PAST_CATALOGS) {}

  current(tenantId: TenantId): Catalog | undefined {
    return this.present.get(tenantId);
  }

  setCurrent(tenantId: TenantId, catalog: Catalog): void {
    this.present.set(tenantId, catalog);
  }

  tenants(): readonly TenantId[] {
    return [...this.present.keys()];
  }

  byHash(tenantId: TenantId, hash: string): Catalog | undefined {
    const current = this.present.get(tenantId);
    if (current?.hash === hash) return current;
    const key = `${tenantId}/${hash}`;
    const catalog = this.past.get(key);
    if (catalog !== undefined) this.use(key, catalog);
    return catalog;
  }

  addPast(tenantId: TenantId, catalog: Catalog): void {
    this.use(`${tenantId}/${catalog.hash}`, catalog);
    const [oldest] = this.past.keys();
    if (this.past.size > this.capacity && oldest !== undefined) this.past.delete(oldest);
  }

  private use(key: string, catalog: Catalog): void {
    this.past.delete(key);
    this.past.set(key, catalog);
  }
}
