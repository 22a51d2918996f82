/** The catalogs of tenants on a real database: what is in force, where, and since when. */
import { CATALOG_ENTITIES, catalogHash, parseCatalog } from '../../../src/catalog';
import { CredentialsService } from '../../../src/catalog/management/credentials.service';
import { EndpointsService } from '../../../src/catalog/management/endpoints.service';
import { IDENTITY_ENTITIES } from '../../../src/identity';
import { findSchemaDrift } from '../../../src/postgres';
import type { TenantId } from '../../../src/shared/domain/ids';
import { ownerOfTenant, type Replica, useReplicas } from '../../support/catalog';

const WAIT_MS = 10_000;
const PLANTED_KEY = 'sk-planted-credential-0123456789';

const replicas = useReplicas();

const endpointsOf = ({ changes, catalogs, context }: Replica) =>
  new EndpointsService(changes, catalogs, context.checkEndpoint);
const credentialsOf = ({ changes, context }: Replica) => new CredentialsService(changes, context.box);

/** Resolves as soon as the condition holds after a notification; fails when it never does. */
async function eventually(condition: () => boolean): Promise<void> {
  const deadline = AbortSignal.timeout(WAIT_MS);
  while (!condition()) {
    deadline.throwIfAborted();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

it('the entities and the migrated schema agree', async () => {
  const { replica } = await replicas.fresh();
  expect([...CATALOG_ENTITIES, ...IDENTITY_ENTITIES].length).toBeGreaterThan(10);
  await expect(findSchemaDrift(replica.dataSource)).resolves.toEqual([]);
});

describe('a catalog', () => {
  it('is found by its hash after it has been replaced, exactly as it was', async () => {
    const { tenantId, replica } = await replicas.fresh();
    const before = replica.catalogs.current(tenantId);
    await endpointsOf(replica).put(ownerOfTenant(tenantId), 'later', {});
    expect(replica.catalogs.current(tenantId).hash).not.toBe(before.hash);
    const found = await replica.catalogs.byHash(tenantId, before.hash);
    expect(found).toEqual(before);
    expect(found === null ? null : catalogHash(found)).toBe(before.hash);
    await expect(replica.catalogs.byHash(tenantId, before.hash)).resolves.toBe(found);
  });

  it('is stored once per hash, however often it is built', async () => {
    const { tenantId, replica } = await replicas.fresh();
    await replica.catalogs.rebuild(tenantId);
    await replica.catalogs.rebuild(tenantId);
    const rows = await replica.dataSource.query<{ content: unknown; hash: string }[]>(
      'SELECT hash, content FROM catalogs WHERE tenant_id = $1',
      [tenantId],
    );
    expect(rows.map(({ hash }) => hash)).toEqual([replica.catalogs.current(tenantId).hash]);
    expect(parseCatalog(rows[0]?.content, rows[0]?.hash ?? '')).toEqual(replica.catalogs.current(tenantId));
  });

  it('of one tenant is not found by another', async () => {
    const { tenantId, replica } = await replicas.fresh();
    await endpointsOf(replica).put(ownerOfTenant(tenantId), 'mine', {});
    const other = await replicas.newTenant();
    const { hash } = replica.catalogs.current(tenantId);
    await expect(replica.catalogs.byHash(other, hash)).resolves.toBeNull();
  });

  it('of a tenant that was made while we run is the shipped one, and can be found by its hash', async () => {
    const { replica } = await replicas.fresh();
    const later = await replicas.newTenant();
    const { hash, endpointByName } = replica.catalogs.current(later);
    expect([...endpointByName.keys()]).toEqual(['auto']);
    await replica.catalogs.rebuild(later);
    expect(replica.catalogs.current(later).hash).toBe(hash);
    await expect(replica.catalogs.byHash(later, hash)).resolves.not.toBeNull();
  });

  it('changes on every replica when it changes on one', async () => {
    const { tenantId, replica } = await replicas.fresh();
    const other = await replicas.of({ tenantId });
    await endpointsOf(replica).put(ownerOfTenant(tenantId), 'shared', {});
    const { hash } = replica.catalogs.current(tenantId);
    await eventually(() => other.catalogs.current(tenantId).hash === hash);
    await credentialsOf(replica).put(ownerOfTenant(tenantId), { provider: 'openai', name: 'main' }, PLANTED_KEY);
    await eventually(() => other.catalogs.vault.credentialsOf(tenantId, 'openai').length === 1);
  });

  it('changes on a replica that lost its connection while it changed elsewhere', async () => {
    const { tenantId, replica } = await replicas.fresh();
    const other = await replicas.of({ tenantId });
    await replica.dataSource.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'bursar listener' AND datname = current_database()`,
    );
    await endpointsOf(replica).put(ownerOfTenant(tenantId), 'missed', {});
    await eventually(() => other.catalogs.current(tenantId).endpointByName.has('missed'));
  });
});

describe('a provider is usable', () => {
  const usable = (replica: Replica, tenantId: TenantId, name: string) =>
    replica.catalogs.current(tenantId).providers.find((provider) => provider.name === name)?.unusableReason;

  it('by the keys and base URLs of the environment, for the first tenant alone', async () => {
    const settings = { OPENAI_API_KEY: PLANTED_KEY, OLLAMA_BASE_URL: 'http://127.0.0.1:11434/v1/' };
    const { tenantId, replica } = await replicas.fresh({ settings });
    expect(usable(replica, tenantId, 'openai')).toBeNull();
    expect(usable(replica, tenantId, 'ollama')).toBeNull();
    expect(replica.catalogs.vault.credentialsOf(tenantId, 'openai')).toMatchObject([{ name: 'environment' }]);
    const other = await replicas.newTenant();
    await replica.catalogs.rebuild(other);
    expect(usable(replica, other, 'openai')).toBe('no_credential');
    expect(usable(replica, other, 'ollama')).toBe('no_base_url');
    expect(replica.catalogs.vault.credentialsOf(other, 'openai')).toEqual([]);
  });

  it.each([
    [{}, null, 'sandbox_stands_back'],
    [{ BURSAR_SANDBOX: 'true' }, null, null],
    [{ BURSAR_SANDBOX: 'false' }, 'sandbox_off', 'sandbox_off'],
    [{ NODE_ENV: 'production' }, 'sandbox_off', 'sandbox_off'],
    [{ NODE_ENV: 'production', BURSAR_SANDBOX: 'true' }, null, null],
  ])('as the sandbox under %j: %s without, %s with a real one', async (settings, without, withReal) => {
    const { tenantId, replica } = await replicas.fresh({ settings });
    expect(usable(replica, tenantId, 'sandbox')).toBe(without);
    await credentialsOf(replica).put(ownerOfTenant(tenantId), { provider: 'openai', name: 'main' }, PLANTED_KEY);
    expect(usable(replica, tenantId, 'sandbox')).toBe(withReal);
  });
});
