/** The audit of failovers on its way from the journal into a real Postgres. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { IDENTITY_ENTITIES } from '../../../src/identity';
import { Journal } from '../../../src/journal';
import {
  type EmbeddedPostgres,
  findSchemaDrift,
  migratePostgres,
  openDataSource,
  startEmbeddedPostgres,
} from '../../../src/postgres';
import { FailoverSink, RESILIENCE_ENTITIES } from '../../../src/resilience';
import { FailoverPartitions } from '../../../src/resilience/audit/failover-partitions.store';
import { FailoverRetention } from '../../../src/resilience/audit/failover-retention.service';
import { systemClock } from '../../../src/shared/clock';
import { failover, failoverRecord } from '../../support/failovers';
import { POSTGRES_START_MS, silentLog } from '../../support/postgres';
import { makeDirectory, removeDirectories } from '../postgres/support';

jest.setTimeout(60_000);

const NOON = Date.UTC(2026, 0, 31, 12);
const DAY_MS = 24 * 60 * 60_000;

let server: EmbeddedPostgres;
let dataSource: DataSource;
const directories: string[] = [];
const open = new Set<Journal>();

beforeAll(async () => {
  server = await startEmbeddedPostgres({ dataDir: await makeDirectory(), log: silentLog });
  dataSource = await openDataSource({
    url: server.url,
    entities: [...IDENTITY_ENTITIES, ...RESILIENCE_ENTITIES],
    log: silentLog,
  });
  await migratePostgres(dataSource, { log: silentLog });
}, POSTGRES_START_MS);

afterEach(async () => {
  for (const journal of open) await close(journal);
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
  for (const day of await new FailoverPartitions(dataSource).days())
    await dataSource.query(`DROP TABLE v3_failover_decisions_${day.replaceAll('-', '')}`);
});

afterAll(async () => {
  await dataSource.destroy();
  await server.stop();
  await removeDirectories();
});

function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'bursar-audit-'));
  directories.push(directory);
  return directory;
}

async function openJournal(directory = newDirectory(), sink = new FailoverSink(dataSource)): Promise<Journal> {
  const options = { segmentBytes: 1024 * 1024, sync: 'grouped', clock: systemClock, log: silentLog } as const;
  const journal = await Journal.open({ ...options, directory, sinks: [sink] });
  open.add(journal);
  return journal;
}

async function close(journal: Journal): Promise<void> {
  open.delete(journal);
  journal.abandon();
  await journal.close();
}

const stored = (): Promise<Record<string, unknown>[]> =>
  dataSource.query('SELECT * FROM v3_failover_decisions ORDER BY decided_at, hop');

const days = (): Promise<string[]> => new FailoverPartitions(dataSource).days();

it('the entity and the migrated table agree', async () => {
  await expect(findSchemaDrift(dataSource)).resolves.toEqual([]);
});

it('MS-16: a failover becomes a row with its six published fields and ours', async () => {
  const journal = await openJournal();
  journal.append([failoverRecord(failover({ atMs: NOON, costNanoUsd: 9_007_199_254_740_993n }))]);
  await journal.flush('postgres');
  const [row] = await stored();
  expect(row).toMatchObject({
    ...{ from_provider: 'lab', to_provider: 'spare', model_id: 'large', failure_class: 'server_error' },
    ...{ reason: 'failure', decided_at: new Date(NOON) },
    ...{ tenant_id: 'ten_1', request_id: 'req_1', decision_id: 'dec_1', hop: 1, from_model_id: 'large' },
    ...{ to_model_id: 'large', from_credential: 'main', to_credential: 'main', latency_ms: 120 },
    cost_nano_usd: '9007199254740993',
  });
});

it('a request that went nowhere has nulls, and no cost is not zero', async () => {
  const journal = await openJournal();
  const nowhere = { to: null, failureClass: null, reason: 'circuit_open', latencyMs: null } as const;
  journal.append([failoverRecord(failover(nowhere))]);
  await journal.flush('postgres');
  expect(await stored()).toMatchObject([
    {
      to_provider: null,
      to_model_id: null,
      to_credential: null,
      failure_class: null,
      latency_ms: null,
      cost_nano_usd: null,
    },
  ]);
});

it('rows of many days, the past among them, find their partitions', async () => {
  const journal = await openJournal();
  const hops = [0, 1, 40, 399].map((ago) => failover({ atMs: NOON - ago * DAY_MS }));
  journal.append(hops.map(failoverRecord));
  await journal.flush('postgres');
  expect(await stored()).toHaveLength(hops.length);
  expect(await days()).toEqual(['2024-12-28', '2025-12-22', '2026-01-30', '2026-01-31']);
});

it('two replicas make the same day at once', async () => {
  const partitions = [new FailoverPartitions(dataSource), new FailoverPartitions(dataSource)];
  await Promise.all([...partitions, ...partitions].map((one) => one.ensure(['2026-03-01', '2026-03-02'])));
  expect(await days()).toEqual(['2026-03-01', '2026-03-02']);
});

it('MS-16: a batch in doubt, and one given again after a kill, count once', async () => {
  const first = await openJournal();
  const directory = directories.at(-1) ?? '';
  const hops = Array.from({ length: 700 }, (_, at) => failover({ hop: at + 1, atMs: NOON + at }));
  first.append(hops.map(failoverRecord));
  await first.flush('postgres');
  // What the kill left: the rows are stored, and nobody wrote down that they are.
  const copy = newDirectory();
  cpSync(directory, copy, { recursive: true });
  rmSync(join(copy, 'postgres.cuts'));
  await close(first);
  const second = await openJournal(copy);
  second.append([failoverRecord(failover({ hop: 701, atMs: NOON + 701 }))]);
  await second.flush('postgres');
  expect((await stored()).map(({ hop }) => hop)).toEqual(Array.from({ length: 701 }, (_, at) => at + 1));
});

it('MS-16: a Postgres that is killed under load loses no row and takes none twice', async () => {
  const journal = await openJournal();
  const ids: string[] = [];
  const killAt = new Set([40, 120]);
  for (let turn = 0; turn < 200; turn++) {
    const hops = Array.from({ length: 20 }, () => failover({ atMs: NOON + turn }));
    ids.push(...hops.map(({ id }) => id));
    journal.append(hops.map(failoverRecord));
    const pid = server.pid();
    if (killAt.has(turn) && pid !== null) process.kill(pid, 'SIGKILL');
    await pause(5);
  }
  await journal.flush('postgres');
  const rows = await stored();
  expect(rows.map(({ id }) => id).sort()).toEqual(ids.sort());
});

it('a journal is closed although Postgres takes statements and never answers', async () => {
  const silent = { query: () => new Promise(() => undefined) } as unknown as DataSource;
  const journal = await openJournal(newDirectory(), new FailoverSink(silent));
  journal.append([failoverRecord(failover())]);
  await pause(50);
  await close(journal);
  expect(await stored()).toEqual([]);
});

it('days past the retention are dropped whole, those to come are there', async () => {
  const partitions = new FailoverPartitions(dataSource);
  await partitions.ensure(['2025-12-01', '2026-01-01', '2026-01-02']);
  const retention = new FailoverRetention(partitions, { days: 30, clock: { nowMs: () => NOON }, log: silentLog });
  await retention.keep();
  expect(await days()).toEqual(['2026-01-01', '2026-01-02', '2026-01-31', '2026-02-01', '2026-02-02']);
});
