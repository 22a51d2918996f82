/** An outage of a provider as operators see it over HTTP: its events while it lasts, and its incident afterwards. */
import type OpenAI from 'openai';
import { type EventReader, readEvents } from '../../support/event-reader';
import { eventually } from '../../support/eventually';
import { useSimulatedService } from '../../support/simulated-service';

// A circuit is open for up to 18 seconds before it is tried again.
jest.setTimeout(90_000);
const MENDED_WITHIN_MS = 45_000;
const FAILING = 'sk-failing';

const model = (provider: string, usd: string): object => ({
  ...{ provider, model: 'tiny', tier: 'economy', context_window: 8000, max_output: 4096, capabilities: ['streaming'] },
  price: { input_per_mtok_usd: usd, output_per_mtok_usd: usd, source: 'test' },
});

const lab = useSimulatedService(({ url }) => ({
  providers: Object.fromEntries(
    [
      ['failing', FAILING],
      ['sound', 'sk-sound'],
    ].map(([name, key]) => [
      name,
      { kind: 'openai_compatible', base_url: `${url}/v1`, credentials: [{ name: 'main', api_key: key }] },
    ]),
  ),
  models: [model('failing', '1'), model('sound', '2')],
}));

interface Incident {
  readonly id: string;
  readonly state: string;
  readonly opened_at: string;
  readonly resolved_at: string | null;
  readonly impact: Readonly<Record<string, number>>;
  readonly timeline: readonly { readonly to: string }[];
}

const say = (): Promise<OpenAI.ChatCompletion> =>
  lab.client.chat.completions.create({ model: 'tiny', messages: [{ role: 'user', content: 'Hello' }] });

async function read<Body>(path: string): Promise<Body> {
  const { status, body, text } = await lab.service.call('GET', `/v1/sla/incidents${path}`);
  if (status !== 200) throw new Error(text);
  return body as Body;
}

let reader: EventReader;
let incident: Incident;

beforeAll(async () => {
  reader = await readEvents(lab.service.url, {
    key: lab.service.ownerKey,
    query: '?types=breaker.opened,breaker.closed,incident.opened,incident.resolved',
  });
  lab.simulator.order({ credential: FAILING, fault: { kind: 'status', status: 500 } });
  for (let calls = 0; calls < 6; calls++) await say();
  await eventually(async () => (await read<{ data: unknown[] }>('?state=open')).data.length === 1);
  lab.simulator.mend();
  await eventually(async () => {
    await say();
    return (await read<{ data: unknown[] }>('?state=resolved')).data.length === 1;
  }, MENDED_WITHIN_MS);
  const { data } = await read<{ data: Incident[] }>('');
  incident = await read<Incident>(`/${data[0]?.id}`);
}, 90_000);

afterAll(() => reader.close());

it('MS-19: a circuit that opens makes an incident, and it resolves by itself when calls succeed again', () => {
  expect(incident).toMatchObject({
    ...{ provider: 'failing', state: 'resolved', severity: 'major', models: ['tiny'], credentials: ['main'] },
    opened_by: { reason: 'failures_in_row', failure_class: 'server_error', by: null },
    circuits: [{ model: 'tiny', credential: 'main', state: 'closed' }],
  });
  expect(Date.parse(incident.resolved_at ?? '')).toBeGreaterThan(Date.parse(incident.opened_at));
  expect(incident.timeline.map(({ to }) => to)).toEqual(['open', 'half_open', 'closed']);
});

it('MS-17: open and recovery of circuit and incident are told on the event stream, and again to who comes back', async () => {
  await eventually(() => reader.events.length >= 4);
  expect(reader.events.map(({ event }) => event)).toEqual(
    expect.arrayContaining(['breaker.opened', 'incident.opened', 'breaker.closed', 'incident.resolved']),
  );
  const [opened] = reader.events.filter(({ event }) => event === 'incident.opened');
  expect(opened?.data.data).toEqual({
    ...{ incident_id: incident.id, provider: 'failing', models: ['tiny'], severity: 'major', reopenings: 0 },
    ...{ reason: 'failures_in_row', failure_class: 'server_error' },
  });
  const [first, ...rest] = reader.events;
  const again = await readEvents(lab.service.url, {
    ...{ key: lab.service.ownerKey, lastId: first?.id ?? '' },
    query: '?types=breaker.opened,breaker.closed,incident.opened,incident.resolved',
  });
  await eventually(() => again.events.length >= rest.length);
  await again.close();
  expect(again.events.map(({ id }) => id)).toEqual(rest.map(({ id }) => id));
});

it('MS-18: what is told of an open and a recovered circuit says which one, why, and when it is tried again', async () => {
  await eventually(() => reader.events.length >= 4);
  const of = (type: string): unknown => reader.events.find(({ event }) => event === type)?.data.data;
  const circuit = { provider: 'failing', model: 'tiny', credential: 'main', by: null };
  const until = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as unknown;
  expect(of('breaker.opened')).toEqual({
    ...{ ...circuit, from: 'closed', reason: 'failures_in_row', failure_class: 'server_error', until },
  });
  expect(of('breaker.closed')).toEqual({
    ...{ ...circuit, from: 'half_open', reason: 'probes_succeeded', failure_class: null },
  });
});

it('counts what the outage did to calls, and lists the requests with how they ended', async () => {
  expect(incident.impact).toEqual({
    ...{ calls_failed: 5, requests_saved: 5, requests_lost: 0 },
    requests_passed_over: expect.any(Number) as unknown,
  });
  expect(incident.impact['requests_passed_over']).toBeGreaterThan(0);
  const page = await read<{ data: { answered: boolean }[]; next_cursor: string }>(`/${incident.id}/requests?limit=3`);
  expect(page.data).toHaveLength(3);
  expect(page.data[0]).toMatchObject({
    ...{ calls_failed: 1, failure_class: 'server_error', answered: true, outcome: 'success' },
    ...{ last_provider: 'sound', last_model: 'tiny' },
  });
  const next = await read<{ data: unknown[]; next_cursor: null }>(
    `/${incident.id}/requests?limit=3&cursor=${page.next_cursor}`,
  );
  expect(next.data).toHaveLength(2);
  expect(next.next_cursor).toBeNull();
});

it.each([
  ['?provider=failing', 1],
  ['?provider=sound', 0],
  ['?state=open', 0],
  ['?to=2026-01-31', 0],
])('%s finds %s incidents', async (query, count) => {
  const range = query.includes('to=') ? '&from=2026-01-01' : '';
  expect((await read<{ data: unknown[] }>(query + range)).data).toHaveLength(count);
});

it.each([
  ['?state=half', 400],
  ['?cursor=yesterday', 400],
  ['/inc_nobody', 404],
  ['/inc_nobody/requests', 404],
])('refuses %s with %s', async (path, status) => {
  expect((await lab.service.call('GET', `/v1/sla/incidents${path}`)).status).toBe(status);
});
