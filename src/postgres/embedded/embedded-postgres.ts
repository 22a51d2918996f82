/** A real PostgreSQL under the data directory, as a child process on loopback, for when no DATABASE_URL is given. */
import { readlink, realpath, rm } from 'node:fs/promises';
import { Client } from 'pg';
import { type Log } from '../../shared/log';
import { identifyProcess } from '../../shared/process-identity';
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
  const server = orphan ?? (await launch(installation));
  // Known from now on: by the time of stop(), the pid may be another process's.
  const known = identifyProcess(server.pid);
  const stop = (): Promise<void> => (known === null ? Promise.resolve() : stopPostmaster(known));
  try {
    await createDatabase(urlOf(server, password, 'postgres'));
  } catch (error) {
    await stop();
    throw error;
  }
  const { pid, port } = server;
  const adopted = orphan !== null;
  log.info({ pid, port, adopted }, 'the embedded PostgreSQL is ready');
  return { url: urlOf(server, password, DATABASE), pid, adopted, stop };
}

/** The server outlives a parent that is killed. What it left is taken over as it is, or, when it cannot be, out of the way. */
async function findOrphan(installation: Installation, password: string): Promise<Postmaster | null> {
  const { cluster, log } = installation;
  const found = await readPostmaster(cluster);
  if (found === null) return null;
  const isOurs = await isServerOf(cluster, found.pid);
  if (isOurs !== false) {
    const ready = await untilReady(cluster);
    if (ready !== null && (await isAdoptable(installation, ready, password))) return ready;
  }
  if (isOurs === true) {
    log.warn({ pid: found.pid }, 'stopping an embedded PostgreSQL left behind, which cannot be adopted');
    await stopPostmaster({ pid: found.pid, startedAt: null });
  }
  // PostgreSQL refuses to start while any process has the pid in this file, be it a stranger or a zombie. Where the system
  // does not tell whose pid it is, that refusal is right.
  if (isOurs !== null) await rm(pidFile(cluster), { force: true });
  return null;
}

async function untilReady(cluster: string): Promise<Postmaster | null> {
  await waitUntil(async () => (await readPostmaster(cluster))?.ready ?? true, ORPHAN_READY_MS);
  const postmaster = await readPostmaster(cluster);
  return postmaster?.ready === true ? postmaster : null;
}

async function isAdoptable(
  { binaries, cluster }: Installation,
  server: Postmaster,
  password: string,
): Promise<boolean> {
  // After an upgrade the program of a running server is another file, or deleted.
  const program = await readlink(`/proc/${String(server.pid)}/exe`).catch(() => null);
  if (program !== null && program !== (await realpath(binaries.postgres))) return false;
  try {
    return await withClient(urlOf(server, password, 'postgres'), async (client) => {
      const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
      return rows[0]?.data_directory === cluster;
    });
  } catch {
    return false;
  }
}

const urlOf = ({ port }: Postmaster, password: string, database: string): string =>
  `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;

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
