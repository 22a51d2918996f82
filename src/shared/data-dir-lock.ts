/**
 * One service per data directory: a numbered lock file names the process that owns it, and a dead owner is succeeded.
 *
 * Node has no `flock`, and removing a stale lock file lets two successors in when they look at the same moment. So nothing
 * is removed before it is succeeded: the owner is whoever is named by the file with the highest number, a successor links
 * the next number into place, and of two that try, the file system lets one through. Processes of another container
 * (another pid namespace) cannot be seen; a volume must not be mounted into two of them.
 */
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { identifyProcess, isStillRunning, type ProcessIdentity } from './process-identity';

export interface DataDirLock {
  release(): void;
}

export class DataDirInUseError extends Error {
  override readonly name = 'DataDirInUseError';
  constructor(
    readonly dataDir: string,
    readonly pid: number,
  ) {
    super(
      `The data directory ${dataDir} is in use by the Bursar with pid ${String(pid)}: stop that one, ` +
        'or give this one another BURSAR_DATA_DIR.',
    );
  }
}

export class DataDirUnusableError extends Error {
  override readonly name = 'DataDirUnusableError';
  constructor(
    readonly dataDir: string,
    cause: NodeJS.ErrnoException,
  ) {
    super(
      `The data directory ${dataDir} cannot be written (${cause.code ?? cause.message}): ` +
        'make it writable for this user, or set BURSAR_DATA_DIR to one that is.',
      { cause },
    );
  }
}

/**
 * Creates the directory when it is missing. The lock ends with the process, however that ends.
 * @throws DataDirInUseError while its owner lives, DataDirUnusableError when nothing can be written there
 */
export function acquireDataDirLock(dataDir: string): DataDirLock {
  const directory = resolve(dataDir);
  try {
    makeDirectory(directory);
    return succeed(directory);
  } catch (error) {
    if (error instanceof DataDirInUseError) throw error;
    throw new DataDirUnusableError(directory, error as NodeJS.ErrnoException);
  }
}

/** Node's own `recursive` asks for ever where making a directory in one that exists fails with ENOENT, as under /proc. */
function makeDirectory(directory: string): void {
  const parent = dirname(directory);
  if (!existsSync(parent)) makeDirectory(parent);
  try {
    mkdirSync(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

const LOCK_FILE = /^bursar\.lock\.(\d+)$/;
const lockFile = (directory: string, number: number): string => join(directory, `bursar.lock.${String(number)}`);

function succeed(directory: string): DataDirLock {
  const last = Math.max(0, ...lockNumbers(directory));
  const owner = last === 0 ? null : readOwner(lockFile(directory, last));
  if (owner !== null && isStillRunning(owner)) throw new DataDirInUseError(directory, owner.pid);
  const mine = last + 1;
  if (!claim(directory, mine)) return succeed(directory);
  for (const number of lockNumbers(directory)) {
    if (number < mine) rmSync(lockFile(directory, number), { force: true });
  }
  return { release: () => writeFileSync(lockFile(directory, mine), '') };
}

/** @returns false when another process came first */
function claim(directory: string, number: number): boolean {
  const draft = join(directory, `bursar.lock.draft-${String(process.pid)}`);
  const file = lockFile(directory, number);
  // Linked, not created: nobody may see the file before it names its owner.
  writeFileSync(draft, JSON.stringify(identifyProcess(process.pid)));
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  // Whoever looked long ago may link a number that was used and tidied away since: then a higher one is there.
  if (Math.max(...lockNumbers(directory)) === number) return true;
  rmSync(file, { force: true });
  return false;
}

function lockNumbers(directory: string): readonly number[] {
  return readdirSync(directory).flatMap((name) => LOCK_FILE.exec(name)?.slice(1).map(Number) ?? []);
}

/** @returns null for a released lock, and for one that was tidied away in between */
function readOwner(file: string): ProcessIdentity | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
  } catch {
    return null;
  }
}
