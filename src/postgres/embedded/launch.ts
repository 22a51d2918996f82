/** Starts the server process on a free loopback port and waits until it accepts connections. */
import { type ChildProcess, spawn } from 'node:child_process';
import { open, readFile, rename } from 'node:fs/promises';
import { createServer } from 'node:net';
import { spawnOptions } from './cluster';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { type Installation } from './installation';
import { type Postmaster, readPostmaster, stopPostmaster, waitUntil } from './postmaster';

/** For a machine of two cores that also runs the gateway: small memory, few processes, full durability. */
const SERVER_SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 50,
  shared_buffers: '64MB',
  max_wal_size: '256MB',
  // Reads are small and cached: no processes of their own for them, for parallel plans or for replication.
  io_method: 'sync',
  max_parallel_workers_per_gather: 0,
  max_logical_replication_workers: 0,
  max_wal_senders: 0,
  wal_level: 'minimal',
  autovacuum_max_workers: 1,
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
} as const;

/** A crash leaves a log to recover from, which takes what it takes. */
const START_MS = 300_000;
const ATTEMPTS = 5;

/** Someone took the port in between, or sessions of a server that was killed are still ending. */
const PASSING = /Address already in use|is still in use/;

/** Where to listen, and how long it is wanted. */
export interface Place {
  /** Null takes a free one. */
  readonly port: number | null;
  /** Null for a start that nobody gives up. */
  readonly stopping: AbortSignal | null;
}

/** @throws EmbeddedPostgresError when the server ended instead, or nobody wants it any more; it does not run then */
export async function launch(installation: Installation, place: Place, attempt = 1): Promise<Postmaster> {
  const child = await spawnServer(installation, place.port ?? (await freePort()));
  const postmaster = await untilReady(child, installation, place.stopping);
  if (postmaster !== null) return postmaster;
  const said = (await readFile(installation.logFile, 'utf8').catch(() => '')).trim();
  if (attempt < ATTEMPTS && PASSING.test(said)) return launch(installation, place, attempt + 1);
  throw new EmbeddedPostgresError(
    'start_failed',
    `The embedded PostgreSQL in ${installation.cluster} did not start; its log (${installation.logFile}) ends: ${said.slice(-600)}`,
  );
}

async function spawnServer(installation: Installation, port: number): Promise<ChildProcess> {
  const { binaries, cluster, logFile, log } = installation;
  await rename(logFile, `${logFile}.previous`).catch(() => undefined);
  // A file and not a pipe: the server outlives us when we are killed, and must not choke on what nobody reads.
  const output = await open(logFile, 'w', 0o600);
  try {
    const settings = Object.entries(SERVER_SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(binaries.postgres, ['-D', cluster, '-p', String(port), ...settings], {
      ...spawnOptions(installation),
      // A process group of its own: Ctrl-C at the terminal is for us, and we stop the server when we have drained.
      detached: true,
      stdio: ['ignore', output.fd, output.fd],
    });
    child.unref();
    child.once('error', (error) => {
      log.error({ err: error }, 'the embedded PostgreSQL could not be started');
    });
    return child;
  } finally {
    await output.close();
  }
}

/** @returns null when it ended instead, be it because nobody wants it any more */
async function untilReady(
  child: ChildProcess,
  { cluster }: Installation,
  stopping: AbortSignal | null,
): Promise<Postmaster | null> {
  const hasEnded = (): boolean => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  const isReady = async (): Promise<Postmaster | null> => {
    const postmaster = await readPostmaster(cluster);
    return postmaster?.pid === child.pid && postmaster?.ready === true ? postmaster : null;
  };
  await waitUntil(async () => stopping?.aborted === true || hasEnded() || (await isReady()) !== null, START_MS);
  if (hasEnded()) return null;
  const postmaster = await isReady();
  if (postmaster === null && child.pid !== undefined) await stopPostmaster({ pid: child.pid, startedAt: null });
  return postmaster;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}
