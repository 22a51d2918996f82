/** The built program as processes of their own, for tests that kill, starve and restart them. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acquireDataDirLock, type DataDirLock } from '../../src/shared/data-dir-lock';
import { eventually } from './eventually';
import { processesUnder } from './service-process-children';

/** A start, a kill and a look at what was left, on a loaded machine. */
export const PROCESS_TEST_MS = 120_000;

export const OWNER_KEY = 'bursar-test-owner-key-0123456789';

const ROOT = join(__dirname, '../..');
const BUILD_WITHIN_MS = 120_000;
const UP_WITHIN_MS = 60_000;

export type Environment = Readonly<Record<string, string>>;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningProgram {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  readonly isOver: () => boolean;
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly signal: (name: NodeJS.Signals) => void;
}

export interface ServiceProcess extends RunningProgram {
  /** As http://host:port. */
  readonly url: string;
}

export interface ServiceOptions {
  readonly dataDir: string;
  readonly environment?: Environment;
  /** Scripts that Node loads before the program. */
  readonly preload?: readonly string[];
}

/** The program ended before its banner. */
export class NotStartedError extends Error {
  constructor(readonly ended: Ended) {
    super(`It did not start (${ended.code ?? ended.signal}): ${ended.stdout}\n${ended.stderr}`);
  }
}

export interface Services {
  /** An empty data directory, removed after the test with everything that runs in it. */
  newDataDir(): string;
  /** Resolves when the banner is there. @throws NotStartedError */
  start(options: ServiceOptions): Promise<ServiceProcess>;
  /** A start that is expected to fail. */
  fail(options: ServiceOptions): Promise<Ended>;
  /** `bursar ARGUMENTS…` */
  command(dataDir: string, args: readonly string[], environment?: Environment): Promise<Ended>;
}

/** For a test file: programs on data directories, all of them ended after each test. */
export function useServices(): Services {
  const programs: RunningProgram[] = [];
  const dataDirs: string[] = [];
  beforeAll(build, BUILD_WITHIN_MS);
  afterEach(async () => {
    for (const program of programs.splice(0)) await end(program);
    for (const dataDir of dataDirs.splice(0)) await remove(dataDir);
  }, PROCESS_TEST_MS);
  const run = (options: ServiceOptions, args: readonly string[]): RunningProgram => {
    const program = launch(options, args);
    programs.push(program);
    return program;
  };
  return {
    newDataDir: () => {
      const dataDir = mkdtempSync(join(tmpdir(), 'bursar-service-'));
      // mkdtemp makes it private to us; PostgreSQL runs as another user when we are root.
      chmodSync(dataDir, 0o755);
      dataDirs.push(dataDir);
      return dataDir;
    },
    start: (options) => untilUp(run(options, ['dist/src/main.js'])),
    fail: (options) => run(options, ['dist/src/main.js']).ended,
    command: (dataDir, args, environment = {}) => run({ dataDir, environment }, ['dist/src/cli.js', ...args]).ended,
  };
}

/** Test files run beside each other, and a build begins by deleting the last one. */
async function build(): Promise<void> {
  const place = join(tmpdir(), `bursar-build-${createHash('sha256').update(ROOT).digest('hex').slice(0, 16)}`);
  let lock: DataDirLock | null = null;
  await eventually(() => (lock = tryLock(place)) !== null, BUILD_WITHIN_MS);
  try {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/start.cjs', '--version'], { cwd: ROOT });
    if (status !== 0) throw new Error(`The build failed: ${stderr.toString()}`);
  } finally {
    (lock as DataDirLock | null)?.release();
  }
}

function tryLock(place: string): DataDirLock | null {
  try {
    return acquireDataDirLock(place);
  } catch {
    return null;
  }
}

function launch({ dataDir, environment = {}, preload = [] }: ServiceOptions, args: readonly string[]): RunningProgram {
  const child = spawn(process.execPath, [...preload.flatMap((script) => ['--require', script]), ...args], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      BURSAR_ADMIN_KEY: OWNER_KEY,
      JOURNAL_SEGMENT_BYTES: String(1024 * 1024),
      ...environment,
      BURSAR_DATA_DIR: dataDir,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return programOf(child);
}

function programOf(child: ChildProcess): RunningProgram {
  const said = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  let over = false;
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => (over = true));
    // Unlike `exit`, `close` comes when all that was said has been read; children may hold the pipes a moment longer.
    child.once('close', (code, signal) => resolve({ code, signal, ...said }));
  });
  return {
    pid: child.pid ?? 0,
    ended,
    isOver: () => over,
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    signal: (name) => void child.kill(name),
  };
}

async function untilUp(program: RunningProgram): Promise<ServiceProcess> {
  const place = (): string | undefined => /Bursar listens on (\S+)/.exec(program.stdout())?.[1];
  await eventually(() => program.isOver() || place() !== undefined, UP_WITHIN_MS);
  const url = place();
  if (url === undefined) throw new NotStartedError(await program.ended);
  return { ...program, url };
}

async function end(program: RunningProgram): Promise<void> {
  program.signal('SIGKILL');
  await program.ended;
}

async function remove(dataDir: string): Promise<void> {
  await eventually(() => {
    const left = processesUnder(dataDir);
    for (const { pid } of left) kill(pid);
    return left.length === 0;
  });
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone by itself in the meantime.
  }
}
