/** The engine's process: it does not get in the way, ends what nobody waits for, and lives as long as its supervisor. */
import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type ClickHouseClient } from '@clickhouse/client';
import { startEmbeddedClickHouse } from '../../../src/clickhouse';
import { identifyProcess } from '../../../src/shared/process-identity';
import { eventually } from '../../support/eventually';
import { MEMORY_CAP_BYTES, newDataDir, raw, rowsOf, startTestEngine, type TestEngine, unique } from './support';

const POOL_SIZE = 4;
/** Minutes of work; nothing waits for its end. */
const ENDLESS = 'SELECT sum(cityHash64(number)) AS x FROM numbers(1000000000000)';

// The engine has the lowest priority, and the machine may be busy.
jest.setTimeout(60_000);

let engine: TestEngine;
let client: ClickHouseClient;

beforeAll(async () => {
  engine = await startTestEngine();
  client = engine.client;
});

afterAll(() => engine.stop());

const running = async (): Promise<number> => {
  // Over a request of its own: the pool of the client's connections may be what is looked at.
  const [row] = await rowsOf<{ n: number }>(
    client,
    `SELECT count() AS n FROM system.processes WHERE query LIKE '%cityHash64%'`,
  );
  // It finds itself.
  return Number(row?.n) - 1;
};

/** A client that reads no further than the head of the answer. */
function startEndless(query = ENDLESS): { readonly ended: Promise<unknown>; abort(): void } {
  const controller = new AbortController();
  const ended = raw(engine, '/', { body: query, signal: controller.signal }).catch((error: unknown) => error);
  return { ended, abort: () => controller.abort() };
}

it('answers a small statement while a large one works', async () => {
  const large = startEndless();
  await eventually(async () => (await running()) === 1);
  const startedMs = performance.now();
  for (let n = 0; n < 10; n += 1) await rowsOf(client, 'SELECT 1');
  expect((performance.now() - startedMs) / 10).toBeLessThan(250);
  large.abort();
  await large.ended;
  await eventually(async () => (await running()) === 0);
});

it.each([
  ['an aggregate', ENDLESS],
  ['a subquery', `SELECT x FROM (${ENDLESS})`],
  ['a scalar subquery', `SELECT (${ENDLESS}) AS x`],
  ['a streamed result', 'SELECT cityHash64(number) AS x FROM numbers(1000000000000)'],
])('ends %s whose client went away, and its connection is free again', async (_name, query) => {
  const all = Array.from({ length: POOL_SIZE }, () => startEndless(query));
  // Every connection is taken, so another statement waits; a ping does not.
  await eventually(async () => (await fetch(`${engine.url}/ping`)).ok);
  for (const one of all) one.abort();
  await Promise.all(all.map((one) => one.ended));
  const startedMs = performance.now();
  await eventually(async () => (await running()) === 0);
  expect(performance.now() - startedMs).toBeLessThan(5000);
});

it('lets statements wait in line when all connections are taken', async () => {
  const answers = Array.from({ length: 20 }, (_, n) => rowsOf<{ n: number }>(client, `SELECT ${n} AS n, sleep(0.1)`));
  expect((await Promise.all(answers)).map(([row]) => row?.n)).toEqual(Array.from({ length: 20 }, (_, n) => n));
});

it('refuses what goes beyond the memory cap, and lives on', async () => {
  const pid = engine.pid();
  const query = 'SELECT length(groupArray(toString(number))) AS n FROM numbers(100000000)';
  const failure = await client.query({ query, format: 'JSONEachRow' }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: '241', type: 'MEMORY_LIMIT_EXCEEDED' });
  await expect(rowsOf(client, 'SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
  expect(engine.pid()).toBe(pid);
});

it('runs at the lowest priority, and as idle work where chrt can be run', () => {
  const pid = String(engine.pid());
  const tasks = readdirSync(`/proc/${pid}/task`).filter((task) => isEngineThread(`/proc/${pid}/task/${task}`));
  expect(tasks.length).toBeGreaterThan(POOL_SIZE);
  // sched(7): SCHED_IDLE is 5.
  const policy = spawnSync('chrt', ['--version']).status === 0 ? 5 : 0;
  const priorities = tasks.map((task) => {
    // proc_pid_stat(5): nice is field 19, the policy field 41; the list begins behind the second, the name in parentheses.
    const fields = readFileSync(`/proc/${pid}/task/${task}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return `nice ${fields[19 - 3]}, policy ${fields[41 - 3]}`;
  });
  expect(new Set(priorities)).toEqual(new Set([`nice 19, policy ${policy}`]));
});

it('has nothing of our environment, and no secret in its arguments', () => {
  const pid = String(engine.pid());
  const environment = readFileSync(`/proc/${pid}/environ`, 'utf8')
    .split('\0')
    .map((entry) => entry.split('=')[0]);
  expect(environment.filter((name) => name !== '' && name !== 'NODE_CHANNEL_FD').sort()).toEqual([
    'NODE_CHANNEL_SERIALIZATION_MODE',
    'TZ',
    'UV_THREADPOOL_SIZE',
  ]);
  expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).not.toContain(engine.password);
});

it('comes back after a kill -9 at the same address, with its data', async () => {
  const table = unique('t');
  await client.command({ query: `CREATE TABLE ${table} (id UInt32) ENGINE = MergeTree ORDER BY id` });
  for (let n = 1; n <= 2; n += 1) {
    await client.insert({ table, values: [{ id: n }], format: 'JSONEachRow' });
    const pid = engine.pid() ?? 0;
    process.kill(pid, 'SIGKILL');
    await eventually(() => engine.restarts() === n);
    expect(engine.pid()).not.toBe(pid);
    await expect(rowsOf(client, `SELECT count() AS n FROM ${table}`)).resolves.toEqual([{ n }]);
  }
  expect(engine.said).toContain('The embedded ClickHouse engine died; it is started again.');
});

it('says who holds its directory', async () => {
  const log = { info: () => undefined, warn: () => undefined };
  const second = startEmbeddedClickHouse({ dataDir: engine.dataDir, memoryCapBytes: MEMORY_CAP_BYTES, log });
  await expect(second).rejects.toThrow(`is held by the process with pid ${String(engine.pid())}: stop that one first.`);
});

describe('a service that is killed', () => {
  let service: ChildProcess | null = null;
  const dataDir = newDataDir();

  afterEach(() => {
    service?.kill('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('takes its engine with it, in the middle of a statement too, and its successor gets the directory', async () => {
    service = fork(join(__dirname, 'service.cjs'), [dataDir], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const [started] = (await once(service, 'message')) as [
      { pid: number; url: string; username: string; password: string },
    ];
    const statement = raw(started, '/', { body: ENDLESS }).catch((error: unknown) => error);
    expect(identifyProcess(started.pid)).not.toBeNull();
    service.kill('SIGKILL');
    await eventually(() => identifyProcess(started.pid) === null, 5000);
    await statement;
    const log = { info: () => undefined, warn: () => undefined };
    const successor = await startEmbeddedClickHouse({ dataDir, memoryCapBytes: MEMORY_CAP_BYTES, log });
    await successor.stop();
    expect(successor.pid()).toBeNull();
  });
});

/** Node starts its own (for garbage collection and the like) before the engine can choose; one thread of ClickHouse sets its own. */
function isEngineThread(task: string): boolean {
  const name = readFileSync(`${task}/comm`, 'utf8').trim();
  return !['node', 'DelayedTaskSche', 'V8Worker', 'SignalInspector', 'MemoryWorker'].includes(name);
}
