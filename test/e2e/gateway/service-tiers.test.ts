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

const attemptOf = async (asking: Asked): Promise<AttemptView | undefined> => (await call(asking)).attempts[0];

interface Called {
  readonly headers: Headers;
  readonly attempts: readonly AttemptView[];
}

async function call({ caller, kind, stream, asked, served }: Asked): Promise<Called> {
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
  return { headers: answer.headers, attempts };
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

const ESTIMATE = 'x-bursar-cost-estimate-usd';

it.each([
  { caller: 'chat', kind: 'openai' },
  { caller: 'responses', kind: 'openai' },
  { caller: 'chat', kind: 'google' },
] as const)('BX-09: the estimate of $caller at $kind is at the rates of the tier that is asked for', async (route) => {
  const estimateOf = async (asked: string): Promise<number> =>
    Number((await call({ ...route, stream: true, asked })).headers.get(ESTIMATE));
  const [standard, flex] = [await estimateOf('default'), await estimateOf('flex')];
  expect(standard).toBeGreaterThan(0);
  // Flex is a tenth; what answers are expected to be like is learned from each call, so that the two are not quite alike.
  expect(standard / flex).toBeGreaterThan(5);
});
