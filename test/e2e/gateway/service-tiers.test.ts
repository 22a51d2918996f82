/** A call is priced by the service tier that served it, whoever says so and wherever. */
import { SERVICE_START_MS, SERVICE_STOP_MS, startTestService, type TestService } from '../../support/service';
import { simulate } from '../../support/simulator/script';
import { type Simulator, startSimulator } from '../../support/simulator/simulator';
import { type AttemptView, receiptOf } from './lab';

let simulator: Simulator;
let service: TestService;

const KINDS = { openai: '/v1', anthropic: '/v1', google: '/v1beta' } as const;

beforeAll(async () => {
  simulator = await startSimulator();
  service = await startTestService();
  const names = Object.entries(KINDS);
  await service.configure({
    providers: Object.fromEntries(
      names.map(([kind, path]) => [
        `my-${kind}`,
        { kind, base_url: simulator.url + path, credentials: [{ name: 'main', api_key: 'key' }] },
      ]),
    ),
    models: names.map(([kind]) => ({
      ...{ provider: `my-${kind}`, model: 'model', tier: 'economy', max_output: 4096, capabilities: ['streaming'] },
      price: {
        ...{ input_per_mtok_usd: '10', output_per_mtok_usd: '20', source: 'test' },
        service_tiers: { flex: { input_per_mtok_usd: '1', output_per_mtok_usd: '2' } },
      },
    })),
  });
}, SERVICE_START_MS);

afterAll(async () => {
  await service.stop();
  await simulator.stop();
}, SERVICE_STOP_MS);

const PATHS = {
  chat: '/v1/chat/completions',
  responses: '/v1/responses',
  messages: '/v1/messages',
} as const;

interface Asked {
  readonly caller: keyof typeof PATHS;
  readonly kind: keyof typeof KINDS;
  readonly stream: boolean;
  /** In the caller's words. */
  readonly asked?: string;
  /** In the provider's. */
  readonly served?: string;
}

async function attemptOf({ caller, kind, stream, asked, served }: Asked): Promise<AttemptView | undefined> {
  const prompt = simulate({ usage: { input: 100, output: 50 }, ...(served !== undefined && { tier: served }) });
  const body = {
    ...{ model: `my-${kind}/model`, stream, ...(asked !== undefined && { service_tier: asked }) },
    ...(caller === 'responses' ? { input: prompt } : { messages: [{ role: 'user', content: prompt }] }),
    ...(caller === 'messages' && { max_tokens: 100 }),
  };
  const answer = await fetch(service.url + PATHS[caller], {
    method: 'POST',
    headers: { authorization: `Bearer ${service.ownerKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
  await answer.text();
  const { attempts } = await receiptOf(service, answer.headers.get('x-bursar-decision-id') ?? '');
  return attempts[0];
}

const ROUTES = [
  { caller: 'chat', kind: 'openai', served: 'flex' },
  { caller: 'responses', kind: 'openai', served: 'flex' },
  { caller: 'chat', kind: 'google', served: 'flex' },
  { caller: 'messages', kind: 'openai', served: 'flex' },
] as const satisfies readonly Omit<Asked, 'stream'>[];
const STREAMING = [false, true];

it.each(ROUTES.flatMap((route) => STREAMING.map((stream) => ({ ...route, stream }))))(
  'a flex call from $caller to $kind costs what flex does, streaming: $stream',
  async (route) => {
    expect(await attemptOf(route)).toMatchObject({ service_tier: 'flex', cost_usd: '0.0002', cost_status: 'priced' });
  },
);

it.each(STREAMING)(
  'a tier whose rates nobody published is priced as the row, and as an estimate: %s',
  async (stream) => {
    const attempt = await attemptOf({ caller: 'messages', kind: 'anthropic', served: 'priority', stream });
    expect(attempt).toMatchObject({ service_tier: 'priority', cost_usd: '0.002', cost_status: 'estimated' });
  },
);

it('where the provider says nothing the tier that was asked for holds', async () => {
  const attempt = await attemptOf({ caller: 'chat', kind: 'openai', asked: 'flex', stream: false });
  expect(attempt).toMatchObject({ service_tier: 'flex', cost_usd: '0.0002' });
});

it('what the provider says stands above what was asked for', async () => {
  const attempt = await attemptOf({ caller: 'chat', kind: 'openai', asked: 'flex', served: 'default', stream: true });
  expect(attempt).toMatchObject({ service_tier: 'standard', cost_usd: '0.002', cost_status: 'priced' });
});

it('a choice that was left to the provider, of which it says nothing, is standard', async () => {
  const attempt = await attemptOf({ caller: 'messages', kind: 'anthropic', asked: 'auto', stream: false });
  expect(attempt).toMatchObject({ service_tier: 'standard', cost_usd: '0.002' });
});
