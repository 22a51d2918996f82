/** A server that already stands on the data directory, because whoever started it was killed. */
import { readlink, realpath, rm } from 'node:fs/promises';
import { urlOf, withClient } from './database';
import type { Installation } from './installation';
import { isServerOf, pidFile, type Postmaster, readPostmaster, stopPostmaster, waitUntil } from './postmaster';

const ORPHAN_READY_MS = 10_000;

/**
 * The server outlives a parent that is killed. What it left is taken over as it is, or, when it cannot be, out of the way.
 * @param port only a server there can be taken over; null for any
 */
export async function findOrphan(
  installation: Installation,
  password: string,
  port: number | null,
): Promise<Postmaster | null> {
  const { cluster, log } = installation;
  const found = await readPostmaster(cluster);
  if (found === null) return null;
  const isOurs = await isServerOf(cluster, found.pid);
  if (isOurs !== false) {
    const ready = await untilReady(cluster);
    const isThere = ready !== null && (port === null || ready.port === port);
    if (isThere && (await isAdoptable(installation, ready, password))) return ready;
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
