/** SIGKILL under load, at any moment and at each named point, while ClickHouse is up, down, or answers into the void. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedClickHouse, startEmbeddedClickHouse } from '../../../src/clickhouse';
import { eventually } from '../../support/eventually';
import { expectExactlyOnce, Killing, type KillPoint } from '../../support/killing';
import { startLingeringSimulator } from '../../support/killing-simulator';
import { POSTGRES_START_MS, silentLog, startTestPostgres, type TestPostgres } from '../../support/postgres';
import { type ClickHouseProxy, startClickHouseProxy } from '../../support/proxy';
import { PROCESS_TEST_MS, useServices } from '../../support/service-process';
import type { Simulator } from '../../support/simulator/simulator';

/** More than one, by KILL_ROUNDS, for a night of it. */
const ROUNDS = Number(process.env['KILL_ROUNDS'] ?? 1);
const TEST_MS = ROUNDS * PROCESS_TEST_MS;

const services = useServices();
const engineDir = mkdtempSync(join(tmpdir(), 'bursar-killed-'));
let postgres: TestPostgres;
let engine: EmbeddedClickHouse;
let proxy: ClickHouseProxy;
let simulator: Simulator;

beforeAll(async () => {
  [postgres, engine] = await Promise.all([
    startTestPostgres(),
    startEmbeddedClickHouse({ dataDir: engineDir, memoryCapBytes: 1024 ** 3, priority: 'normal', log: silentLog }),
  ]);
  proxy = await startClickHouseProxy(engine.url);
}, POSTGRES_START_MS);

beforeEach(async () => {
  simulator = await startLingeringSimulator();
});

afterEach(() => simulator.stop());

afterAll(async () => {
  await Promise.all([proxy.stop(), postgres.stop(), engine.stop()]);
  rmSync(engineDir, { recursive: true, force: true });
});

async function begin(): Promise<Killing> {
  const database = `killed_${randomBytes(6).toString('hex')}`;
  const at = (port: string | number): string =>
    `http://${engine.username}:${engine.password}@127.0.0.1:${port}/${database}`;
  proxy.manner = 'forward';
  return new Killing({
    ...{ services, simulator, dataDir: services.newDataDir() },
    environment: { DATABASE_URL: (await postgres.database()).url, CLICKHOUSE_URL: at(proxy.port) },
    clickhouseUrl: () => at(new URL(engine.url).port),
  });
}

const inRounds = <Item>(items: readonly Item[]): Item[] => Array.from({ length: ROUNDS }, () => items).flat();

/** Twice, since what a start delivers again must not count again. */
async function proveOnce(killing: Killing): Promise<void> {
  proxy.manner = 'forward';
  const ledger = await killing.settle();
  expectExactlyOnce(ledger, killing, simulator);
  expect(killing.ended.length).toBeGreaterThan(0);
  const again = await killing.settle();
  expectExactlyOnce(again, killing, simulator);
  expect(again.rows).toBe(ledger.rows);
}

const POINTS: readonly KillPoint[] = [
  'any-moment',
  'before-append',
  'half-appended',
  'after-append',
  'after-cut',
  'before-acknowledgement',
  'before-acknowledgement',
  'any-moment',
];

it(
  'BX-07, SP-22: counts every ended call and its decision once when the service is killed while ClickHouse is up',
  async () => {
    const killing = await begin();
    for (const point of inRounds(POINTS)) await killing.kill({ point });
    await proveOnce(killing);
  },
  TEST_MS,
);

it(
  'BX-07: counts every ended call once when the service is killed while ClickHouse is down',
  async () => {
    const killing = await begin();
    for (const point of inRounds<KillPoint>(['any-moment', 'before-append', 'after-append', 'any-moment'])) {
      proxy.manner = 'forward';
      await killing.kill({ point, afterStart: () => (proxy.manner = 'refuse') });
    }
    await proveOnce(killing);
  },
  TEST_MS,
);

it(
  'BX-07: counts every ended call once when inserts happen and their answers get lost',
  async () => {
    const killing = await begin();
    for (const point of inRounds<KillPoint>(['any-moment', 'before-acknowledgement', 'after-cut', 'any-moment'])) {
      const before = proxy.swallowed();
      await killing.kill({
        point,
        afterStart: () => (proxy.manner = 'swallow'),
        whenReached: () => eventually(() => proxy.swallowed() > before),
      });
    }
    await proveOnce(killing);
  },
  TEST_MS,
);

it(
  'BX-07: counts an insert once that arrives after the death of its sender and the start of its successor',
  async () => {
    const killing = await begin();
    for (const lateness of inRounds(['before', 'after'] as const)) {
      await killing.kill({
        point: 'any-moment',
        afterStart: () => (proxy.manner = 'hold'),
        whenReached: () => eventually(() => proxy.held() > 0),
      });
      proxy.manner = 'forward';
      if (lateness === 'before') await proxy.release();
      await killing.settle();
      await proxy.release();
    }
    await proveOnce(killing);
  },
  TEST_MS,
);
