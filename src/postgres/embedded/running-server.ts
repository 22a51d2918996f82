/** The embedded server of another process, for a command beside it: found and used, never started or stopped. */
import { readFile } from 'node:fs/promises';
import { DATABASE, urlOf } from './database';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { filesUnder } from './installation';
import { isServerOf, readPostmaster, waitUntil } from './postmaster';

/** A service that starts up, or starts its server again, usually has it by then. */
const PATIENCE_MS = 15_000;

/**
 * @returns its URL, with the password
 * @throws EmbeddedPostgresError `not_running` when it does not come up in time
 */
export async function findEmbeddedPostgres(dataDir: string, patienceMs = PATIENCE_MS): Promise<string> {
  const { cluster, passwordFile, logFile } = filesUnder(dataDir);
  const look = (): Promise<string | null> => urlWhenReady(cluster, passwordFile);
  await waitUntil(async () => (await look()) !== null, patienceMs);
  const url = await look();
  if (url !== null) return url;
  throw new EmbeddedPostgresError(
    'not_running',
    `The embedded PostgreSQL of the Bursar that has ${dataDir} is not up: see ${logFile}, and try again in a moment.`,
  );
}

async function urlWhenReady(cluster: string, passwordFile: string): Promise<string | null> {
  const server = await readPostmaster(cluster);
  // A killed server leaves its file, which still says "ready".
  if (server?.ready !== true || (await isServerOf(cluster, server.pid)) === false) return null;
  return urlOf(server, (await readFile(passwordFile, 'utf8')).trim(), DATABASE);
}
