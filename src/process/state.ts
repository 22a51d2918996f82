/** The state store for a command of its own: beside a running service, or alone. */
import { CATALOG_ENTITIES } from '../catalog';
import type { Settings } from '../config';
import { IDENTITY_ENTITIES } from '../identity';
import { findEmbeddedPostgres, migratePostgres, openDataSource, startEmbeddedPostgres } from '../postgres';
import { RESILIENCE_ENTITIES } from '../resilience';
import { acquireDataDirLock, type DataDirLock, DataDirInUseError } from '../shared/data-dir-lock';
import type { Log } from '../shared/log';
import type { DataSource } from 'typeorm';

export const ENTITIES = [...IDENTITY_ENTITIES, ...CATALOG_ENTITIES, ...RESILIENCE_ENTITIES];

/** Opens PostgreSQL, migrated, for the time of `work`. An embedded server that a running service owns is used and left alone. */
export async function withState<Result>(
  { settings, log }: { readonly settings: Settings; readonly log: Log },
  work: (dataSource: DataSource) => Promise<Result>,
): Promise<Result> {
  const { url, close } = await reach(settings, log);
  try {
    const dataSource = await openDataSource({ url, entities: ENTITIES, log });
    try {
      await migratePostgres(dataSource, { log });
      return await work(dataSource);
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await close();
  }
}

interface Reached {
  readonly url: string;
  readonly close: () => Promise<void>;
}

async function reach(settings: Settings, log: Log): Promise<Reached> {
  const leave = (): Promise<void> => Promise.resolve();
  if (settings.DATABASE_URL !== undefined) return { url: settings.DATABASE_URL, close: leave };
  const lock = lockUnlessInUse(settings.BURSAR_DATA_DIR);
  if (lock === null) return { url: await findEmbeddedPostgres(settings.BURSAR_DATA_DIR), close: leave };
  try {
    const embedded = await startEmbeddedPostgres({ dataDir: settings.BURSAR_DATA_DIR, log });
    return { url: embedded.url, close: () => embedded.stop().finally(() => lock.release()) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function lockUnlessInUse(dataDir: string): DataDirLock | null {
  try {
    return acquireDataDirLock(dataDir);
  } catch (error) {
    if (error instanceof DataDirInUseError) return null;
    throw error;
  }
}
