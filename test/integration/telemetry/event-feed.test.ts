/** The feed on a real store: what is put in while it is read, long ago, or faster than a reader reads. */
import { setTimeout as delay } from 'node:timers/promises';
import { ClickHouse, migrateClickHouse } from '../../../src/clickhouse';
import { systemClock } from '../../../src/shared/clock';
import type { TenantId } from '../../../src/shared/domain/ids';
import { formatPosition, type Position, startOf } from '../../../src/telemetry/domain/position';
import { EventFeed, MAX_BACK_EVENTS } from '../../../src/telemetry/events/event-feed';
import { EventsStore } from '../../../src/telemetry/events/events.store';
import { Horizon } from '../../../src/telemetry/events/horizon';
import { eventually } from '../../support/eventually';
import { startTestEngine, type TestEngine, unique } from '../clickhouse/support';

const START_MS = 120_000;

let engine: TestEngine;
let clickhouse: ClickHouse;
let store: EventsStore;

beforeAll(async () => {
  engine = await startTestEngine();
  clickhouse = await ClickHouse.connect({ url: engine.fullUrl });
  await migrateClickHouse(clickhouse, { log: { info: () => undefined } });
  store = new EventsStore(clickhouse);
}, START_MS);

afterAll(async () => {
  await clickhouse.close();
  await engine.stop();
}, START_MS);

const newTenant = (): TenantId => unique('ten') as TenantId;
const nowS = (): number => Math.floor(Date.now() / 1000);

/** So many decisions, stored in one second, or now. */
async function put(tenant: TenantId, count: number, storedS?: number): Promise<void> {
  const stored = storedS === undefined ? 'now()' : `fromUnixTimestamp(${storedS})`;
  await clickhouse.insert({
    tag: 'ledger.deliver.route_decisions',
    statement: `INSERT INTO route_decisions (tenant_id, decided_at, decision_id, stored_at)
      SELECT '${tenant}', now64(3), concat('dec_', leftPad(toString(number), 6, '0')), ${stored} FROM numbers(${count})`,
    body: Buffer.alloc(0),
  });
}

const FILTER = { types: ['decision.made', 'attempt.ended'] } as const;

function feed(
  tenantId: TenantId,
  after: Position | null,
  beforeS = nowS(),
): { frames: AsyncGenerator<string>; close: () => void } {
  const closing = new AbortController();
  const pause = (ms: number, signal: AbortSignal): Promise<void> =>
    delay(ms, undefined, { signal }).catch(() => undefined);
  const parts = { store, horizon: new Horizon(store, systemClock), clock: systemClock, pause };
  const reader = { tenantId, filter: FILTER, after, closed: closing.signal };
  return { frames: new EventFeed(parts, reader, beforeS).frames(), close: () => closing.abort() };
}

const word = async (frames: AsyncGenerator<string>): Promise<string> => String((await frames.next()).value);
const dataOf = (text: string): { id: string; data: Record<string, unknown> } =>
  JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? 'null') as { id: string; data: Record<string, unknown> };

it('holds back what is stored while an insert that began earlier still runs, and tells both afterwards', async () => {
  const tenant = newTenant();
  const running = clickhouse.insert({
    tag: 'ledger.deliver.route_decisions',
    statement: `INSERT INTO route_decisions (tenant_id, decided_at, decision_id)
      SELECT '${tenant}', now64(3), concat('dec_slow', toString(number)) FROM numbers(3) WHERE sleepEachRow(1) = 0`,
    body: Buffer.alloc(0),
  });
  await eventually(async () => (await store.horizon()) < nowS());
  const begunS = nowS();
  await delay(1500);
  await put(tenant, 1);
  expect(await store.horizon()).toBeLessThanOrEqual(begunS);
  await running;
  await eventually(async () => (await store.horizon()) > nowS() - 1);
  await delay(1100);
  const range = { after: startOf(begunS - 5), beforeS: await store.horizon(), limit: 10 };
  const events = await store.read(tenant, FILTER, range);
  expect(events.map(({ id }) => id)).toEqual(['dec_slow0', 'dec_slow1', 'dec_slow2', 'dec_000000']);
}, 30_000);

it('tells each event once over pages, and never one of another tenant', async () => {
  const [tenant, other] = [newTenant(), newTenant()];
  await put(tenant, 1200, nowS() - 10);
  await put(other, 5, nowS() - 10);
  const { frames, close } = feed(tenant, startOf(nowS() - 60));
  await word(frames);
  const ids: string[] = [];
  while (ids.length < 1200) ids.push(dataOf(await word(frames)).id);
  close();
  expect(await frames.next()).toMatchObject({ done: true });
  expect(ids).toEqual(Array.from({ length: 1200 }, (_, at) => `dec_${String(at).padStart(6, '0')}`));
});

it('tells a reader that was away for too long how many it has missed, and goes on with what it may read', async () => {
  const tenant = newTenant();
  await put(tenant, 7, nowS() - 3600);
  await put(tenant, 2, nowS() - 60);
  const { frames, close } = feed(tenant, startOf(nowS() - 7200));
  await word(frames);
  const gap = await word(frames);
  expect(gap).toMatch(/^event: gap$/m);
  expect(dataOf(gap).data).toMatchObject({ lost: 7 });
  expect(dataOf(await word(frames)).id).toBe('dec_000000');
  close();
});

it('keeps nothing for a reader that is slow: it is told how many it has missed', async () => {
  const tenant = newTenant();
  await put(tenant, 500, nowS() - 100);
  const { frames, close } = feed(tenant, startOf(nowS() - 200));
  await word(frames);
  await word(frames);
  await put(tenant, MAX_BACK_EVENTS + 40, nowS() - 50);
  for (let at = 1; at < 500; at++) await word(frames);
  const gap = await word(frames);
  expect(gap).toMatch(/^event: gap$/m);
  expect(dataOf(gap).data).toMatchObject({ lost: 40 });
  expect(dataOf(await word(frames)).id).toBe('dec_000040');
  close();
});

it('begins with what is stored from now on, and has a place to come back to before anything has happened', async () => {
  const tenant = newTenant();
  await put(tenant, 3, nowS() - 30);
  const begunS = nowS();
  const { frames, close } = feed(tenant, null, begunS);
  expect(await word(frames)).toBe(`retry: 2000\nid: ${formatPosition(startOf(begunS))}\n\n`);
  const next = word(frames);
  await put(tenant, 1);
  expect(dataOf(await next).id).toBe('dec_000000');
  close();
});
