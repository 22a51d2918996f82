/** A real, migrated PostgreSQL for tests: a server per test file, a database per call. */
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { IDENTITY_ENTITIES } from '../../src/identity';
import { migratePostgres, openDataSource, startEmbeddedPostgres } from '../../src/postgres';
import type { Log } from '../../src/shared/log';

/** For the hook that starts it: a loaded machine takes its time. */
export const POSTGRES_START_MS = 120_000;

export const silentLog: Log = pino({ level: 'silent' });

export interface TestDatabase {
  readonly url: string;
  readonly dataSource: DataSource;
  /** Another pool on the same database, as another replica has; whoever opens it closes it. */
  open(): Promise<DataSource>;
}

export interface TestPostgres {
  database(): Promise<TestDatabase>;
  stop(): Promise<void>;
}

export async function startTestPostgres(): Promise<TestPostgres> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bursar-test-'));
  // mkdtemp makes it private to us; the server runs as another user when we are root.
  await chmod(dataDir, 0o755);
  const server = await startEmbeddedPostgres({ dataDir, log: silentLog });
  const opened: DataSource[] = [];
  return {
    database: async () => {
      const database = await createDatabase(server.url);
      opened.push(database.dataSource);
      return database;
    },
    stop: async () => {
      await Promise.all(opened.filter(({ isInitialized }) => isInitialized).map((dataSource) => dataSource.destroy()));
      await server.stop();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function createDatabase(serverUrl: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = await openPool(serverUrl);
  await admin.query(`CREATE DATABASE ${name}`).finally(() => admin.destroy());
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const open = (): Promise<DataSource> => openPool(url.href);
  const dataSource = await open();
  await migratePostgres(dataSource, { log: silentLog });
  return { url: url.href, dataSource, open };
}

const openPool = (url: string): Promise<DataSource> =>
  openDataSource({ url, entities: [...IDENTITY_ENTITIES], log: silentLog, poolSize: 4 });
