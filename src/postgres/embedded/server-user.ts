/** Who the embedded server runs as: PostgreSQL refuses to be root, so root hands it to a system user. */
import { execFile, spawnSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from './embedded-postgres-error';

const run = promisify(execFile);

export interface ServerUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const SYSTEM_USER = 'postgres';

/**
 * The owner of a home that is there already, so that a change of how Bursar is run does not lock it out; else `postgres`,
 * which is created when the machine has none.
 * @returns null when this process is not root, and the server runs as it does
 */
export async function findServerUser(home: string): Promise<ServerUser | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(home).catch(() => null);
  if (owner !== null && owner.uid !== 0) return { name: `with uid ${owner.uid}`, uid: owner.uid, gid: owner.gid };
  return (await lookUp(SYSTEM_USER)) ?? (await createSystemUser());
}

/** The outermost part of the path that the user may not enter (or execute), asked of the kernel, which knows ACLs too. */
export function firstClosedPath(path: string, user: ServerUser): string | null {
  const { uid, gid } = user;
  const isOpen = (step: string): boolean => spawnSync('test', ['-x', step], { uid, gid, cwd: '/' }).status === 0;
  return isOpen(path) ? null : (ancestors(path).find((step) => !isOpen(step)) ?? path);
}

function ancestors(path: string): readonly string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [...ancestors(parent), path];
}

async function lookUp(name: string): Promise<ServerUser | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

async function createSystemUser(): Promise<ServerUser> {
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', SYSTEM_USER]);
  } catch (cause) {
    throw noSystemUser(cause);
  }
  const user = await lookUp(SYSTEM_USER);
  if (user === null) throw noSystemUser();
  return user;
}

const noSystemUser = (cause?: unknown): EmbeddedPostgresError =>
  new EmbeddedPostgresError(
    'no_system_user',
    `PostgreSQL refuses to run as root, and the system user ${SYSTEM_USER} could not be created: ` +
      'create it, run Bursar as another user, or set DATABASE_URL to a PostgreSQL 15 or later.',
    { cause },
  );
