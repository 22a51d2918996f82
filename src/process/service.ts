/** The running service: from the lock on the data directory to the open port, and back. */
import type { Server } from 'node:http';
import { type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../app.module';
import { CatalogService, ConfigService, ConfigWatcher, FILE_ACTOR } from '../catalog';
import type { Settings } from '../config';
import { Load } from '../gateway';
import { createServer } from '../http';
import { type Bootstrapped, bootstrapIdentity, KeyRing } from '../identity';
import { ObservedLatency } from '../ledger';
import { type Clock } from '../shared/clock';
import { acquireDataDirLock } from '../shared/data-dir-lock';
import type { Log } from '../shared/log';
import { EventsService } from '../telemetry';
import { readOperatorFile } from './operator-file';
import { openStores, type Stores } from './stores';

export interface ServiceOptions {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  /** A progress line. */
  readonly say: (line: string) => void;
}

export interface Service {
  /** Where it listens, as http://host:port. */
  readonly url: string;
  readonly bootstrapped: Bootstrapped;
  /** Finishes what runs, delivers what is journaled, stops the children. */
  stop(): Promise<void>;
}

// What is no provider call any more, such as a query: the grace of those is over.
const LAST_ANSWERS_MS = 1000;

export async function startService(options: ServiceOptions): Promise<Service> {
  const { BURSAR_CONFIG, BURSAR_DATA_DIR } = options.settings;
  // A wrong path is said before the stores are started for nothing.
  if (BURSAR_CONFIG !== undefined) await readOperatorFile(BURSAR_CONFIG);
  const lock = acquireDataDirLock(BURSAR_DATA_DIR);
  try {
    const stores = await openStores(options);
    try {
      const { app, bootstrapped, watcher } = await startApplication(options, stores);
      const stop = async (): Promise<void> => {
        await watcher?.close();
        app.get(EventsService).close();
        await app.get(Load).drain(options.settings.SHUTDOWN_GRACE_MS);
        app.get(CatalogService).close();
        app.get(ObservedLatency).stop();
        await closeServer(app);
        await stores.close();
        lock.release();
      };
      return { url: await app.getUrl(), bootstrapped, stop };
    } catch (error) {
      await stores.close();
      throw error;
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Nest waits for open connections without end; a stream that never ends is cut, and ledgered as cancelled. */
async function closeServer(app: INestApplication): Promise<void> {
  const server = app.getHttpServer() as Server;
  const timer = setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS);
  await app.close();
  clearTimeout(timer);
}

interface Running {
  readonly app: INestApplication;
  readonly bootstrapped: Bootstrapped;
  readonly watcher: ConfigWatcher | null;
}

async function startApplication(options: ServiceOptions, stores: Stores): Promise<Running> {
  const { settings, clock, log, say } = options;
  const bootstrapped = await bootstrapIdentity({ dataSource: stores.dataSource, clock }, settings.BURSAR_ADMIN_KEY);
  // At once: whatever fails from here on, the key cannot be shown again.
  if (bootstrapped.newOwnerKey !== null) say(`The owner's key, shown only this once:  ${bootstrapped.newOwnerKey}`);
  say('Starting the gateway …');
  const { dataSource, listener, clickhouse, embedded } = stores;
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.on({ settings, clock, log, clickhouse, postgres: { dataSource, listener }, embedded }),
    new FastifyAdapter(createServer(settings, clock)),
    // Our parser names the position of a syntax error; Nest's would replace it.
    { bodyParser: false, logger: false, abortOnError: false },
  );
  try {
    await app.init();
    const catalogs = app.get(CatalogService);
    await catalogs.start(bootstrapped.tenantId, listener);
    // Not waited for: a ledger that does not answer must not keep the gateway from starting.
    void app.get(ObservedLatency).start(app.get(KeyRing).tenants());
    const watcher = await watchConfiguration(app, options, bootstrapped);
    await app.listen(settings.PORT, settings.HOST);
    return { app, bootstrapped, watcher };
  } catch (error) {
    await app.close();
    throw error;
  }
}

async function watchConfiguration(
  app: INestApplication,
  { settings, log }: ServiceOptions,
  { tenantId }: Bootstrapped,
): Promise<ConfigWatcher | null> {
  if (settings.BURSAR_CONFIG === undefined) return null;
  const config = app.get(ConfigService);
  const watcher = new ConfigWatcher({
    path: settings.BURSAR_CONFIG,
    apply: (text) => config.apply(tenantId, { text }, FILE_ACTOR),
    log,
  });
  await watcher.start();
  return watcher;
}
