/** Observed latencies on a real ledger: what is remembered over a restart, what is not mixed, and what a dead store does. */
import { ClickHouse, migrateClickHouse } from '../../../src/clickhouse';
import { ObservedLatency } from '../../../src/ledger';
import { LatencyStore } from '../../../src/ledger/latency/latency.store';
import type { TenantId } from '../../../src/shared/domain/ids';
import { type Attempt, attempt, insertAttempts } from '../../support/attempts';
import { eventually } from '../../support/eventually';
import { silentLog } from '../../support/postgres';
import { startTestEngine, type TestEngine, unique } from '../clickhouse/support';

const START_MS = 60_000;
// A figure is the middle of its bucket: 292 of 300 ms, 79 of 80, 1166 of 1200.
const NOON = Date.UTC(2026, 0, 31, 12);
const DAY_MS = 24 * 60 * 60_000;

let engine: TestEngine;
let clickhouse: ClickHouse;

beforeAll(async () => {
  engine = await startTestEngine();
  clickhouse = await ClickHouse.connect({ url: engine.fullUrl, database: unique('latency') });
  await migrateClickHouse(clickhouse, { log: silentLog });
}, START_MS);

afterAll(async () => {
  await clickhouse.close();
  await engine.stop();
});

const newTenant = (): TenantId => unique('ten') as TenantId;

/** Twenty and a few calls of a tenant, each answered after the same time. */
const calls = (tenantId: TenantId, latencyMs: number, more: Parameters<typeof attempt>[0] = {}): Attempt[] =>
  Array.from({ length: 24 }, (_, at) => {
    const queuedAtMs = (more.queuedAtMs ?? NOON) - (at + 1) * 1000;
    const times = { queuedAtMs, firstByteAtMs: queuedAtMs + latencyMs, lastByteAtMs: queuedAtMs + latencyMs + 5 };
    return attempt({ ...times, ...more, queuedAtMs, by: { tenant_id: tenantId } });
  });

function started(atMs = NOON): ObservedLatency {
  return new ObservedLatency(new LatencyStore(clickhouse), { nowMs: () => atMs }, silentLog);
}

async function remembered(tenantId: TenantId): Promise<ObservedLatency> {
  const latency = started();
  await latency.start([tenantId]);
  latency.stop();
  return latency;
}

const observe = (latency: ObservedLatency, attempts: readonly Attempt[]): void => {
  for (const { start, end } of attempts) latency.observe(start, end);
  latency.refresh();
};

it('what the ledger has of the last week is there after a restart, by candidate and by way of answering', async () => {
  const tenantId = newTenant();
  await insertAttempts(clickhouse, [
    ...calls(tenantId, 300, { streaming: true }),
    ...calls(tenantId, 1200, { streaming: false }),
    ...calls(tenantId, 80, { model: 'org/quick', streaming: true }),
    ...calls(tenantId, 50, { model: 'old', streaming: true, queuedAtMs: NOON - 8 * DAY_MS }),
  ]);
  const latency = await remembered(tenantId);
  expect(latency.p95(tenantId, true)).toEqual({ 'lab/tiny': 292, 'lab/org/quick': 79 });
  expect(latency.p95(tenantId, false)).toEqual({ 'lab/tiny': 1166 });
});

it('the ledger and the calls observed here say the same, and together they count nothing twice', async () => {
  const tenantId = newTenant();
  const slow = calls(tenantId, 900, { streaming: true, model: 'slow' });
  const late = calls(tenantId, 400, { streaming: true, queuedAtMs: NOON + 60_000 }).slice(0, 19);
  await insertAttempts(clickhouse, [...slow, ...late]);
  const latency = await remembered(tenantId);
  const observedOnly = started();
  observe(observedOnly, slow);
  expect(latency.p95(tenantId, true)).toEqual(observedOnly.p95(tenantId, true));
  observe(latency, late);
  expect(latency.p95(tenantId, true)).not.toHaveProperty('lab/tiny');
});

it.each([
  ['a failure', { outcome: 'failure', failureClass: 'rate_limited' }],
  ['a call without a first byte', { firstByteAtMs: null, outcome: 'cancelled' }],
  ['an attempt after a failed one', { attempt: 2 }],
] as const)('%s says nothing of how long answers take, in the ledger or here', async (_, more) => {
  const tenantId = newTenant();
  const attempts = calls(tenantId, 300, more);
  await insertAttempts(clickhouse, attempts);
  const latency = await remembered(tenantId);
  observe(latency, attempts);
  expect(latency.p95(tenantId, false)).toEqual({});
});

it('of one tenant nothing shows for another', async () => {
  const [mine, other] = [newTenant(), newTenant()];
  await insertAttempts(clickhouse, calls(mine, 300));
  const latency = await remembered(other);
  observe(latency, calls(mine, 300));
  expect(latency.p95(mine, false)).toEqual({ 'lab/tiny': 292 });
  expect(latency.p95(other, false)).toEqual({});
});

it('the figures are one object until one of them changes', () => {
  const tenantId = newTenant();
  const latency = started();
  observe(latency, calls(tenantId, 300));
  const before = latency.p95(tenantId, false);
  observe(latency, calls(tenantId, 300));
  expect(latency.p95(tenantId, false)).toBe(before);
  observe(latency, calls(tenantId, 3000));
  expect(latency.p95(tenantId, false)).not.toEqual(before);
});

it('a ledger that does not answer takes nothing from what is observed here', async () => {
  const dead = await ClickHouse.connect({ url: engine.fullUrl, database: unique('dead') });
  await dead.close();
  const asked: number[] = [];
  const store = new LatencyStore(dead);
  const tenantId = newTenant();
  const counting = { read: (...args: Parameters<LatencyStore['read']>) => (asked.push(1), store.read(...args)) };
  const latency = new ObservedLatency(counting, { nowMs: () => NOON }, silentLog);
  const start = latency.start([tenantId]);
  await eventually(() => asked.length > 0);
  observe(latency, calls(tenantId, 300));
  expect(latency.p95(tenantId, false)).toEqual({ 'lab/tiny': 292 });
  latency.stop();
  await start;
});
