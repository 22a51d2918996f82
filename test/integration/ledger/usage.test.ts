/** Usage from the rollups is what the raw rows say, in every zone and grouping. */
import { ClickHouse, migrateClickHouse } from '../../../src/clickhouse';
import { type Rollup } from '../../../src/ledger/domain/usage-table';
import { type Grouping } from '../../../src/ledger/usage/usage.query';
import type { Asked } from '../../../src/ledger/usage/grouped-sql';
import { UsageStore } from '../../../src/ledger/usage/usage.store';
import { type TenantId } from '../../../src/shared/domain/ids';
import { silentLog } from '../../support/postgres';
import { startTestEngine, type TestEngine } from '../clickhouse/support';

// The engine has the lowest priority, and the machine may be busy.
jest.setTimeout(60_000);

const TENANT = 'ten_a' as TenantId;
const ROWS = 20_000;
// A year and its changes of the clock, in steps of some 26 minutes.
const RANGE = { fromMs: Date.UTC(2025, 0, 1), toMs: Date.UTC(2026, 0, 1) };
const STEP_SECONDS = (RANGE.toMs - RANGE.fromMs) / 1000 / ROWS;

const TOKENS = ['input', 'cache_read', 'cache_write_5m', 'cache_write_1h', 'output', 'reasoning'].concat([
  'audio_input',
  'audio_output',
  'image_input',
]);

/** Every second row is another tenant's; one in seven has no price, one in five no end. */
const INSERT = `INSERT INTO ledger_attempts (tenant_id, queued_at, attempt_id, attempt, key_id, workflow, customer,
    provider, model, tier, task, outcome, cost_status, cost_nano_usd, last_byte_at, ${TOKENS.map((name) => `${name}_tokens`).join(', ')})
  SELECT if(number % 2 = 0, '${TENANT}', 'ten_b'),
    toDateTime64(${RANGE.fromMs / 1000} + number * ${STEP_SECONDS}, 3, 'UTC') AS queued,
    toString(number), 1 + number % 3, concat('key_', toString(number % 11)), concat('w', toString(number % 4)),
    concat('c', toString(number % 6)), 'p', concat('m', toString(number % 5)), 'standard', concat('t', toString(number % 2)),
    if(number % 13 = 0, 'failure', 'success'), 'priced',
    if(number % 7 = 0, NULL, 1000000000000000 + number), if(number % 5 = 0, NULL, queued + toIntervalMillisecond(number)),
    ${TOKENS.map((name) => `cityHash64(number, '${name}') % 4000000000`).join(', ')}
  FROM numbers(${ROWS})`;

let engine: TestEngine;
let clickhouse: ClickHouse;
let store: UsageStore;

beforeAll(async () => {
  engine = await startTestEngine();
  clickhouse = await ClickHouse.connect({ url: engine.fullUrl });
  await migrateClickHouse(clickhouse, { log: silentLog });
  await clickhouse.command('test', INSERT);
  store = new UsageStore(clickhouse);
});

afterAll(async () => {
  await clickhouse.close();
  await engine.stop();
});

const ask = (more: Partial<Asked>): Asked => ({
  ...RANGE,
  zone: 'UTC',
  groupBy: [],
  filters: new Map(),
  table: 'ledger_attempts',
  ...more,
});

const QUESTIONS: readonly (readonly [zone: string, table: Rollup, groupBy: readonly Grouping[]])[] = [
  ['UTC', 'usage_core', ['day', 'model']],
  ['Europe/Berlin', 'usage_core', ['day', 'model']],
  ['Asia/Kolkata', 'usage_core', ['day', 'model']],
  ['Australia/Lord_Howe', 'usage_core', ['day', 'provider']],
  ['America/St_Johns', 'usage_core', ['hour']],
  ['UTC', 'usage_core', []],
  ['UTC', 'usage_key', ['key']],
  ['Asia/Kolkata', 'usage_model', ['day', 'task']],
  ['America/New_York', 'usage_wide', ['day', 'customer']],
];

it.each(QUESTIONS)('in %s, %s by %j answers what the raw rows answer', async (zone, table, groupBy) => {
  const rolled = await store.usage(TENANT, ask({ zone, groupBy, table }));
  expect(rolled).toEqual(await store.usage(TENANT, ask({ zone, groupBy })));
  expect(rolled.reduce((sum, row) => sum + row.attempts, 0)).toBe(ROWS / 2);
});

it('filters rollups as it filters the raw rows', async () => {
  const question = { groupBy: ['day'], filters: new Map([['model', ['m1', 'm3']] as const]) } as const;
  const rolled = await store.usage(TENANT, ask({ ...question, table: 'usage_core' }));
  expect(rolled).toEqual(await store.usage(TENANT, ask(question)));
  expect(rolled.reduce((sum, row) => sum + row.attempts, 0)).toBe((ROWS / 2) * (2 / 5));
});

it('sums money beyond what a number holds exactly', async () => {
  const [row] = await store.usage(TENANT, ask({ table: 'usage_core' }));
  const priced = Array.from({ length: ROWS / 2 }, (_, at) => at * 2).filter((number) => number % 7 !== 0);
  expect(row?.cost_nano_usd).toBe(String(priced.reduce((sum, number) => sum + 10n ** 15n + BigInt(number), 0n)));
});

it('groups nothing into no row', async () => {
  expect(await store.usage('ten_none' as TenantId, ask({ groupBy: ['model'], table: 'usage_core' }))).toEqual([]);
});
