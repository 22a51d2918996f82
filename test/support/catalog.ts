/** A replica's catalog on a real database, as the application puts it together. */
import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import {
  CatalogChanges,
  type CatalogContext,
  CatalogService,
  ConfigService,
  operatorEnvironment,
} from '../../src/catalog';
import { CATALOG_ENTITIES, SecretBox } from '../../src/catalog';
import { parseSettings } from '../../src/config';
import { AuditStore, createTenant, IDENTITY_ENTITIES } from '../../src/identity';
import { Listener, openDataSource } from '../../src/postgres';
import { checkEndpoint, checkTerm } from '../../src/routing';
import { systemClock } from '../../src/shared/clock';
import type { Principal } from '../../src/shared/domain/access';
import { ROLE_SCOPES } from '../../src/shared/domain/access';
import type { ApiKeyId, TenantId } from '../../src/shared/domain/ids';
import type { Log } from '../../src/shared/log';
import { POSTGRES_START_MS, silentLog, startTestPostgres, type TestDatabase, type TestPostgres } from './postgres';

export const TEST_SECRET = 'a secret of sixteen or more characters';

export interface Replica {
  readonly context: CatalogContext;
  readonly dataSource: DataSource;
  readonly catalogs: CatalogService;
  readonly changes: CatalogChanges;
  readonly config: ConfigService;
  /** Ends what `start` began. */
  close(): Promise<void>;
}

export interface ReplicaOptions {
  readonly tenantId: TenantId;
  readonly settings?: Readonly<Record<string, string>>;
  /** What documents may read as `${NAME}`. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly box?: SecretBox;
  readonly log?: Log;
}

export async function startReplica(database: TestDatabase, options: ReplicaOptions): Promise<Replica> {
  const log = options.log ?? silentLog;
  const entities = [...IDENTITY_ENTITIES, ...CATALOG_ENTITIES];
  const dataSource = await openDataSource({ url: database.url, entities, log, poolSize: 4 });
  const listener = await Listener.connect({ url: database.url, log });
  const box = options.box ?? new SecretBox({ current: TEST_SECRET, previous: null });
  const settings = parseSettings({ NODE_ENV: 'test', ...options.settings });
  const context = { dataSource, settings, box, clock: systemClock, log, checkEndpoint, checkTerm };
  const catalogs = new CatalogService(context);
  const changes = new CatalogChanges(context, new AuditStore(), catalogs);
  const environment = operatorEnvironment((name) => options.variables?.[name]);
  await catalogs.start(options.tenantId, listener);
  return {
    ...{ context, dataSource, catalogs, changes },
    config: new ConfigService(changes, catalogs, { box, environment, checkEndpoint, checkTerm }),
    close: async () => {
      catalogs.close();
      await listener.close();
      await dataSource.destroy();
    },
  };
}

export async function newTenant({ dataSource }: TestDatabase): Promise<TenantId> {
  const name = `tenant-${randomBytes(6).toString('hex')}`;
  const { tenantId } = await createTenant({ dataSource, clock: systemClock }, name);
  return tenantId;
}

export const ownerOfTenant = (tenantId: TenantId): Principal => ({
  ...{
    keyId: 'key_test' as ApiKeyId,
    tenantId,
    teamId: null,
    projectId: null,
    teamName: null,
    projectName: null,
    role: 'owner',
  },
  ...{ scopes: ROLE_SCOPES.owner, allowedModels: null, allowedEndpoints: null, expiresAtMs: null },
  ...{ extension: 'full', timezone: 'UTC', rateLimits: null },
});

export interface Replicas {
  /** Another replica of a tenant. */
  of(options: ReplicaOptions): Promise<Replica>;
  /** The first replica of a new tenant. */
  fresh(options?: Omit<ReplicaOptions, 'tenantId'>): Promise<{ tenantId: TenantId; replica: Replica }>;
  newTenant(): Promise<TenantId>;
}

/** For a test file: one database, and replicas on it that are closed after each test. */
export function useReplicas(): Replicas {
  const open: Replica[] = [];
  let postgres: TestPostgres;
  let database: TestDatabase;
  beforeAll(async () => {
    postgres = await startTestPostgres();
    database = await postgres.database();
  }, POSTGRES_START_MS);
  afterEach(async () => {
    for (const replica of open.splice(0)) await replica.close();
  });
  afterAll(() => postgres.stop());
  const start = async (options: ReplicaOptions): Promise<Replica> => {
    const replica = await startReplica(database, options);
    open.push(replica);
    return replica;
  };
  return {
    of: start,
    fresh: async (options = {}) => {
      const tenantId = await newTenant(database);
      return { tenantId, replica: await start({ ...options, tenantId }) };
    },
    newTenant: () => newTenant(database),
  };
}
