/** Catalogs of the past are kept as long as decisions that were made with them. */
import { CatalogStore } from '../../../src/catalog/rows/catalog.store';
import type { CatalogJson } from '../../../src/catalog/domain/catalog-json';
import type { TenantId } from '../../../src/shared/domain/ids';
import { POSTGRES_START_MS, startTestPostgres, type TestDatabase, type TestPostgres } from '../../support/postgres';

const DAY_MS = 24 * 60 * 60 * 1000;
const now = Date.parse('2026-06-01T00:00:00Z');
const daysAgo = (days: number): Date => new Date(now - days * DAY_MS);
const content = {} as CatalogJson;

describe('retention of catalogs', () => {
  const store = new CatalogStore();
  const tenantId = 'ten_retention' as TenantId;
  let postgres: TestPostgres;
  let database: TestDatabase;

  beforeAll(async () => {
    postgres = await startTestPostgres();
    database = await postgres.database();
    await database.dataSource.query(
      `INSERT INTO tenants (id, name, timezone, extension, created_at) VALUES ($1, 'retention', 'UTC', 'full', now())`,
      [tenantId],
    );
  }, POSTGRES_START_MS);
  afterAll(() => postgres.stop());

  const keep = (hash: string, createdAt: Date): Promise<void> =>
    store.keep({ tenantId, hash, content, createdAt }, database.dataSource.manager);
  const hashes = async (): Promise<string[]> => {
    const rows = await database.dataSource.query<{ hash: string }[]>('SELECT hash FROM catalogs ORDER BY created_at');
    return rows.map(({ hash }) => hash);
  };

  it('a catalog goes only when another one replaced it before the retention began', async () => {
    await keep('ancient', daysAgo(600));
    await keep('replaced-within', daysAgo(500));
    await keep('present', daysAgo(100));
    await store.prune(tenantId, daysAgo(400), database.dataSource.manager);
    expect(await hashes()).toEqual(['replaced-within', 'present']);
  });

  it('a catalog that comes into force again counts from then', async () => {
    await keep('replaced-within', daysAgo(1));
    await store.prune(tenantId, daysAgo(50), database.dataSource.manager);
    expect(await hashes()).toEqual(['present', 'replaced-within']);
  });
});
