/** The first start, the second, two at once, and what BURSAR_ADMIN_KEY does to each. */
import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { bootstrapIdentity, createTenant, KeyRing } from '../../../src/identity';
import { KeyRingStore } from '../../../src/identity/key-ring.store';
import { newKeySecret } from '../../../src/identity/key-secret';
import { systemClock } from '../../../src/shared/clock';
import type { Principal } from '../../../src/shared/domain/access';
import { POSTGRES_START_MS, startTestPostgres, type TestDatabase, type TestPostgres } from '../../support/postgres';

let postgres: TestPostgres;
let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  postgres = await startTestPostgres();
}, POSTGRES_START_MS);

afterAll(() => postgres.stop());

beforeEach(async () => {
  database = await postgres.database();
  ({ dataSource } = database);
}, POSTGRES_START_MS);

const start = (adminKey?: string) => bootstrapIdentity({ dataSource, clock: systemClock }, adminKey);

async function enter(secret: string): Promise<Principal> {
  const ring = new KeyRing();
  ring.replace('all', await new KeyRingStore(dataSource).load('all'));
  return ring.authenticate(`Bearer ${secret}`, undefined, Date.now());
}

const audited = async (): Promise<string[]> =>
  (await dataSource.query<{ action: string }[]>('SELECT action FROM audit_log ORDER BY tenant_id, seq')).map(
    ({ action }) => action,
  );

it('the first start makes the first tenant and a working owner key, which no later start shows again', async () => {
  const first = await start();
  expect(first).toMatchObject({ adminKey: 'unset', newOwnerKey: expect.stringMatching(/^bsr_/) });
  expect(await enter(first.newOwnerKey ?? '')).toMatchObject({ tenantId: first.tenantId, role: 'owner' });
  expect(await start()).toEqual({ tenantId: first.tenantId, newOwnerKey: null, adminKey: 'unset' });
  expect(await audited()).toEqual(['tenant.create', 'key.create']);
});

it('of two replicas that start at once exactly one makes the tenant and its key', async () => {
  const other = await database.open();
  const started = await Promise.all(
    [dataSource, other, dataSource, other].map((source) =>
      bootstrapIdentity({ dataSource: source, clock: systemClock }, undefined),
    ),
  ).finally(() => other.destroy());
  expect(new Set(started.map(({ tenantId }) => tenantId)).size).toBe(1);
  expect(started.filter(({ newOwnerKey }) => newOwnerKey !== null)).toHaveLength(1);
  expect(await audited()).toEqual(['tenant.create', 'key.create']);
});

it("BURSAR_ADMIN_KEY is the first tenant's owner key, is not shown, and is stored as its SHA-256 only", async () => {
  const own = 'an-operators-own-secret-phrase';
  const { newOwnerKey, adminKey, tenantId } = await start(own);
  expect({ newOwnerKey, adminKey }).toEqual({ newOwnerKey: null, adminKey: 'valid' });
  expect(await enter(own)).toMatchObject({ tenantId, role: 'owner' });
  const [row] = await dataSource.query<{ prefix: string; hash: Buffer }[]>('SELECT prefix, hash FROM api_keys');
  expect(row?.prefix).toBe('an-o…');
  expect(row?.hash.equals(createHash('sha256').update(own).digest())).toBe(true);
});

it('a BURSAR_ADMIN_KEY that changes later becomes valid too, is audited, and the old one stays', async () => {
  const [before, after] = [newKeySecret(), newKeySecret()];
  const { tenantId } = await start(before);
  expect(await start(after)).toEqual({ tenantId, newOwnerKey: null, adminKey: 'valid' });
  expect(await start(after)).toEqual({ tenantId, newOwnerKey: null, adminKey: 'valid' });
  for (const key of [before, after]) expect(await enter(key)).toMatchObject({ tenantId, role: 'owner' });
  expect(await audited()).toEqual(['tenant.create', 'key.create', 'key.create']);
});

it('a BURSAR_ADMIN_KEY that was revoked stays revoked', async () => {
  const own = newKeySecret();
  await start(own);
  await dataSource.query('UPDATE api_keys SET revoked_at = now()');
  expect(await start(own)).toMatchObject({ adminKey: 'revoked' });
  await expect(enter(own)).rejects.toThrow(/unknown or revoked/);
});

it("a BURSAR_ADMIN_KEY that is another tenant's key is refused", async () => {
  await start();
  const { ownerKey } = await createTenant({ dataSource, clock: systemClock }, 'other');
  await expect(start(ownerKey)).rejects.toThrow(/key of another tenant/);
});

it('a tenant made on the command line has a working owner key, and its name cannot be made twice', async () => {
  const { tenantId, ownerKey } = await createTenant({ dataSource, clock: systemClock }, 'acme');
  expect(await enter(ownerKey)).toMatchObject({ tenantId, role: 'owner' });
  const again = createTenant({ dataSource, clock: systemClock }, ' acme ');
  await expect(again).rejects.toMatchObject({ code: 'conflict', message: 'A tenant of this name exists already.' });
  await expect(createTenant({ dataSource, clock: systemClock }, ' ')).rejects.toMatchObject({
    code: 'invalid_request',
    details: { path: 'name' },
  });
});
