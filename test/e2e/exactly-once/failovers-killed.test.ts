/** SIGKILL under load while every call fails over: before, within and behind the write of a hop, and at any moment. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClickHouse, type EmbeddedClickHouse, startEmbeddedClickHouse } from '../../../src/clickhouse';
import { Killing, type KillPoint } from '../../support/killing';
import { startLingeringSimulator } from '../../support/killing-simulator';
import {
  POSTGRES_START_MS,
  silentLog,
  startTestPostgres,
  type TestDatabase,
  type TestPostgres,
} from '../../support/postgres';
import { PROCESS_TEST_MS, useServices } from '../../support/service-process';
import type { Simulator } from '../../support/simulator/simulator';

const services = useServices();
const engineDir = mkdtempSync(join(tmpdir(), 'bursar-hops-'));
let postgres: TestPostgres;
let engine: EmbeddedClickHouse;
let simulator: Simulator;

beforeAll(async () => {
  [postgres, engine] = await Promise.all([
    startTestPostgres(),
    startEmbeddedClickHouse({ dataDir: engineDir, memoryCapBytes: 1024 ** 3, priority: 'normal', log: silentLog }),
  ]);
  simulator = await startLingeringSimulator();
  // It says nothing of the provider's health: no circuit opens, and every call goes on to the second.
  simulator.order({ credential: 'sk-lacking', fault: { kind: 'status', status: 404 } });
}, POSTGRES_START_MS);

afterAll(async () => {
  await Promise.all([postgres.stop(), engine.stop(), simulator.stop()]);
  rmSync(engineDir, { recursive: true, force: true });
});

const config = (): string => `
providers:
  lacking: { kind: openai_compatible, base_url: "${simulator.url}/v1", credentials: [{ name: main, api_key: sk-lacking }] }
  having: { kind: openai_compatible, base_url: "${simulator.url}/v1", credentials: [{ name: main, api_key: sk-having }] }
models:
  - { provider: lacking, model: tiny, tier: economy, capabilities: [streaming], price: { input_per_mtok_usd: "1", output_per_mtok_usd: "1" } }
  - { provider: having, model: tiny, tier: economy, capabilities: [streaming], price: { input_per_mtok_usd: "2", output_per_mtok_usd: "2" } }
`;

interface Hops {
  /** Calls whose second attempt is in the ledger. */
  readonly went: readonly string[];
  /** Of each row of the audit. */
  readonly audited: readonly string[];
  /** Those of which the ledger has an attempt. */
  readonly begun: ReadonlySet<string>;
}

async function readHops(clickhouseUrl: string, { dataSource }: TestDatabase): Promise<Hops> {
  const clickhouse = await ClickHouse.connect({ url: clickhouseUrl });
  const attempts = await clickhouse
    .query<{ request_id: string; attempt: number }>('test', 'SELECT request_id, attempt FROM ledger_attempts')
    .finally(() => clickhouse.close());
  const rows = await dataSource.query<{ request_id: string }[]>('SELECT request_id FROM v3_failover_decisions');
  return {
    went: attempts.flatMap(({ request_id: id, attempt }) => (attempt === 2 ? [id] : [])).sort(),
    audited: rows.map(({ request_id: id }) => id).sort(),
    begun: new Set(attempts.map(({ request_id: id }) => id)),
  };
}

const POINTS: readonly KillPoint[] = ['after-hop', 'before-hop', 'half-hop', 'any-moment', 'before-acknowledgement'];

it(
  'MS-16: every hop that was made is audited once, also when the service is killed between the hop and its audit',
  async () => {
    const database = await postgres.database();
    const name = `hops_${randomBytes(6).toString('hex')}`;
    const clickhouseUrl = `${engine.url.replace('//', `//${engine.username}:${engine.password}@`)}/${name}`;
    const killing = new Killing({
      ...{ services, simulator, dataDir: services.newDataDir(), model: 'tiny', config: config() },
      environment: { DATABASE_URL: database.url, CLICKHOUSE_URL: clickhouseUrl },
      clickhouseUrl: () => clickhouseUrl,
    });
    for (const point of POINTS) await killing.kill({ point });
    for (let start = 0; start < 2; start++) {
      const { went, audited, begun } = await killing.settled(() => readHops(clickhouseUrl, database));
      expect(went.length).toBeGreaterThan(0);
      expect(new Set(audited).size).toBe(audited.length);
      expect(went.filter((id) => !audited.includes(id))).toEqual([]);
      // A hop may be written without its attempt, when the write was torn between the two; never without a call.
      expect(audited.filter((id) => !begun.has(id))).toEqual([]);
    }
  },
  PROCESS_TEST_MS,
);
