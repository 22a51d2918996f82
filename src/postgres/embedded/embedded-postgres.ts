/** A real PostgreSQL under the data directory, as a child process on loopback, for when no DATABASE_URL is given. */
import { readlink, realpath, rm } from 'node:fs/promises';
import { Client } from 'pg';
import { type Log } from '../../shared/log';
import { prepareCluster, SUPERUSER } from './cluster';
import { type Installation, openInstallation } from './installation';
import { launch } from './launch';
import { isServerOf, pidFile, type Postmaster, readPostmaster, stopPostmaster, waitUntil } from './postmaster';

export interface EmbeddedPostgres {
  /** Holds the password: not for logs. */
  readonly url: string;
  readonly pid: number;
  /** Whether it is the server that an earlier process, killed, left behind. */
  readonly adopted: boolean;
  stop(): Promise<void>;
}

const DATABASE = 'bursar';
const ORPHAN_READY_MS = 10_000;
const CONNECT_MS = 5_000;
const QUERY_MS = 60_000;

/**
 * Initialises what is missing, adopts a server left behind, else starts one. The caller holds the lock of the data directory.
 * @throws EmbeddedPostgresError
 */
export async function startEmbeddedPostgres({
  dataDir,
  log,
}: {
  dataDir: string;
  log: Log;
}): Promise<EmbeddedPostgres> {
  const installation = await openInstallation(dataDir, log);
  const password = await prepareCluster(installation);
  const orphan = await findOrphan(installation, password);
  const { pid, port } = orphan ?? (await launch(installation));
  const url = (database: string): string => `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
  await createDatabase(url('postgres'));
  log.info({ pid, port, adopted: orphan !== null }, 'the embedded PostgreSQL is ready');
  return {
    url: url(DATABASE),
    pid,
    adopted: orphan !== null,
    stop: () => stopPostmaster(installation.cluster, pid),
  };
}

/** The server outlives a parent that is killed. What it left is taken over as it is, or, when it cannot be, out of the way. */
async function findOrphan(installation: Installation, password: string): Promise<Postmaster | null> {
  const { cluster, log } = installation;
  const found = await readPostmaster(cluster);
  if (found === null) return null;
  const isOurs = await isServerOf(cluster, found.pid);
  if (isOurs === false) {
    log.warn({ pid: found.pid }, 'removing the pid file of an embedded PostgreSQL that did not stop by itself');
    await rm(pidFile(cluster), { force: true });
    return null;
  }
  const ready = await untilReady(cluster);
  if (ready !== null && (await isCurrent(installation, ready)) && (await answers(cluster, ready, password)))
    return ready;
  if (isOurs === true) {
    log.warn({ pid: found.pid }, 'stopping an embedded PostgreSQL left behind, which cannot be adopted');
    await stopPostmaster(cluster, found.pid);
  }
  return null;
}

async function untilReady(cluster: string): Promise<Postmaster | null> {
  await waitUntil(async () => (await readPostmaster(cluster))?.ready ?? true, ORPHAN_READY_MS);
  const postmaster = await readPostmaster(cluster);
  return postmaster?.ready === true ? postmaster : null;
}

/** After an upgrade the program of a running server is another file, or deleted. */
async function isCurrent({ binaries }: Installation, { pid }: Postmaster): Promise<boolean> {
  const program = await readlink(`/proc/${String(pid)}/exe`).catch(() => null);
  return program === null || program === (await realpath(binaries.postgres));
}

async function answers(cluster: string, { port }: Postmaster, password: string): Promise<boolean> {
  const url = `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`;
  try {
    return await withClient(url, async (client) => {
      const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
      return rows[0]?.data_directory === cluster;
    });
  } catch {
    return false;
  }
}

async function createDatabase(url: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  });
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS, query_timeout: QUERY_MS });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
