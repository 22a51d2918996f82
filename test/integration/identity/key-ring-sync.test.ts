/** The key ring follows the database through lost connections and failed reads. */
import type { DataSource } from 'typeorm';
import { bootstrapIdentity, KeyRing } from '../../../src/identity';
import { Changes } from '../../../src/identity/changes.service';
import { KeyRingStore } from '../../../src/identity/key-ring.store';
import { KeyRingSync } from '../../../src/identity/key-ring-sync.service';
import { keyBody } from '../../../src/identity/keys/key.schema';
import { KeysService } from '../../../src/identity/keys/keys.service';
import { KeysStore } from '../../../src/identity/keys/keys.store';
import { Listener } from '../../../src/postgres';
import { systemClock } from '../../../src/shared/clock';
import type { Principal } from '../../../src/shared/domain/access';
import { eventually } from '../../support/eventually';
import { POSTGRES_START_MS, silentLog, startTestPostgres, type TestPostgres } from '../../support/postgres';

interface Replica {
  readonly ring: KeyRing;
  readonly sync: KeyRingSync;
  readonly keys: KeysService;
  close(): Promise<void>;
}

let postgres: TestPostgres;
let dataSource: DataSource;
let replica: Replica;
let owner: Principal;

beforeAll(async () => {
  postgres = await startTestPostgres();
  const database = await postgres.database();
  ({ dataSource } = database);
  const { newOwnerKey } = await bootstrapIdentity({ dataSource, clock: systemClock }, undefined);
  replica = await openReplica(database.url);
  owner = enter(newOwnerKey ?? '');
}, POSTGRES_START_MS);

afterAll(async () => {
  await replica.close();
  await postgres.stop();
});

async function openReplica(url: string): Promise<Replica> {
  const listener = await Listener.connect({ url, log: silentLog });
  const ring = new KeyRing();
  const sync = new KeyRingSync(ring, new KeyRingStore(dataSource), listener, silentLog);
  await sync.onModuleInit();
  const changes = new Changes(dataSource, systemClock, ring, sync);
  const close = (): Promise<void> => {
    sync.onApplicationShutdown();
    return listener.close();
  };
  return { ring, sync, keys: new KeysService(dataSource, changes, new KeysStore()), close };
}

const enter = (secret: string): Principal => replica.ring.authenticate(`Bearer ${secret}`, undefined, Date.now());

let names = 0;
const create = (caller: Principal, role: Principal['role']) =>
  replica.keys.create(caller, keyBody.parse({ name: `key ${(names += 1)}`, owner: 'o', role }));

it('what changed while the listener was cut off is known once it is back', async () => {
  const { id, key } = await create(owner, 'viewer');
  expect(enter(key).keyId).toBe(id);
  // A change and the loss of the connection in one transaction: the notice finds nobody.
  await dataSource.transaction(async (manager) => {
    await manager.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'bursar listener'`,
    );
    await manager.query('UPDATE api_keys SET revoked_at = now() WHERE id = $1', [id]);
  });
  await eventually(() => {
    try {
      enter(key);
      return false;
    } catch {
      return true;
    }
  });
});

it('a read that failed leaves the ring as it was, and is made up for', async () => {
  const { id, key } = await create(owner, 'viewer');
  // Both at once: the notice of the key's creation may be read at any moment.
  await dataSource.transaction(async (manager) => {
    await manager.query('UPDATE api_keys SET role = $2 WHERE id = $1', [id, 'finance']);
    await manager.query('ALTER TABLE api_keys RENAME TO api_keys_away');
  });
  await replica.sync.refresh('all');
  expect(enter(key).role).toBe('viewer');
  await dataSource.query('ALTER TABLE api_keys_away RENAME TO api_keys');
  await eventually(() => enter(key).role === 'finance');
});

it('nobody creates, changes or revokes a key that may do more than their own', async () => {
  const scopes = new Set([...owner.scopes].filter((scope) => scope !== 'config:write'));
  const caller: Principal = { ...owner, scopes };
  const refused = { code: 'role_exceeds_caller', status: 403, details: { scopes: 'config:write' } };
  await expect(create(caller, 'admin')).rejects.toMatchObject(refused);
  const { id, key } = await create(caller, 'viewer');
  const { keyId } = enter(key);
  expect(keyId).toBe(id);
  await expect(replica.keys.update(caller, keyId, { role: 'owner' })).rejects.toMatchObject(refused);
  await expect(replica.keys.update(caller, owner.keyId, { name: 'mine now' })).rejects.toMatchObject(refused);
  await expect(replica.keys.revoke(caller, owner.keyId)).rejects.toMatchObject(refused);
  expect(enter(key).role).toBe('viewer');
});
