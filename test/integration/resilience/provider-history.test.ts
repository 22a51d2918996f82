/** Samples of providers' health, their rollup and what is read off it, on a real ClickHouse. */
import { Records } from '../../../src/journal/records';
import { probeLine } from '../../../src/resilience/domain/health-rows';
import type { TenantId } from '../../../src/shared/domain/ids';
import { type Given, HealthLab, newTenant, rowsOf } from './lab';

jest.setTimeout(60_000);

const NOON = Date.UTC(2026, 0, 31, 12);
const DAY = { from: '2026-01-31', to: '2026-02-01', bucket: '1d' };
const MINUTE_MS = 60_000;

let lab: HealthLab;
let tenantId: TenantId;

beforeAll(async () => {
  lab = await HealthLab.start();
});
beforeEach(() => {
  tenantId = newTenant();
});
afterAll(() => lab.stop());

/** A streamed answer that began after `ms` and ended after as much again. */
const answer = (ms: number, more: Given = {}): Given => {
  const queuedAtMs = more.queuedAtMs ?? NOON;
  return {
    ...{ queuedAtMs, streaming: true, firstByteAtMs: queuedAtMs + ms, lastByteAtMs: queuedAtMs + 2 * ms },
    ...more,
  };
};
const failure = (failureClass: NonNullable<Given['failureClass']>, more: Given = {}): Given => ({
  ...{
    queuedAtMs: NOON,
    outcome: 'failure',
    failureClass,
    endedAtMs: (more.queuedAtMs ?? NOON) + 500,
    httpStatus: null,
  },
  ...more,
});

it('MS-20: every attempt is a sample with its failure class, timed from its own start', async () => {
  lab.record(
    tenantId,
    answer(100, { credential: 'main', by: { task: 'chat' } }),
    failure('server_error', { httpStatus: 503 }),
    { queuedAtMs: NOON, outcome: 'unknown' },
    answer(100, { attempt: 2, startedAtMs: NOON + 40, requestId: 'req_2' }),
  );
  await lab.journal.flush();
  const rows = await lab.clickhouse.query(
    'test.samples',
    `SELECT toUnixTimestamp64Milli(sampled_at) AS at_ms, source, credential, task, outcome, failure_class, http_status, streaming,
       ttft_ms, latency_ms, request_id FROM provider_health_samples WHERE tenant_id = {tenant:String} ORDER BY sample_id`,
    { tenant: tenantId },
  );
  const nothing = {
    source: 'attempt',
    credential: '',
    task: '',
    failure_class: '',
    http_status: 200,
    request_id: 'req_1',
  };
  expect(rows).toEqual([
    {
      ...nothing,
      at_ms: String(NOON),
      credential: 'main',
      task: 'chat',
      outcome: 'success',
      streaming: true,
      ttft_ms: 100,
      latency_ms: 200,
    },
    {
      ...nothing,
      at_ms: String(NOON),
      outcome: 'failure',
      failure_class: 'server_error',
      http_status: 503,
      streaming: false,
      ttft_ms: null,
      latency_ms: 500,
    },
    { ...nothing, at_ms: String(NOON), outcome: 'unknown', streaming: false, ttft_ms: null, latency_ms: null },
    {
      ...nothing,
      at_ms: String(NOON + 40),
      outcome: 'success',
      streaming: true,
      ttft_ms: 60,
      latency_ms: 160,
      request_id: 'req_2',
    },
  ]);
});

it('MS-21: availability and error mix are those of a hand count', async () => {
  lab.record(
    tenantId,
    ...[100, 200, 300, 400, 500, 600].map((ms) => answer(ms)),
    ...[failure('server_error'), failure('server_error'), failure('timeout')],
    // Cut off by the provider in the middle.
    answer(100, { outcome: 'partial', failureClass: 'stream_interrupted' }),
    ...[failure('invalid_request'), failure('cancelled', { outcome: 'cancelled' }), failure('context_overflow')],
    { queuedAtMs: NOON, outcome: 'unknown' },
  );
  const { data } = await lab.ask(tenantId, DAY);
  expect(data).toHaveLength(1);
  expect(data[0]).toMatchObject({
    ...{ at: '2026-01-31T00:00:00.000Z', provider: 'lab', model: 'tiny', calls: 14, probes: 0 },
    ...{ answered: 6, failed: 4, not_counted: 4, availability: 0.6 },
    errors: {
      ...{ server_error: 2, timeout: 1, stream_interrupted: 1 },
      ...{ invalid_request: 1, cancelled: 1, context_overflow: 1 },
    },
    ttft_ms: { count: 7 },
    latency_ms: { count: 6 },
  });
});

it('percentiles are within a bucket of those that the order of the calls has', async () => {
  lab.record(tenantId, ...Array.from({ length: 200 }, (_, at) => answer((at + 1) * 10)));
  // A whole answer says nothing of the time to the first token.
  lab.record(tenantId, answer(9000, { streaming: false }));
  const [row] = (await lab.ask(tenantId, DAY)).data;
  const near = (actual: number | null | undefined, expected: number): void =>
    expect(Math.abs((actual ?? 0) / expected - 1)).toBeLessThan(0.05);
  expect(row?.ttft_ms.count).toBe(200);
  near(row?.ttft_ms.p50, 1000);
  near(row?.ttft_ms.p95, 1900);
  near(row?.ttft_ms.p99, 1980);
  near(row?.latency_ms.p50, 2000);
});

it('buckets are of five minutes, hours or days of the zone, and groups by what is asked', async () => {
  const at = (minutes: number, more: Given = {}): Given =>
    answer(100, { queuedAtMs: NOON + minutes * MINUTE_MS, ...more });
  lab.record(tenantId, at(0), at(4.99), at(5), at(60), at(60, { by: { task: 'chat' } }), at(0, { provider: 'spare' }));
  const of = async (query: object): Promise<unknown[]> =>
    (await lab.ask(tenantId, { ...DAY, provider: 'lab', ...query })).data.map((row) => [
      row.at.slice(5, 16),
      row.calls,
      row.task,
    ]);
  expect(await of({ bucket: '5m' })).toEqual([
    ['01-31T12:00', 2, undefined],
    ['01-31T12:05', 1, undefined],
    ['01-31T13:00', 2, undefined],
  ]);
  expect(await of({ bucket: '1h', group_by: 'task' })).toEqual([
    ['01-31T12:00', 3, null],
    ['01-31T13:00', 1, null],
    ['01-31T13:00', 1, 'chat'],
  ]);
  // Noon is half past five in the afternoon there, and midnight half past six before.
  expect(await of({ tz: 'Asia/Kolkata' })).toEqual([['01-30T18:30', 5, undefined]]);
  expect((await lab.ask(newTenant(), DAY)).data).toEqual([]);
});

it('a probe is a sample too, apart from calls', async () => {
  const probe = { tenantId, provider: 'lab', model: 'tiny', credential: 'main', sampledAtMs: NOON, latencyMs: 12.5 };
  const lines = [
    probeLine({ ...probe, sampleId: 'probe_1', failureClass: null, httpStatus: 200 }),
    probeLine({ ...probe, sampleId: 'probe_2', failureClass: 'connect_error', httpStatus: null }),
  ];
  for (const payload of lines) lab.journal.append([{ type: 'fact', topic: 'health_sample', key: '', payload }]);
  const [row] = (await lab.ask(tenantId, DAY)).data;
  expect(row).toMatchObject({
    calls: 0,
    probes: 2,
    answered: 1,
    failed: 1,
    availability: 0.5,
    errors: { connect_error: 1 },
  });
});

it.each(['provider_health_samples_view', 'provider_health_view'])(
  'a batch in doubt counts once, also where %s had failed',
  async (view) => {
    const rows = rowsOf(tenantId, [answer(100), answer(200), failure('timeout')]).map((row) => Buffer.from(row));
    const records = new Records(Buffer.concat(rows));
    let at = 0;
    for (const { length } of rows) records.add(at, (at += length));
    const batch = { id: `batch-${tenantId}`, payloads: new Map([['attempt', records]] as const) };
    const [{ create_table_query: created } = { create_table_query: '' }] = await lab.clickhouse.query<{
      create_table_query: string;
    }>(
      'test.view',
      'SELECT create_table_query FROM system.tables WHERE database = currentDatabase() AND name = {view:String}',
      { view },
    );
    await lab.clickhouse.command('test.view', `DROP TABLE ${view}`);
    await lab.sink.deliver({ ...batch, doubtful: false });
    await lab.clickhouse.command('test.view', created);
    for (let turn = 0; turn < 2; turn++) {
      await lab.sink.deliver({ ...batch, doubtful: true });
      await lab.sink.reconcile();
    }
    const [row] = (await lab.ask(tenantId, DAY)).data;
    expect(row).toMatchObject({ calls: 3, answered: 2, failed: 1 });
  },
);
