/** What callers, models, tools and failing providers say is stored and logged nowhere, whatever dialects they speak. */
import { eventually } from '../../support/eventually';
import {
  filesHolding,
  SERVICE_START_MS,
  SERVICE_STOP_MS,
  startTestService,
  type TestService,
} from '../../support/service';
import { simulate, type Wish } from '../../support/simulator/script';
import { type Simulator, startSimulator } from '../../support/simulator/simulator';
import { clickHouseRows, holding, postgresRows } from '../../support/stored-text';

const MARKERS = {
  prompt: 'marked-prompt-1c40e2',
  instructions: 'marked-instructions-88d1',
  toolResult: 'marked-tool-result-5e07',
  earlierArgument: 'marked-earlier-argument-a93b',
  answer: 'marked-answer-f02c6d',
  thought: 'marked-thought-7b1e',
  argument: 'marked-argument-c5d8',
  providerError: 'marked-error-d16a09',
} as const;
const ALL = Object.values(MARKERS);
const KINDS = { openai: '/v1', anthropic: '/v1', google: '/v1beta' } as const;

let simulator: Simulator;
let service: TestService;
/** What callers were answered, all of it. */
let answered = '';

beforeAll(async () => {
  simulator = await startSimulator();
  // Waits between tries of one provider would take most of the time.
  service = await startTestService({ GATEWAY_MAX_ATTEMPTS: '1' });
  const kinds = Object.entries(KINDS);
  await service.configure({
    providers: Object.fromEntries(
      kinds.map(([kind, path]) => [
        `my-${kind}`,
        { kind, base_url: simulator.url + path, credentials: [{ name: 'main', api_key: 'key' }] },
      ]),
    ),
    models: kinds.map(([kind]) => ({
      ...{ provider: `my-${kind}`, model: 'model', tier: 'economy', max_output: 4096 },
      capabilities: ['streaming', 'tools', 'parallel_tools', 'reasoning'],
      price: { input_per_mtok_usd: '1', output_per_mtok_usd: '2', source: 'test' },
    })),
    endpoints: {
      hopping: {
        routing: { default: { provider: 'my-openai', model: 'model' } },
        fallback: [{ provider: 'my-anthropic', model: 'model' }],
        max_attempts: 2,
      },
    },
  });
  for (const call of CALLS) answered += await send(call);
  await eventually(async () => (await attempts()) === simulator.requests.length);
}, SERVICE_START_MS);

afterAll(async () => {
  await service.stop();
  await simulator.stop();
}, SERVICE_STOP_MS);

const ANSWERED: Wish = {
  ...{ text: `It says ${MARKERS.answer}. `, reasoning: `Hm, ${MARKERS.thought}. ` },
  tools: [{ name: 'weather', arguments: `{"city":"${MARKERS.argument}"}` }],
};
const ERROR = { message: MARKERS.providerError };
const WISHES: readonly Wish[] = [
  ANSWERED,
  { ...ANSWERED, usage: null },
  { fault: { kind: 'status', status: 500, ...ERROR } },
  { fault: { kind: 'status', status: 400, ...ERROR } },
  { fault: { kind: 'status', status: 429, ...ERROR } },
  { ...ANSWERED, fault: { kind: 'half_json' } },
  { ...ANSWERED, fault: { kind: 'cut', after: 2 } },
  { ...ANSWERED, fault: { kind: 'error_event', after: 2 } },
];

const EARLIER = { city: MARKERS.earlierArgument };
const SCHEMA = { type: 'object', properties: { city: { type: 'string' } } };

/** A conversation with a tool's call and result behind it, in each dialect. */
const BODIES = {
  '/v1/chat/completions': (prompt: string) => ({
    messages: [
      { role: 'system', content: MARKERS.instructions },
      { role: 'user', content: MARKERS.prompt },
      {
        role: 'assistant',
        tool_calls: [
          { id: 'call_9', type: 'function', function: { name: 'weather', arguments: JSON.stringify(EARLIER) } },
        ],
      },
      { role: 'tool', tool_call_id: 'call_9', content: MARKERS.toolResult },
      { role: 'user', content: prompt },
    ],
    tools: [{ type: 'function', function: { name: 'weather', parameters: SCHEMA } }],
  }),
  '/v1/responses': (prompt: string) => ({
    instructions: MARKERS.instructions,
    input: [
      { role: 'user', content: MARKERS.prompt },
      { type: 'function_call', call_id: 'call_9', name: 'weather', arguments: JSON.stringify(EARLIER) },
      { type: 'function_call_output', call_id: 'call_9', output: MARKERS.toolResult },
      { role: 'user', content: prompt },
    ],
    tools: [{ type: 'function', name: 'weather', parameters: SCHEMA, strict: false }],
  }),
  '/v1/messages': (prompt: string) => ({
    max_tokens: 1000,
    system: MARKERS.instructions,
    messages: [
      { role: 'user', content: MARKERS.prompt },
      { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_9', name: 'weather', input: EARLIER }] },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'toolu_9', content: MARKERS.toolResult },
          { type: 'text', text: prompt },
        ],
      },
    ],
    tools: [{ name: 'weather', input_schema: SCHEMA }],
  }),
} as const;
type Path = keyof typeof BODIES;

interface Call {
  readonly path: Path;
  readonly model: string;
  readonly stream: boolean;
  readonly wish: Wish;
}

const CALLS: readonly Call[] = (Object.keys(BODIES) as Path[]).flatMap((path) =>
  [...Object.keys(KINDS).map((kind) => `my-${kind}/model`), 'hopping'].flatMap((model) =>
    [false, true].flatMap((stream) => WISHES.map((wish) => ({ path, model, stream, wish }))),
  ),
);

/** Returns the answer's bytes, as far as they came. */
async function send({ path, model, stream, wish }: Call): Promise<string> {
  const body = { model, stream, ...BODIES[path](simulate(wish)) };
  const headers = { authorization: `Bearer ${service.ownerKey}`, 'content-type': 'application/json' };
  const answer = await fetch(service.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return answer.text();
}

const attempts = async (): Promise<number> => {
  const { body } = await service.call('GET', '/v1/usage');
  return (body as { data: { attempts: number }[] }).data[0]?.attempts ?? 0;
};

it('the markers went all the way: to every provider, over hops between them, and back to the callers', () => {
  expect(simulator.requests.length).toBeGreaterThan(CALLS.length);
  const sent = JSON.stringify(simulator.requests.map(({ body }) => body));
  expect(holding(sent, ALL)).toEqual(ALL);
  const { answer, argument, providerError } = MARKERS;
  expect(holding(answered, [answer, argument, providerError])).toEqual([answer, argument, providerError]);
});

it('no table of PostgreSQL holds one', async () => {
  expect(holding((await postgresRows(service)).join('\n'), ALL)).toEqual([]);
});

it('no table of ClickHouse holds one', async () => {
  const tables = await clickHouseRows(service);
  expect(tables.get('ledger_attempts')).toHaveLength(simulator.requests.length);
  expect(tables.get('route_decisions')).toHaveLength(CALLS.length);
  expect(holding([...tables.values()].flat().join('\n'), ALL)).toEqual([]);
});

it('no log line and no metric holds one', async () => {
  expect(holding(service.logged(), ALL)).toEqual([]);
  expect(holding(await (await fetch(`${service.url}/metrics`)).text(), ALL)).toEqual([]);
});

it.each(ALL)('no file of the data directory holds %s, the journal least of all', (marker) => {
  expect(filesHolding(service.dataDir, marker)).toEqual([]);
});

it('no receipt and no export holds one', async () => {
  const list = (await service.call('GET', '/v1/decisions?limit=100')).body as { data: { decision_id: string }[] };
  const paths = [
    ...list.data.map(({ decision_id: id }) => `/v1/decisions/${id}`),
    ...['/v1/decisions?limit=100', '/v1/usage?group_by=model&format=csv', '/v1/latency', '/v1/audit?limit=100'],
  ];
  for (const path of paths) {
    const { status, text } = await service.call('GET', path);
    expect({ path, status, held: holding(text, ALL) }).toEqual({ path, status: 200, held: [] });
  }
});
