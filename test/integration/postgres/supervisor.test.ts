/** The embedded server that dies under a running process: it comes back where it was, and never after a stop. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import {
  type EmbeddedPostgres,
  findEmbeddedPostgres,
  isPostgresUnreachable,
  Listener,
  openDataSource,
  startEmbeddedPostgres,
} from '../../../src/postgres';
import { eventually, makeDirectory, queryOnce, removeDirectories, silentLog } from './support';
import { processesUnder } from '../../support/service-process-children';

jest.setTimeout(120_000);

const running: EmbeddedPostgres[] = [];

async function start(dataDir: string, log = silentLog): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, log });
  running.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
  await removeDirectories();
});

/** The postmaster, as the out-of-memory killer ends it. */
function kill(server: EmbeddedPostgres): void {
  process.kill(server.pid() ?? Number.NaN, 'SIGKILL');
}

async function killAndWait(server: EmbeddedPostgres): Promise<void> {
  const restarts = server.restarts();
  kill(server);
  await eventually(() => server.restarts() > restarts, 60_000);
}

const portOf = ({ url }: EmbeddedPostgres): number => Number(new URL(url).port);

describe('an embedded PostgreSQL that is killed', () => {
  it('comes back at the same address with all that was committed, and says so', async () => {
    const lines: string[] = [];
    const server = await start(await makeDirectory(), pino({}, { write: (line: string) => void lines.push(line) }));
    const firstPid = server.pid();
    await queryOnce(server.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await killAndWait(server);
    expect(server.pid()).not.toBe(firstPid);
    expect(await queryOnce(server.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    const said = lines.map((line) => JSON.parse(line) as { msg: string }).map(({ msg }) => msg);
    expect(said.slice(-2)).toEqual([
      'the embedded PostgreSQL is down; it is started again',
      'the embedded PostgreSQL is ready',
    ]);
    expect(lines.join('')).not.toContain(new URL(server.url).password);
  });

  it('comes back also when it had been adopted', async () => {
    const dataDir = await makeDirectory();
    const owner = await start(dataDir);
    const heir = await start(dataDir);
    expect(heir).toMatchObject({ adopted: true, url: owner.url });
    // Only one supervisor may be left, as after the death of the first process.
    running.splice(running.indexOf(owner), 1);
    await killAndWait(heir);
    expect(await queryOnce(heir.url, 'SELECT 1 AS up')).toEqual([{ up: 1 }]);
  });

  it('keeps trying while its port is taken, and comes up when it is free', async () => {
    const server = await start(await makeDirectory());
    const thief = await takePort(server);
    await pause(1_500);
    expect(server.pid()).toBeNull();
    thief.close();
    await eventually(() => server.pid() !== null, 30_000);
    expect(await queryOnce(server.url, 'SELECT 1 AS up')).toEqual([{ up: 1 }]);
  });

  it('is not alive after stop(), at whatever moment of a restart that comes', async () => {
    const dataDir = await makeDirectory();
    for (const afterMs of [0, 150, 250, 350, 450, 600]) {
      const server = await start(dataDir);
      kill(server);
      await pause(afterMs);
      await server.stop();
      expect(server.pid()).toBeNull();
      await eventually(() => processesUnder(dataDir).length === 0);
      await pause(300);
      expect(processesUnder(dataDir)).toEqual([]);
    }
  });

  it('loses no commit that was answered, and the pool goes on by itself, over kills under load', async () => {
    const server = await start(await makeDirectory());
    const options = { entities: [], log: silentLog, migrationsDirectory: await makeDirectory(), poolSize: 4 };
    const dataSource = await openDataSource({ ...options, url: server.url });
    await dataSource.query('CREATE TABLE written (id int PRIMARY KEY)');
    const answered: number[] = [];
    const faults: unknown[] = [];
    let id = 0;
    let going = true;
    const write = async (): Promise<void> => {
      while (going) {
        const mine = (id += 1);
        const work = dataSource.transaction(async (manager) => {
          await manager.query('INSERT INTO written VALUES ($1)', [mine]);
          await manager.query('SELECT count(*) FROM written');
        });
        await work.then(
          () => answered.push(mine),
          (error: unknown) => faults.push(error),
        );
        await pause(1);
      }
    };
    const writers = [write(), write(), write(), write()];
    for (let kills = 0; kills < 3; kills += 1) {
      const before = answered.length;
      await eventually(() => answered.length > before + 50);
      await killAndWait(server);
    }
    const before = answered.length;
    await eventually(() => answered.length > before + 50);
    going = false;
    await Promise.all(writers);
    const rows = await dataSource.query<{ id: number }[]>('SELECT id FROM written');
    await dataSource.destroy();
    const kept = new Set(rows.map((row) => row.id));
    expect(answered.filter((one) => !kept.has(one))).toEqual([]);
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.filter((fault) => !isPostgresUnreachable(fault)).map(String)).toEqual([]);
  });
});

describe('a listener on a server that is killed again and again', () => {
  it('is told to catch up each time, and ends with one connection that hears', async () => {
    const server = await start(await makeDirectory());
    const listener = await Listener.connect({ url: server.url, log: silentLog });
    const heard: string[] = [];
    let reconnects = 0;
    await listener.listen('changed', (payload) => void heard.push(payload));
    listener.onReconnect(() => void (reconnects += 1));
    for (let kills = 1; kills <= 4; kills += 1) {
      const [before, restarts] = [reconnects, server.restarts()];
      kill(server);
      // Every other time as soon as it is back, in the middle of the reconnection.
      const isBack = (): boolean => server.restarts() > restarts && (kills % 2 === 1 || reconnects > before);
      await eventually(isBack, 60_000);
    }
    await eventually(async () => {
      await queryOnce(server.url, `NOTIFY changed, 'x'`);
      return heard.length > 0;
    });
    await pause(200);
    heard.length = 0;
    await queryOnce(server.url, `NOTIFY changed, 'once'`);
    await eventually(() => heard.length > 0);
    const connections = `SELECT FROM pg_stat_activity WHERE application_name = 'bursar listener'`;
    expect(await queryOnce(server.url, connections)).toHaveLength(1);
    expect(heard).toEqual(['once']);
    expect(reconnects).toBeGreaterThanOrEqual(2);
    await listener.close();
  });
});

describe('a command beside a service', () => {
  it('finds the server, and starts none of its own while that is down', async () => {
    const dataDir = await makeDirectory();
    const server = await start(dataDir);
    expect(await findEmbeddedPostgres(dataDir)).toBe(server.url);
    const thief = await takePort(server);
    await expect(findEmbeddedPostgres(dataDir, 300)).rejects.toMatchObject({ fault: 'not_running' });
    expect(server.pid()).toBeNull();
    const found = findEmbeddedPostgres(dataDir);
    thief.close();
    expect(await found).toBe(server.url);
    expect(await queryOnce(await found, 'SELECT 1 AS up')).toEqual([{ up: 1 }]);
  });

  it('is told where to look when there is no server at all', async () => {
    await expect(findEmbeddedPostgres(await makeDirectory(), 50)).rejects.toThrow(/is not up: see .*postgres\.log/);
  });
});

/** Kills the server and listens in its place before it is back. */
async function takePort(server: EmbeddedPostgres): Promise<Server> {
  for (;;) {
    await eventually(() => server.pid() !== null);
    kill(server);
    const deadline = performance.now() + 1_000;
    while (performance.now() < deadline) {
      const thief = createServer().listen(portOf(server), '127.0.0.1');
      const [outcome] = (await Promise.race([once(thief, 'listening'), once(thief, 'error')]).catch(
        (error: unknown) => [error],
      )) as [unknown];
      if (outcome === undefined) return thief;
    }
  }
}
