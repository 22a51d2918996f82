/** The running server as its `postmaster.pid` tells of it: whose process that is, whether it is ready, and its end. */
import { readFile, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { identifyProcess, isStillRunning, type ProcessIdentity } from '../../shared/process-identity';
import { EmbeddedPostgresError } from './embedded-postgres-error';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

const POLL_MS = 20;
const FAST_SHUTDOWN_MS = 30_000;
const IMMEDIATE_SHUTDOWN_MS = 10_000;

export const pidFile = (cluster: string): string => join(cluster, 'postmaster.pid');

/** @returns null when no server runs or has run here, and while it is writing the file */
export async function readPostmaster(cluster: string): Promise<Postmaster | null> {
  const text = await readFile(pidFile(cluster), 'utf8').catch(() => '');
  // Line numbers: LOCK_FILE_LINE_* in PostgreSQL's src/include/utils/pidfile.h.
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, port: Number(lines[3] ?? 0), ready: lines[7]?.trim() === 'ready' };
}

/** @returns null where the system does not tell (no `/proc`) */
export async function isServerOf(cluster: string, pid: number): Promise<boolean | null> {
  if (identifyProcess(pid) === null) return false;
  if (process.platform !== 'linux') return null;
  // The server's working directory is its data directory, for all of its life; nobody else has a reason to stand there.
  const [workingDirectory, own] = await Promise.all([
    readlink(`/proc/${String(pid)}/cwd`).catch(() => ''),
    realpath(cluster),
  ]);
  return workingDirectory === own;
}

/** Ends the server's sessions, rolls their transactions back and stops it; kills it only when it does not obey. */
export async function stopPostmaster(server: ProcessIdentity): Promise<void> {
  const isGone = (): Promise<boolean> => Promise.resolve(!isStillRunning(server));
  // https://www.postgresql.org/docs/18/server-shutdown.html: SIGINT is "fast", SIGQUIT "immediate".
  signal(server, 'SIGINT');
  if (await waitUntil(isGone, FAST_SHUTDOWN_MS)) return;
  signal(server, 'SIGQUIT');
  if (await waitUntil(isGone, IMMEDIATE_SHUTDOWN_MS)) return;
  throw new EmbeddedPostgresError(
    'stop_failed',
    `The embedded PostgreSQL with pid ${server.pid} does not stop: end it by hand.`,
  );
}

/** @returns whether it came true in time */
export async function waitUntil(isTrue: () => Promise<boolean>, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (!(await isTrue())) {
    if (performance.now() > deadline) return false;
    await pause(POLL_MS);
  }
  return true;
}

function signal(server: ProcessIdentity, name: NodeJS.Signals): void {
  try {
    if (isStillRunning(server)) process.kill(server.pid, name);
  } catch (error) {
    // Gone by itself in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
