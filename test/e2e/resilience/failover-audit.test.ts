/** The failover audit as an operator reads it over HTTP. */
import { withState } from '../../../src/process/state';
import type { Failover } from '../../../src/resilience/domain/failover';
import { failover, storeFailovers } from '../../support/failovers';
import { silentLog } from '../../support/postgres';
import { SERVICE_START_MS, SERVICE_STOP_MS, startTestService, type TestService } from '../../support/service';

const NOON = Date.UTC(2026, 0, 31, 12);
const HOUR_MS = 3_600_000;
const RANGE = 'from=2026-01-31T00:00Z&to=2026-02-01T00:00Z';

interface Row {
  readonly id: string;
  readonly request_id: string;
}
interface Page {
  readonly data: readonly Row[];
  readonly next_cursor: string | null;
}

let service: TestService;
let ours: readonly Failover[];

beforeAll(async () => {
  service = await startTestService();
  const { id } = (await service.call('GET', '/v1/tenant')).body as { id: string };
  const of = (given: Parameters<typeof failover>[0]): Failover => failover({ tenantId: id, ...given });
  const lab = { provider: 'lab', model: 'large', credential: 'main' };
  const spare = { provider: 'spare', model: 'large', credential: '' };
  ours = [
    of({ atMs: NOON, requestId: 'req_a', costNanoUsd: 1_500_000n }),
    of({
      atMs: NOON,
      requestId: 'req_a',
      hop: 2,
      from: spare,
      to: { ...lab, model: 'small' },
      failureClass: 'timeout',
    }),
    of({ atMs: NOON + 1, requestId: 'req_b', failureClass: null, reason: 'circuit_open', latencyMs: null }),
    of({ atMs: NOON + HOUR_MS, requestId: 'req_c' }),
    of({ atMs: NOON + 2 * HOUR_MS, requestId: 'req_d', to: null, failureClass: 'rate_limited' }),
  ];
  const theirs = failover({ tenantId: 'ten_of_others', atMs: NOON, requestId: 'req_a' });
  await withState({ settings: service.settings, log: silentLog }, (dataSource) =>
    storeFailovers(dataSource, [...ours, theirs]),
  );
}, SERVICE_START_MS);

afterAll(() => service.stop(), SERVICE_STOP_MS);

const read = async (query: string): Promise<Page> => {
  const { status, body, text } = await service.call('GET', `/v1/sla/failover-audit?${RANGE}&${query}`);
  if (status !== 200) throw new Error(text);
  return body as Page;
};

it("MS-16: a row has the published fields under their names, ours, and nothing of another tenant's", async () => {
  const { data, next_cursor: next } = await read('');
  expect(data.map(({ id }) => id).sort()).toEqual(ours.map(({ id }) => id).sort());
  expect(next).toBeNull();
  expect(data.find(({ id }) => id === ours[0]?.id)).toEqual({
    ...{ from_provider: 'lab', to_provider: 'spare', model_id: 'large', failure_class: 'server_error' },
    ...{ reason: 'failure', decided_at: '2026-01-31T12:00:00.000Z' },
    ...{ id: ours[0]?.id, request_id: 'req_a', decision_id: 'dec_1', hop: 1, from_model_id: 'large' },
    ...{ to_model_id: 'large', from_credential: 'main', to_credential: 'main', latency_ms: 120, cost_usd: '0.0015' },
  });
});

it.each([
  ['request_id=req_a', ['req_a', 'req_a']],
  ['provider=spare&failure_class=timeout', ['req_a']],
  ['model=small', ['req_a']],
  ['reason=circuit_open', ['req_b']],
  ['failure_class=server_error', ['req_c', 'req_a']],
  ['provider=nobody', []],
])('MS-21: %s finds what it says, newest first', async (query, requests) => {
  expect((await read(query)).data.map(({ request_id: id }) => id)).toEqual(requests);
});

it('pages meet without a gap where many failovers are of one millisecond', async () => {
  const seen: string[] = [];
  let cursor = '';
  for (;;) {
    const page = await read(`limit=1${cursor}`);
    seen.push(...page.data.map(({ id }) => id));
    if (page.next_cursor === null) break;
    cursor = `&cursor=${encodeURIComponent(page.next_cursor)}`;
  }
  expect(seen).toEqual((await read('')).data.map(({ id }) => id));
  expect(new Set(seen).size).toBe(ours.length);
});

it('as CSV the whole range comes with a header, and nulls are empty', async () => {
  const { text } = await service.call('GET', `/v1/sla/failover-audit?${RANGE}&format=csv&limit=1`);
  const [header, ...lines] = text.trimEnd().split('\r\n');
  expect(header).toMatch(/^id,decided_at,from_provider,to_provider,model_id,failure_class,reason,/);
  expect(lines).toHaveLength(ours.length);
  expect(lines[0]).toMatch(
    /^fo_\w+,2026-01-31T14:00:00.000Z,lab,,large,rate_limited,failure,1,req_d,dec_1,large,,main,,120,$/,
  );
});

it('the summary counts by where from, where to and why', async () => {
  const { body } = await service.call('GET', `/v1/sla/failover-audit/summary?${RANGE}`);
  const summary = body as { failovers: number; data: Record<string, unknown>[] };
  expect(summary.failovers).toBe(5);
  expect(summary.data).toHaveLength(4);
  expect(summary.data[0]).toEqual({
    ...{ from_provider: 'lab', from_model_id: 'large', to_provider: 'spare', to_model_id: 'large' },
    ...{ failure_class: 'server_error', reason: 'failure', failovers: 2, requests: 2 },
  });
});

it.each([
  ['reason=bad luck', 'reason'],
  ['cursor=yesterday', 'cursor'],
  ['to=2026-02-30', 'to'],
  ['limit=0', 'limit'],
])('refuses %s by naming %s', async (query, path) => {
  const { status, body } = await service.call('GET', `/v1/sla/failover-audit?${query}`);
  expect(status).toBe(400);
  expect((body as { error: { details: { path: string } } }).error.details.path).toBe(path);
});
