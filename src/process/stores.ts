/** The stores of a service: real servers where URLs are set, embedded ones where not, migrated either way. */
import type { DataSource } from 'typeorm';
import { type ClickHouse, migrateClickHouse } from '../clickhouse';
import type { Settings } from '../config';
import { Listener, migratePostgres, openDataSource, startEmbeddedPostgres } from '../postgres';
import type { EmbeddedServer } from '../shared/embedded-server';
import type { Log } from '../shared/log';
import { type Analytics, openAnalytics } from './analytics';
import { ENTITIES } from './state';

export interface Stores {
  readonly dataSource: DataSource;
  readonly listener: Listener;
  readonly clickhouse: ClickHouse;
  /** Those of the stores that are children of ours. */
  readonly embedded: readonly EmbeddedServer[];
  close(): Promise<void>;
}

export interface StoreOptions {
  readonly settings: Settings;
  readonly log: Log;
  /** A progress line. */
  readonly say: (line: string) => void;
}

/** What to undo, the last first, when a later step fails or the service stops. */
type Undo = (() => Promise<unknown>)[];

export async function openStores(options: StoreOptions): Promise<Stores> {
  const undo: Undo = [];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const [postgres, analytics] = await both(openPostgres(options, undo), openClickHouse(options, undo));
    const { clickhouse } = analytics;
    const dataSource = await openDataSource({ url: postgres.url, entities: ENTITIES, log: options.log });
    // Nest may have closed it already.
    undo.push(async () => dataSource.isInitialized && (await dataSource.destroy()));
    await migrateStores(dataSource, clickhouse, options);
    const listener = await Listener.connect({ url: postgres.url, log: options.log });
    undo.push(() => listener.close());
    const embedded = [postgres.embedded, analytics.embedded].filter((server) => server !== null);
    return { dataSource, listener, clickhouse, embedded, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Both schemas under one lock, so that of several replicas one migrates and the others find it done. */
async function migrateStores(
  dataSource: DataSource,
  clickhouse: ClickHouse,
  { log, say }: StoreOptions,
): Promise<void> {
  const applied: string[] = [];
  const whileLocked = async (): Promise<void> => {
    applied.push(...(await migrateClickHouse(clickhouse, { log })));
  };
  applied.push(...(await migratePostgres(dataSource, { log, whileLocked })));
  if (applied.length > 0) say(`Applied ${applied.length} migrations.`);
}

interface Postgres {
  readonly url: string;
  /** Null when it is the operator's. */
  readonly embedded: EmbeddedServer | null;
}

async function openPostgres({ settings, log, say }: StoreOptions, undo: Undo): Promise<Postgres> {
  if (settings.DATABASE_URL !== undefined) return { url: settings.DATABASE_URL, embedded: null };
  say('Starting the embedded PostgreSQL …');
  const embedded = await startEmbeddedPostgres({ dataDir: settings.BURSAR_DATA_DIR, log });
  undo.push(() => embedded.stop());
  if (embedded.adopted) say('The PostgreSQL of a run that was killed is still there and is used on.');
  return { url: embedded.url, embedded };
}

async function openClickHouse(options: StoreOptions, undo: Undo): Promise<Analytics> {
  if (options.settings.CLICKHOUSE_URL === undefined) options.say('Starting the embedded ClickHouse engine …');
  const analytics = await openAnalytics(options);
  undo.push(() => analytics.close());
  return analytics;
}

/** Waits for both even when one fails, so that what the other one began can be undone. */
async function both<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([a, b]);
  return [await a, await b];
}
