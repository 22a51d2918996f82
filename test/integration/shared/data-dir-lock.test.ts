/** The lock of a data directory between real processes: one at a time, and free again however its owner ended. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { acquireDataDirLock, DataDirInUseError, DataDirUnusableError } from '../../../src/shared/data-dir-lock';
import { identifyProcess, isStillRunning } from '../../../src/shared/process-identity';

let dataDir: string;
const children: ChildProcess[] = [];

jest.setTimeout(60_000);

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'bursar-lock-'));
});

afterEach(async () => {
  await Promise.all(children.splice(0).map(kill));
  rmSync(dataDir, { recursive: true, force: true });
});

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** @returns what the process says of its attempt */
async function hold(): Promise<{ child: ChildProcess; said: string }> {
  const hook = join(__dirname, '../../../scripts/typescript.cjs');
  const child = spawn(process.execPath, ['-r', hook, require.resolve('./lock-holder'), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [said] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, said };
}

const lockFiles = (): readonly string[] => readdirSync(dataDir).filter((name) => name.startsWith('bursar.lock.'));

describe('the lock of a data directory', () => {
  it('refuses a second service with the pid of the first and the ways out', async () => {
    const { child, said } = await hold();
    expect(said).toBe('held');
    const refusal = attempt();
    expect(refusal).toBeInstanceOf(DataDirInUseError);
    expect(refusal).toMatchObject({ pid: child.pid, dataDir });
    expect(String(refusal)).toMatch(new RegExp(`pid ${String(child.pid)}: stop that one.*BURSAR_DATA_DIR`));
  });

  it('is free after kill -9 of its owner, and leaves one file', async () => {
    const { child } = await hold();
    await kill(child);
    expect(attempt()).toHaveProperty('release');
    expect(lockFiles()).toHaveLength(1);
  });

  it('lets exactly one of several in that succeed a dead owner at the same moment', async () => {
    const { child } = await hold();
    await kill(child);
    const said = (await Promise.all([hold(), hold(), hold(), hold()])).map((holder) => holder.said);
    expect(said.filter((line) => line === 'held')).toHaveLength(1);
    expect(said.filter((line) => line.startsWith('DataDirInUseError'))).toHaveLength(3);
    expect(lockFiles()).toHaveLength(1);
  });

  it('is not held by a later process that only has the pid of the dead owner', () => {
    acquireDataDirLock(dataDir);
    const [file = ''] = lockFiles();
    const mine = JSON.parse(readFileSync(join(dataDir, file), 'utf8')) as { pid: number; startedAt: string };
    writeFileSync(join(dataDir, file), JSON.stringify({ ...mine, startedAt: 'an earlier boot/1' }));
    // Only Linux tells when a process started; elsewhere the pid alone decides, on the safe side.
    const outcome = attempt();
    expect(outcome instanceof DataDirInUseError).toBe(process.platform !== 'linux');
  });

  it('is refused to the same process too, until it has released it', () => {
    const lock = acquireDataDirLock(dataDir);
    expect(attempt()).toBeInstanceOf(DataDirInUseError);
    lock.release();
    expect(attempt()).toHaveProperty('release');
  });

  it('creates a missing directory, and says in a sentence when it cannot', () => {
    const missing = join(dataDir, 'a', 'b');
    acquireDataDirLock(missing).release();
    const file = join(dataDir, 'file');
    writeFileSync(file, '');
    expect(() => acquireDataDirLock(join(file, 'data'))).toThrow(DataDirUnusableError);
    expect(() => acquireDataDirLock(join(file, 'data'))).toThrow(/cannot be written \(ENOTDIR\).*BURSAR_DATA_DIR/);
  });

  it('says so when the directory is read-only', () => {
    chmodSync(dataDir, 0o500);
    const outcome = attempt();
    // Root may write everywhere.
    expect(outcome instanceof DataDirUnusableError).toBe(process.getuid?.() !== 0);
    chmodSync(dataDir, 0o700);
  });
});

describe('the identity of a process', () => {
  it('outlives neither the process nor its zombie', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    const identity = identifyProcess(child.pid ?? Number.NaN);
    expect(identity).not.toBeNull();
    if (identity === null) return;
    expect(isStillRunning(identity)).toBe(true);
    await kill(child);
    expect(isStillRunning(identity)).toBe(false);
  });
});

function attempt(): unknown {
  try {
    return acquireDataDirLock(dataDir);
  } catch (error) {
    return error;
  }
}
