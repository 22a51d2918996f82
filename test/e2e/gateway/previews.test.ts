/** `POST /v1/route`: what would be decided for a body of any dialect; nobody is called. */
import { SERVICE_START_MS, SERVICE_STOP_MS, startTestService, type TestService } from '../../support/service';

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
  await service.configure({
    providers: { lab: { kind: 'openai_compatible', base_url: 'http://127.0.0.1:9/v1', local: true } },
    models: [
      { provider: 'lab', model: 'chat', tier: 'economy', capabilities: ['streaming', 'tools', 'json_schema'] },
      { provider: 'lab', model: 'vectors', tier: 'economy', capabilities: ['embeddings'] },
    ],
    endpoints: { any: { routing: { default: { tier: 'economy' } } } },
  });
}, SERVICE_START_MS);

afterAll(() => service.stop(), SERVICE_STOP_MS);

interface Previewed {
  readonly selected_model: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
}

async function preview(body: object, query = '', headers: Readonly<Record<string, string>> = {}): Promise<Previewed> {
  const answer = await fetch(`${service.url}/v1/route${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${service.ownerKey}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as Previewed;
}

const QUESTION = 'Where is Kraków?';
const schema = { type: 'object', properties: {} };

it.each<[string, object, string, Readonly<Record<string, string>>]>([
  [
    'chat',
    { messages: [{ role: 'user', content: QUESTION }], tools: [{ type: 'function', function: { name: 'f' } }] },
    ...(['', {}] as const),
  ],
  ['Responses', { input: QUESTION, tools: [{ type: 'function', name: 'f', parameters: schema }] }, '', {}],
  [
    'Messages',
    { messages: [{ role: 'user', content: QUESTION }], max_tokens: 9, tools: [{ name: 'f', input_schema: schema }] },
    ...(['', { 'anthropic-version': '2023-06-01' }] as const),
  ],
  [
    'Messages that are named',
    { messages: [{ role: 'user', content: QUESTION }], max_tokens: 9, tools: [{ name: 'f', input_schema: schema }] },
    ...(['?dialect=anthropic_messages', {}] as const),
  ],
])('BX-01: a body of %s is decided as the call would be', async (_what, body, query, headers) => {
  const { selected_model: model, facts } = await preview({ model: 'any', ...body }, query, headers);
  expect(model).toBe('chat');
  expect(facts).toMatchObject({ messages_count: 1, has_tools: true, task_source: 'classifier' });
  expect(facts['input_tokens']).toBeGreaterThan(5);
});

it('BX-01: a body of embeddings goes where vectors come from, when it says what it is', async () => {
  const body = { model: 'any', input: 'a text' };
  expect((await preview({ ...body, dimensions: 256 })).selected_model).toBe('vectors');
  expect((await preview(body, '?dialect=openai_embeddings')).selected_model).toBe('vectors');
  expect((await preview(body)).selected_model).toBe('chat');
});

it('a dialect that there is not is refused by name', async () => {
  expect(await preview({ model: 'any' }, '?dialect=latin')).toMatchObject({
    error: { code: 'invalid_request', message: expect.stringContaining('dialect') },
  });
});
