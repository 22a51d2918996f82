/** A real PostgreSQL under the data directory, as a child process on loopback, for when no DATABASE_URL is given. */
import type { EmbeddedServer } from '../../shared/embedded-server';
import type { Log } from '../../shared/log';
import { identifyProcess } from '../../shared/process-identity';
import { prepareCluster } from './cluster';
import { createDatabase, DATABASE, urlOf } from './database';
import { type Installation, openInstallation } from './installation';
import { launch, type Place } from './launch';
import { findOrphan } from './orphan';
import { stopPostmaster } from './postmaster';
import { type Life, Supervisor } from './supervisor';

export interface EmbeddedPostgres extends EmbeddedServer {
  /** The same over all restarts. Holds the password: not for logs. */
  readonly url: string;
  /** Whether it is the server that an earlier process, killed, left behind. */
  readonly adopted: boolean;
}

/**
 * Initialises what is missing, adopts a server left behind, else starts one; from then on it is started again, at the same
 * port, whenever it dies. The caller holds the lock of the data directory.
 * @throws EmbeddedPostgresError when the first start fails; later ones are tried again for ever
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
  const first = await raise(installation, password, { port: null, stopping: null });
  const { port } = first.server;
  const again = (stopping: AbortSignal): Promise<Life> => raise(installation, password, { port, stopping });
  const supervisor = new Supervisor(first, again, log);
  return {
    store: 'postgres',
    url: urlOf(first.server, password, DATABASE),
    adopted: first.adopted,
    pid: () => supervisor.pid(),
    restarts: () => supervisor.restarts,
    stop: () => supervisor.stop(),
  };
}

async function raise(installation: Installation, password: string, place: Place): Promise<Life> {
  const orphan = await findOrphan(installation, password, place.port);
  const server = orphan ?? (await launch(installation, place));
  // Known from now on: by the time of stop(), the pid may be another process's.
  const identity = identifyProcess(server.pid);
  try {
    await createDatabase(urlOf(server, password, 'postgres'));
  } catch (error) {
    if (identity !== null) await stopPostmaster(identity);
    throw error;
  }
  const { pid, port } = server;
  const adopted = orphan !== null;
  installation.log.info({ pid, port, adopted }, 'the embedded PostgreSQL is ready');
  return { server, identity, adopted, sinceMs: performance.now() };
}
