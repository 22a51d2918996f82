/** Percentiles of latency on a real ledger: what is timed, what is apart, and what is null. */
import { ClickHouse, migrateClickHouse } from '../../../src/clickhouse';
import { PercentilesStore } from '../../../src/ledger/latency/percentiles';
import { latencyView } from '../../../src/ledger/latency/latency.view';
import type { Grouping } from '../../../src/ledger/usage/usage.query';
import type { TenantId } from '../../../src/shared/domain/ids';
import { attempt, insertAttempts } from '../../support/attempts';
import { silentLog } from '../../support/postgres';
import { startTestEngine, type TestEngine, unique } from '../clickhouse/support';

jest.setTimeout(60_000);

// 23:30 in Berlin.
const LATE = Date.UTC(2026, 0, 31, 22, 30);
const HOUR_MS = 3_600_000;

let engine: TestEngine;
let clickhouse: ClickHouse;
let tenantId: TenantId;

beforeAll(async () => {
  engine = await startTestEngine();
  clickhouse = await ClickHouse.connect({ url: engine.fullUrl, database: unique('percentiles') });
  await migrateClickHouse(clickhouse, { log: silentLog });
});

beforeEach(() => {
  tenantId = unique('ten') as TenantId;
});

afterAll(async () => {
  await clickhouse.close();
  await engine.stop();
});

type Given = Parameters<typeof attempt>[0];

const insert = (...given: readonly Given[]): Promise<void> =>
  insertAttempts(
    clickhouse,
    given.map((more) => attempt({ ...more, by: { tenant_id: tenantId, ...more.by } })),
  );

/** An answer that began after so many milliseconds and ended as many later. */
const call = (latencyMs: number, { queuedAtMs = LATE, ...more }: Given = {}): Given => ({
  ...{ queuedAtMs, firstByteAtMs: queuedAtMs + latencyMs, lastByteAtMs: queuedAtMs + 2 * latencyMs },
  ...more,
});

async function ask(groupBy: readonly Grouping[], zone = 'UTC'): Promise<readonly Record<string, unknown>[]> {
  const range = { fromMs: LATE - 24 * HOUR_MS, toMs: LATE + 24 * HOUR_MS, zone };
  const rows = await new PercentilesStore(clickhouse).read(tenantId, { ...range, groupBy, filters: new Map() });
  return rows.map((row) => latencyView(row, groupBy));
}

it('SP-12: a hundred calls have the percentiles that their order has, in milliseconds', async () => {
  await insert(...Array.from({ length: 100 }, (_, at) => call((at + 1) * 100)));
  const [row] = await ask(['model']);
  expect(row).toMatchObject({ model: 'tiny', attempts: 100, unanswered: 0, whole_first_byte_count: 100 });
  expect(row?.['whole_first_byte_p50_ms']).toBeCloseTo(5000, -3);
  expect(Math.abs(Number(row?.['whole_first_byte_p95_ms']) - 9500)).toBeLessThanOrEqual(100);
  expect(Math.abs(Number(row?.['duration_p99_ms']) - 19_800)).toBeLessThanOrEqual(200);
});

it('SP-12: streams and whole answers are apart, and what has no call is null, not zero', async () => {
  await insert(call(200, { streaming: true }), call(0, { model: 'whole' }));
  expect(await ask(['model'])).toEqual([
    expect.objectContaining({ model: 'tiny', stream_first_byte_p95_ms: 200, whole_first_byte_p95_ms: null }),
    expect.objectContaining({ model: 'whole', stream_first_byte_count: 0, whole_first_byte_p95_ms: 0 }),
  ]);
});

it('only answers are timed, and how many calls had none is said', async () => {
  const silent = { firstByteAtMs: null, lastByteAtMs: null };
  await insert(
    call(100),
    call(9000, { outcome: 'failure', failureClass: 'server_error' }),
    call(9000, { outcome: 'unknown', ...silent }),
    // It began, but its end is the caller's doing.
    call(100, { outcome: 'cancelled' }),
    // Its clock began with the attempt before it.
    call(9000, { attempt: 2 }),
  );
  expect(await ask([])).toEqual([
    expect.objectContaining({
      ...{ attempts: 5, unanswered: 2, whole_first_byte_count: 2, whole_first_byte_p99_ms: 100 },
      ...{ duration_count: 1, duration_p99_ms: 200 },
    }),
  ]);
});

it('hours and days are those of the zone, beside two dimensions', async () => {
  await insert(call(100), call(300, { queuedAtMs: LATE + HOUR_MS, by: { task: 'coding' } }));
  expect(await ask(['day', 'provider', 'task'], 'Europe/Berlin')).toEqual([
    expect.objectContaining({ day: '2026-01-31', provider: 'lab', task: null, whole_first_byte_p50_ms: 100 }),
    expect.objectContaining({ day: '2026-02-01', provider: 'lab', task: 'coding', whole_first_byte_p50_ms: 300 }),
  ]);
  expect((await ask(['hour'], 'Asia/Kathmandu')).map(({ hour }) => hour)).toEqual([
    '2026-02-01T04:00',
    '2026-02-01T05:00',
  ]);
});

it('of one tenant nothing shows for another', async () => {
  await insert(call(100));
  tenantId = unique('ten') as TenantId;
  expect(await ask(['model'])).toEqual([]);
});
