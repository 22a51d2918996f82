/** Which processes work in a data directory: what a kill leaves behind, as `/proc` tells of it. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

export interface FoundProcess {
  readonly pid: number;
  readonly parentPid: number;
  readonly commandLine: string;
}

/** Whoever stands in the directory, has a file open in it, or was started on it. */
export function processesUnder(dataDir: string): FoundProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      const found = look(Number(name));
      return found !== null && isAt(found, dataDir) ? [found] : [];
    });
}

/** PostgreSQL's first process: the others are its children. */
export const postmastersUnder = (dataDir: string): FoundProcess[] =>
  processesUnder(dataDir).filter(({ commandLine }) => commandLine.includes('/postgres -D '));

export const enginesUnder = (dataDir: string): FoundProcess[] =>
  processesUnder(dataDir).filter(({ commandLine }) => commandLine.includes('engine.main'));

export interface DeadPostgres {
  /** Who started the servers that were killed. */
  readonly parents: ReadonlySet<number>;
  /** The next start is let live. */
  letLive(): void;
}

/** Kills the embedded server, and every one that is started in its place, before it can do anything. */
export function keepPostgresDead(dataDir: string): DeadPostgres {
  const parents = new Set<number>();
  const killOne = (): void => {
    const pidFile = join(dataDir, 'postgres', 'cluster', 'postmaster.pid');
    const found = look(Number.parseInt(quietly(() => readFileSync(pidFile, 'utf8')) ?? '', 10));
    // The file outlives its process, whose pid may be a stranger's by now.
    if (found?.commandLine.includes(`/postgres -D ${dataDir}/`) !== true) return;
    parents.add(found.parentPid);
    quietly(() => process.kill(found.pid, 'SIGKILL'));
  };
  killOne();
  const timer = setInterval(killOne, KILL_EVERY_MS);
  return { parents, letLive: () => clearInterval(timer) };
}

/** Shorter than a start. */
const KILL_EVERY_MS = 5;

function look(pid: number): FoundProcess | null {
  const commandLine = quietly(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '));
  const stat = quietly(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // proc(5): the state and the parent's pid follow the name, which is in brackets and may hold anything.
  const [state, parentPid] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  if (commandLine === null || state === undefined || state === 'Z') return null;
  return { pid, parentPid: Number(parentPid), commandLine };
}

function isAt({ pid, commandLine }: FoundProcess, dataDir: string): boolean {
  const isInside = (path: string | null): boolean =>
    path !== null && (path === dataDir || path.startsWith(`${dataDir}/`));
  if (commandLine.includes(`${dataDir}/`)) return true;
  if (isInside(quietly(() => readlinkSync(`/proc/${pid}/cwd`)))) return true;
  const files = quietly(() => readdirSync(`/proc/${pid}/fd`)) ?? [];
  return files.some((file) => isInside(quietly(() => readlinkSync(`/proc/${pid}/fd/${file}`))));
}

/** Processes come and go while one looks. */
function quietly<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch {
    return null;
  }
}
