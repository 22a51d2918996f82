/** ClickHouse for a service, or for a command beside it: the server of CLICKHOUSE_URL, else the embedded engine. */
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClickHouse, startEmbeddedClickHouse } from '../clickhouse';
import type { Settings } from '../config';
import { acquireDataDirLock, DataDirInUseError } from '../shared/data-dir-lock';
import type { EmbeddedServer } from '../shared/embedded-server';
import type { Log } from '../shared/log';

export interface Analytics {
  readonly clickhouse: ClickHouse;
  /** Null when it is the operator's, or another process'. */
  readonly embedded: EmbeddedServer | null;
  readonly close: () => Promise<void>;
}

interface Options {
  readonly settings: Settings;
  readonly log: Log;
}

/** The embedded engine's address, for other clients of the operator's: port and password are new at every start. */
const addressFile = (settings: Settings): string => join(settings.BURSAR_DATA_DIR, 'clickhouse.json');

export async function openAnalytics({ settings, log }: Options): Promise<Analytics> {
  if (settings.CLICKHOUSE_URL !== undefined) return connect(settings.CLICKHOUSE_URL);
  const dataDir = join(settings.BURSAR_DATA_DIR, 'clickhouse');
  const embedded = await startEmbeddedClickHouse({ dataDir, memoryCapBytes: settings.CLICKHOUSE_MEMORY_BYTES, log });
  const { url, username, password } = embedded;
  const address = { url, username, password };
  writeFileSync(addressFile(settings), `${JSON.stringify(address)}\n`, { mode: 0o600 });
  chmodSync(addressFile(settings), 0o600);
  const { clickhouse, close } = await connect(withLogin(address));
  return {
    clickhouse,
    embedded,
    close: async () => {
      await close();
      await embedded.stop();
    },
  };
}

/** For the time of `work`; the engine of a running service is used and left alone. */
export async function withAnalytics<Result>(
  options: Options,
  work: (clickhouse: ClickHouse) => Promise<Result>,
): Promise<Result> {
  const { clickhouse, close } = await reach(options);
  try {
    return await work(clickhouse);
  } finally {
    await close();
  }
}

async function reach(options: Options): Promise<Analytics> {
  const { settings } = options;
  if (settings.CLICKHOUSE_URL !== undefined) return connect(settings.CLICKHOUSE_URL);
  try {
    const lock = acquireDataDirLock(settings.BURSAR_DATA_DIR);
    const analytics = await openAnalytics(options);
    return { ...analytics, close: () => analytics.close().finally(() => lock.release()) };
  } catch (error) {
    if (!(error instanceof DataDirInUseError) || !existsSync(addressFile(settings))) throw error;
    return connect(withLogin(JSON.parse(readFileSync(addressFile(settings), 'utf8')) as Address));
  }
}

interface Address {
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

function withLogin({ url, username, password }: Address): string {
  const address = new URL(url);
  address.username = username;
  address.password = password;
  return address.href;
}

async function connect(url: string): Promise<Analytics> {
  const clickhouse = await ClickHouse.connect({ url });
  return { clickhouse, embedded: null, close: () => clickhouse.close() };
}
