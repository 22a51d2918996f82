/** What a provider cannot be told: dropped with a warning, refused where that would change the answer, never silently. */
import Anthropic from '@anthropic-ai/sdk';
import type OpenAI from 'openai';
import { SERVICE_START_MS, SERVICE_STOP_MS, startTestService, type TestService } from '../../support/service';
import { type Simulator, startSimulator } from '../../support/simulator/simulator';

let simulator: Simulator;
let service: TestService;

const CAPABILITIES = ['streaming', 'tools', 'json_schema', 'json_mode', 'vision'];
const provider = (kind: string, path: string): object => ({
  ...{ kind, base_url: simulator.url + path, credentials: [{ name: 'main', api_key: 'sk-simulated' }] },
});
const model = (name: string, at: string, usd: string): object => ({
  ...{ provider: at, model: name, tier: 'economy', max_output: 4096, capabilities: CAPABILITIES },
  price: { input_per_mtok_usd: usd, output_per_mtok_usd: usd, source: 'test' },
});

beforeAll(async () => {
  simulator = await startSimulator();
  service = await startTestService();
  await service.configure({
    providers: {
      claude: provider('anthropic', '/v1'),
      gemini: provider('google', '/v1beta'),
      gpt: provider('openai', '/v1'),
      'le-chat': provider('mistral', '/mistral/v1'),
    },
    models: [
      model('haiku', 'claude', '1'),
      model('flash', 'gemini', '2'),
      model('mini', 'gpt', '3'),
      model('small', 'le-chat', '4'),
    ],
    endpoints: {
      any: { routing: { default: { tier: 'economy' } } },
      strict: { strict: true, routing: { default: { tier: 'economy' } } },
      narrow: { strict: true, routing: { default: { provider: 'le-chat', model: 'small' } } },
    },
  });
}, SERVICE_START_MS);

afterAll(async () => {
  await service.stop();
  await simulator.stop();
}, SERVICE_STOP_MS);

interface Extended {
  readonly x_bursar: { readonly selected_model: string; readonly warnings?: readonly string[] };
}

type Body = Partial<OpenAI.ChatCompletionCreateParamsNonStreaming> & Readonly<Record<string, unknown>>;

async function ask(endpoint: string, more: Body = {}): Promise<Extended['x_bursar']> {
  const body = { model: endpoint, messages: [{ role: 'user' as const, content: 'Hello' }], ...more };
  const completion = await service.client().chat.completions.create(body);
  return (completion as unknown as Extended).x_bursar;
}

const sent = (): Readonly<Record<string, unknown>> => simulator.requests.at(-1)?.body ?? {};

it('leaves out what a provider has no word for, and says so', async () => {
  const { selected_model: selected, warnings } = await ask('any', { seed: 7, logit_bias: { 50256: -100 }, made_up: 1 });
  expect(selected).toBe('haiku');
  expect(warnings).toEqual([
    expect.stringMatching(/^seed was left out: /),
    expect.stringMatching(/^logit_bias was left out/),
    expect.stringMatching(/^made_up was left out: /),
  ]);
  expect(sent()).not.toHaveProperty('seed');
  expect(await ask('any')).not.toHaveProperty('warnings');
});

it('does not go where leaving it out would change the answer', async () => {
  expect(await ask('any', { n: 2 })).toMatchObject({ selected_model: 'mini' });
  const { body } = await service.call('POST', '/v1/route', {
    body: { model: 'any', n: 2, messages: [{ role: 'user', content: 'Hello' }] },
  });
  expect((body as { candidates: object[] }).candidates).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ candidate: 'claude/haiku', reason: 'parameter:several_choices' }),
      expect.objectContaining({ candidate: 'gemini/flash', reason: 'parameter:several_choices' }),
    ]),
  );
});

it('treats what would be dropped as refused on a strict endpoint', async () => {
  expect(await ask('strict', { seed: 7 })).toMatchObject({ selected_model: 'flash' });
  expect(await ask('strict', { logit_bias: { 50256: -100 } })).toMatchObject({ selected_model: 'mini' });
});

it('UH-20: passes members that nobody knows to a provider of the same dialect', async () => {
  expect(await ask('mini', { made_up: { deep: [1] } })).not.toHaveProperty('warnings');
  expect(sent()).toMatchObject({ made_up: { deep: [1] } });
});

it('gives members the names that the provider has for them, and leaves out what it refuses', async () => {
  const { warnings } = await ask('small', { seed: 7, max_completion_tokens: 50, user: 'jo' });
  expect(sent()).toMatchObject({ random_seed: 7, max_tokens: 50 });
  expect(Object.keys(sent()).sort()).toEqual(['max_tokens', 'messages', 'model', 'random_seed']);
  expect(warnings).toEqual(['user was left out: le-chat does not take it']);
});

it('refuses a strict call that only the provider of its dialect could take, and that cannot take all of it', async () => {
  await expect(ask('narrow', { user: 'jo' })).rejects.toMatchObject({ status: 400, code: 'parameter_unsupported' });
});

it('keeps what only Anthropic can read with Anthropic', async () => {
  const client = new Anthropic({ baseURL: service.url, apiKey: service.ownerKey, maxRetries: 0 });
  const thought = { type: 'thinking' as const, thinking: 'Hm.', signature: 'c2lnbmVk' };
  const message = await client.messages.create({
    ...{ model: 'any', max_tokens: 100, thinking: { type: 'enabled', budget_tokens: 1024 } },
    messages: [
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: [thought, { type: 'text', text: 'Hi.' }] },
      { role: 'user', content: 'And now?' },
    ],
  });
  expect((message as unknown as Extended).x_bursar.selected_model).toBe('haiku');
  await expect(
    client.messages.create({
      ...{ model: 'mini', max_tokens: 100 },
      messages: [
        { role: 'user', content: 'Hello' },
        { role: 'assistant', content: [thought, { type: 'text', text: 'Hi.' }] },
        { role: 'user', content: 'And now?' },
      ],
    }),
  ).rejects.toMatchObject({ status: 422, message: expect.stringContaining('issued_by:anthropic_messages') });
});
