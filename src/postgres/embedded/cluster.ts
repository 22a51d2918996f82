/** PostgreSQL's own data directory: initialised beside its place and moved there whole, so that it is never half-made. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { EMBEDDED_MAJOR } from './binaries';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { type Installation } from './installation';

export const SUPERUSER = 'bursar';

/** The locale comes with PostgreSQL (since 17), so that sorting does not change with the host's libraries. */
const INITDB_FLAGS = [
  `--username=${SUPERUSER}`,
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
  '--no-instructions',
];

/** @returns the superuser's password */
export async function prepareCluster(installation: Installation): Promise<string> {
  const version = await readIfThere(join(installation.cluster, 'PG_VERSION'));
  if (version !== null) {
    refuseOtherMajor(version.trim(), installation.cluster);
    return readPassword(installation);
  }
  const password = await createPassword(installation);
  await setIncompleteAside(installation);
  await initialise(installation);
  return password;
}

/** Any program of the server's: as its user, in a directory that this user can enter, in an environment that is ours. */
export const spawnOptions = ({
  home,
  user,
}: Installation): { cwd: string; env: NodeJS.ProcessEnv; uid?: number; gid?: number } => ({
  cwd: home,
  env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/local/bin:/usr/bin:/bin' },
  ...(user === null ? {} : { uid: user.uid, gid: user.gid }),
});

async function initialise(installation: Installation): Promise<void> {
  const { binaries, cluster, passwordFile, log } = installation;
  await discardDrafts(cluster);
  // A name of its own: an initdb whose parent was killed may still be writing into an earlier draft.
  const draft = `${cluster}.draft-${randomBytes(4).toString('hex')}`;
  log.info({ cluster }, 'initialising the embedded PostgreSQL');
  const flags = [...INITDB_FLAGS, `--pwfile=${passwordFile}`, `--pgdata=${draft}`];
  try {
    await promisify(execFile)(binaries.initdb, flags, spawnOptions(installation));
  } catch (cause) {
    throw new EmbeddedPostgresError('initdb_failed', `initdb of the embedded PostgreSQL failed: ${whatItSaid(cause)}`, {
      cause,
    });
  }
  await rename(draft, cluster);
  await syncDirectory(dirname(cluster));
}

async function discardDrafts(cluster: string): Promise<void> {
  const home = dirname(cluster);
  const drafts = (await readdir(home)).filter((name) => name.startsWith(`${basename(cluster)}.draft-`));
  await Promise.all(drafts.map((name) => rm(join(home, name), { recursive: true, force: true, maxRetries: 10 })));
}

/** A cluster without its version is not one of ours as we left it; it is not ours to delete either. */
async function setIncompleteAside({ cluster, log }: Installation): Promise<void> {
  const found = await readdir(cluster).catch(() => []);
  if (found.length === 0) return;
  const aside = `${cluster}.incomplete-${randomBytes(4).toString('hex')}`;
  await rename(cluster, aside);
  log.warn({ cluster, aside }, 'the embedded PostgreSQL was incomplete: it was set aside and is initialised again');
}

function refuseOtherMajor(version: string, cluster: string): void {
  if (version === EMBEDDED_MAJOR) return;
  throw new EmbeddedPostgresError(
    'other_major',
    `${cluster} was written by PostgreSQL ${version}, and this Bursar embeds PostgreSQL ${EMBEDDED_MAJOR}: dump it with ` +
      `pg_dumpall of PostgreSQL ${version} and restore it under a new BURSAR_DATA_DIR, or keep serving it with ` +
      `PostgreSQL ${version} and set DATABASE_URL.`,
  );
}

/** Written before initdb, which reads it; one that is there already is kept. */
async function createPassword({ passwordFile, user }: Installation): Promise<string> {
  const kept = (await readIfThere(passwordFile))?.trim() ?? '';
  if (kept !== '') return kept;
  const password = randomBytes(24).toString('base64url');
  const file = await open(passwordFile, 'w', 0o600);
  try {
    await file.writeFile(`${password}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  if (user !== null) await chown(passwordFile, user.uid, user.gid);
  return password;
}

async function readPassword({ passwordFile, cluster }: Installation): Promise<string> {
  const password = (await readIfThere(passwordFile))?.trim() ?? '';
  if (password !== '') return password;
  throw new EmbeddedPostgresError(
    'password_missing',
    `The password of the embedded PostgreSQL in ${cluster} is missing: restore ${passwordFile} from a backup.`,
  );
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

function whatItSaid(error: unknown): string {
  const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
  return stderr === '' ? String(error) : stderr;
}
