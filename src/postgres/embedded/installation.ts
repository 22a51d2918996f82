/** What one embedded server consists of: its programs, its files under the data directory, and the user it runs as. */
import { chown, mkdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Log } from '../../shared/log';
import { type Binaries, locateBinaries } from './binaries';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { firstClosedPath, findServerUser, type ServerUser } from './server-user';

interface InstallationFiles {
  /** Holds all of the below; `<data dir>/postgres`. */
  readonly home: string;
  /** PostgreSQL's own data directory. */
  readonly cluster: string;
  readonly passwordFile: string;
  readonly logFile: string;
}

export interface Installation extends InstallationFiles {
  readonly binaries: Binaries;
  /** Null when the server runs as this process does. */
  readonly user: ServerUser | null;
  readonly log: Log;
}

export function filesUnder(dataDir: string): InstallationFiles {
  const home = join(resolve(dataDir), 'postgres');
  return {
    home,
    cluster: join(home, 'cluster'),
    passwordFile: join(home, 'password'),
    logFile: join(home, 'postgres.log'),
  };
}

export async function openInstallation(dataDir: string, log: Log): Promise<Installation> {
  const files = filesUnder(dataDir);
  const { home } = files;
  await mkdir(dirname(home), { recursive: true });
  const user = await findServerUser(home);
  await createHome(home, user);
  const binaries = locateBinaries();
  if (user !== null) {
    refuseClosedPath(binaries.postgres, user, 'move this installation of Bursar to a directory that it may enter');
    refuseClosedPath(home, user, 'set BURSAR_DATA_DIR to a directory that it may enter');
  }
  return { ...files, binaries, user, log };
}

async function createHome(home: string, user: ServerUser | null): Promise<void> {
  await mkdir(home, { recursive: true, mode: 0o700 });
  if (user !== null) {
    await chown(home, user.uid, user.gid);
    return;
  }
  const owner = (await stat(home)).uid;
  const self = process.getuid?.() ?? owner;
  if (owner === self) return;
  throw new EmbeddedPostgresError(
    'directory_not_ours',
    `${home} belongs to the user with uid ${owner} and this process has uid ${self}: ` +
      'run Bursar as before, change the owner of the directory, or set BURSAR_DATA_DIR to another one.',
  );
}

function refuseClosedPath(path: string, user: ServerUser, remedy: string): void {
  const closed = firstClosedPath(path, user);
  if (closed === null) return;
  throw new EmbeddedPostgresError(
    'directory_closed',
    `PostgreSQL refuses to run as root, and its user ${user.name} may not enter ${closed} on the way to ${path}: ` +
      `${remedy}, or set DATABASE_URL to a PostgreSQL 15 or later.`,
  );
}
