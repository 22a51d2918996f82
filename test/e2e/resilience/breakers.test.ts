/** Circuits as an operator sees, opens and closes them over HTTP, and what decisions make of it. */
import { eventually } from '../../support/eventually';
import { SERVICE_START_MS, SERVICE_STOP_MS, startTestService, type TestService } from '../../support/service';

interface Breaker {
  readonly provider: string;
  readonly model: string;
  readonly credential: string | null;
  readonly state: string;
  readonly until: string | null;
  readonly reason: string | null;
  readonly changed_by: string | null;
}
interface Breakers {
  readonly providers: readonly { readonly provider: string; readonly state: string }[];
  readonly data: readonly Breaker[];
}

let service: TestService;

const model = (provider: string, name: string, usd: string): object => ({
  ...{ provider, model: name, family: name, tier: 'economy', context_window: 128_000, max_output: 8192 },
  ...{ capabilities: ['streaming', 'tools'], price: { input_per_mtok_usd: usd, output_per_mtok_usd: usd } },
});

beforeAll(async () => {
  service = await startTestService();
  await service.configure({
    providers: {
      lab: {
        ...{ kind: 'openai_compatible', base_url: 'http://127.0.0.1:9/v1' },
        credentials: [
          { name: 'main', api_key: 'sk-1' },
          { name: 'second', api_key: 'sk-2' },
        ],
      },
      spare: { kind: 'openai_compatible', base_url: 'http://127.0.0.1:9/v1', local: true },
    },
    models: [model('lab', 'tiny', '0.1'), model('lab', 'large', '5'), model('spare', 'tiny', '9')],
  });
}, SERVICE_START_MS);

afterAll(() => service.stop(), SERVICE_STOP_MS);

const post = (path: string, body: object) => service.call('POST', `/v1/sla/breakers/${path}`, { body });

async function list(query = ''): Promise<Breakers> {
  const { status, body, text } = await service.call('GET', `/v1/sla/breakers?${query}`);
  if (status !== 200) throw new Error(text);
  return body as Breakers;
}

async function route(name: string): Promise<{ readonly passed_over: string | null; readonly explanation: string }> {
  const { body } = await service.call('POST', '/v1/route', { body: { facts: { requested_model: name } } });
  return body as Awaited<ReturnType<typeof route>>;
}

it('MS-14: what an operator opens is passed over by the next decision, and stands in the list with who and why', async () => {
  const before = (await route('tiny')) as { readonly provider?: string };
  expect(before).toMatchObject({ provider: 'lab', passed_over: null });
  const { status, body } = await post('open', { provider: 'lab', model: 'tiny', reason: 'invoices look odd' });
  expect([status, (body as { data: Breaker[] }).data.map(({ credential }) => credential)]).toEqual([
    200,
    ['main', 'second'],
  ]);
  const after = await route('tiny');
  expect(after).toMatchObject({ provider: 'spare', passed_over: 'lab/tiny' });
  expect(after.explanation).toContain('lab/tiny was passed over: its circuit is open for another ');
  const { data, providers } = await list('provider=lab');
  expect(providers).toEqual([{ provider: 'lab', state: 'open' }]);
  expect(data).toHaveLength(2);
  expect(data[0]).toMatchObject({ model: 'tiny', credential: 'main', state: 'open', reason: 'invoices look odd' });
  expect(data[0]?.changed_by).toMatch(/^key_/);
});

it('what an operator closes takes calls again at once, and both are in the audit log', async () => {
  const { body } = await post('close', { provider: 'lab', reason: 'it was a holiday' });
  expect((body as { data: Breaker[] }).data.map(({ state }) => state)).toEqual(['closed', 'closed']);
  expect(await route('tiny')).toMatchObject({ provider: 'lab', passed_over: null });
  expect((await list('state=open')).data).toEqual([]);
  const { body: audit } = await service.call('GET', '/v1/audit?target_kind=breaker');
  expect((audit as { data: object[] }).data).toMatchObject([
    { action: 'breaker.close', target: { kind: 'breaker', id: 'lab/*/*' }, after: { reason: 'it was a holiday' } },
    { action: 'breaker.open', target: { kind: 'breaker', id: 'lab/tiny/*' }, after: { reason: 'invoices look odd' } },
  ]);
});

it('one credential that is open leaves the others to be called', async () => {
  await post('open', { provider: 'lab', model: 'tiny', credential: 'main', reason: 'test', for_s: 60 });
  expect(await route('tiny')).toMatchObject({ provider: 'lab', passed_over: null });
  expect((await list('provider=lab&state=open')).data).toMatchObject([{ credential: 'main' }]);
  await post('close', { provider: 'lab', reason: 'test' });
});

it('closing what is closed changes nothing, and is not audited', async () => {
  const audited = async (): Promise<number> =>
    ((await service.call('GET', '/v1/audit?target_kind=breaker')).body as { data: object[] }).data.length;
  const before = await audited();
  expect((await post('close', { provider: 'spare', reason: 'test' })).body).toEqual({ data: [] });
  expect(await audited()).toBe(before);
});

it.each([
  [{ provider: 'nobody', reason: 'x' }, 'provider: no provider is called nobody; GET /v1/providers lists them'],
  [{ provider: 'lab', model: 'no', reason: 'x' }, 'model: lab has no such model; GET /v1/models/catalog lists them'],
  [{ provider: 'lab', credential: 'no', reason: 'x' }, 'credential: lab has no such credential'],
  [{ provider: 'lab' }, 'reason: '],
  [{ provider: 'lab', reason: 'x', for_s: 0 }, 'for_s: '],
])('refuses %j by name', async (body, problem) => {
  const answer = await post('open', body);
  expect(answer.status).toBe(400);
  expect(answer.text).toContain(problem);
});

it('a viewer may look and not touch', async () => {
  const { body } = await service.call('POST', '/v1/keys', { body: { name: 'v', owner: 'o', role: 'viewer' } });
  const { key } = body as { key: string };
  expect((await service.call('GET', '/v1/sla/breakers', { key })).status).toBe(200);
  expect(
    (await service.call('POST', '/v1/sla/breakers/open', { key, body: { provider: 'lab', reason: 'x' } })).status,
  ).toBe(403);
});

it('a model that is deleted takes its circuits with it', async () => {
  await post('open', { provider: 'spare', model: 'tiny', reason: 'test' });
  await service.configure({ providers: {}, models: [] });
  await eventually(async () => (await list()).data.length === 0);
});
