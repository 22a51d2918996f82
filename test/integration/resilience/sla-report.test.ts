/** An outage by the minute: what the breaker's timeline and the SLA report say of it, against a computation by hand. */
import { reportCsv } from '../../../src/resilience/report/sla-report.schema';
import type { TenantId } from '../../../src/shared/domain/ids';
import { callerOf, type Given, HealthLab, newTenant } from './lab';

jest.setTimeout(60_000);

const NOON = Date.UTC(2026, 0, 31, 12);
const RANGE = { from: '2026-01-31', to: '2026-02-01', format: 'json' } as const;

let lab: HealthLab;
let tenantId: TenantId;

beforeAll(async () => {
  lab = await HealthLab.start();
  tenantId = newTenant();
  outage();
  lab.record(newTenant(), { queuedAtMs: NOON, outcome: 'failure', failureClass: 'timeout', provider: 'lab' });
  // A question itself waits only so long.
  await lab.journal.flush();
});
afterAll(() => lab.stop());

/** Ten requests are answered; five fail at first, which opens the circuit, and four of them are saved; two more end otherwise. */
function outage(): void {
  for (let at = 0; at < 10; at++) lab.record(tenantId, call(`req_ok_${at}`, at * 1000));
  for (let at = 0; at < 5; at++) {
    const request = `req_bad_${at}`;
    const startMs = 20_000 + at * 1000;
    lab.record(tenantId, call(request, startMs, 'server_error'));
    const second = { attempt: 2, queuedAtMs: NOON + startMs, startedAtMs: NOON + startMs + 500, provider: 'spare' };
    lab.record(tenantId, call(request, startMs + 500, at === 4 ? 'timeout' : null, second));
    settle('failure', NOON + startMs + 500);
  }
  lab.record(tenantId, call('req_wrong', 30_000, 'invalid_request'), {
    ...call('req_killed', 31_000),
    ...{ outcome: 'unknown', endedAtMs: null, lastByteAtMs: null },
  });
  // Due fifteen seconds after it opened.
  for (let at = 0; at < 3; at++) settle('success', NOON + 24_500 + 15_000 + at * 1000);
}

/** Takes half a second. */
function call(requestId: string, startMs: number, failureClass: Given['failureClass'] = null, more: Given = {}): Given {
  const endMs = NOON + startMs + 500;
  return {
    ...{ requestId, queuedAtMs: NOON + startMs, outcome: failureClass === null ? 'success' : 'failure', failureClass },
    ...(failureClass === null ? { lastByteAtMs: endMs } : { endedAtMs: endMs }),
    ...more,
  };
}

function settle(kind: 'success' | 'failure', atMs: number): void {
  const key = { tenantId, provider: 'lab', model: 'tiny', credential: '' };
  const permit = lab.breakers.admit(key, atMs);
  if (permit === null) throw new Error('the circuit is open');
  const outcome =
    kind === 'success'
      ? ({ kind, slow: false } as const)
      : ({ kind, failureClass: 'server_error', retryAfterMs: null } as const);
  lab.breakers.settle(permit, outcome, atMs);
}

it('the timeline has every transition of the circuit in order', async () => {
  const { breaker } = await lab.ask(tenantId, RANGE_OF_HISTORY);
  expect(breaker.map(({ at, from, to, reason }) => [at.slice(11, 23), from, to, reason])).toEqual([
    ['12:00:24.500', 'closed', 'open', 'failures_in_row'],
    ['12:00:39.500', 'open', 'half_open', 'due'],
    ['12:00:41.500', 'half_open', 'closed', 'probes_succeeded'],
  ]);
  expect(breaker[0]).toMatchObject({
    ...{ provider: 'lab', model: 'tiny', credential: null, failure_class: 'server_error', by: null },
    ...{ until: '2026-01-31T12:00:39.500Z', counts: { failures_in_row: 5 } },
  });
});
const RANGE_OF_HISTORY = { from: '2026-01-31', to: '2026-02-01' };

it('MS-21: callers saw more than each provider gave, by as much as failover saved', async () => {
  const { callers, providers } = await lab.report.read(callerOf(tenantId), RANGE);
  expect(callers).toEqual({
    ...{ requests: 17, answered: 14, failed: 2, not_counted: 1, availability: 14 / 16 },
    ...{ saved_by_failover: 4, availability_without_failover: 10 / 16 },
  });
  expect(providers).toEqual([
    {
      ...{ provider: 'lab', calls: 17, answered: 10, failed: 5, not_counted: 2, availability: 10 / 15, outages: 1 },
      // The first call that failed was made at second 20, the circuit opened at 24.5 and closed at 41.5.
      ...{ detect_ms: { count: 1, mean: 4500, max: 4500 }, recover_ms: { count: 1, mean: 17_000, max: 17_000 } },
    },
    {
      ...{ provider: 'spare', calls: 5, answered: 4, failed: 1, not_counted: 0, availability: 4 / 5, outages: 0 },
      ...{ detect_ms: { count: 0, mean: null, max: null }, recover_ms: { count: 0, mean: null, max: null } },
    },
  ]);
});

it('a tenant without calls has no availability, rather than none', async () => {
  const report = await lab.report.read(callerOf(newTenant()), RANGE);
  expect(report).toMatchObject({ callers: { requests: 0, availability: null }, providers: [] });
});

it('as CSV it has a row for callers and one a provider', async () => {
  const csv = reportCsv(await lab.report.read(callerOf(tenantId), RANGE));
  expect(csv.split('\r\n').slice(1)).toEqual([
    'callers,,17,14,2,1,0.875,4,0.625,,,,,,,',
    'provider,lab,17,10,5,2,0.6666666666666666,,,1,1,4500,4500,1,17000,17000',
    'provider,spare,5,4,1,0,0.8,,,0,0,,,0,,',
    '',
  ]);
});
