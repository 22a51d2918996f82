/** Callers of every dialect, by their official SDKs, before providers of every dialect: what comes back, and what the ledger says. */
import type Anthropic from '@anthropic-ai/sdk';
import { MessageStream } from '@anthropic-ai/sdk/lib/MessageStream';
import type OpenAI from 'openai';
import { ChatCompletionStream } from 'openai/lib/ChatCompletionStream';
import { ResponseStream } from 'openai/lib/responses/ResponseStream';
import { SERVICE_START_MS, SERVICE_STOP_MS, startTestService, type TestService } from '../../support/service';
import { simulate, type Wish } from '../../support/simulator/script';
import { type Simulator, startSimulator } from '../../support/simulator/simulator';
import { receiptOf } from './lab';
import { type CallerName, open } from './simulated';

let simulator: Simulator;
let service: TestService;

const KINDS = ['openai', 'azure_openai', 'anthropic', 'google', 'mistral', 'openai_compatible'] as const;
type Kind = (typeof KINDS)[number];

const BASE: Readonly<Record<Kind, string>> = {
  openai: '/v1',
  azure_openai: '/openai',
  anthropic: '/v1',
  google: '/v1beta',
  mistral: '/mistral/v1',
  openai_compatible: '/v1',
};
const nameOf = (kind: Kind): string => `my-${kind.replace('_', '-')}`;
const modelAt = (kind: Kind): string => `${nameOf(kind)}/model`;
const CAPABILITIES = ['streaming', 'tools', 'parallel_tools', 'json_schema', 'json_mode', 'vision', 'reasoning'];

beforeAll(async () => {
  simulator = await startSimulator();
  service = await startTestService();
  await service.configure({
    providers: Object.fromEntries(
      KINDS.map((kind) => [
        nameOf(kind),
        {
          ...{ kind, base_url: simulator.url + BASE[kind], credentials: [{ name: 'main', api_key: `key-of-${kind}` }] },
          ...(kind === 'azure_openai' && { api_version: '2024-10-21' }),
        },
      ]),
    ),
    models: KINDS.map((kind) => ({
      ...{ provider: nameOf(kind), model: 'model', tier: 'economy', max_output: 4096, capabilities: CAPABILITIES },
      price: {
        ...{ input_per_mtok_usd: '1', output_per_mtok_usd: '2', cache_read_per_mtok_usd: '0.1', source: 'test' },
        ...{ cache_write_5m_per_mtok_usd: '1.25', cache_write_1h_per_mtok_usd: '2' },
      },
    })),
  });
}, SERVICE_START_MS);

afterAll(async () => {
  await service.stop();
  await simulator.stop();
}, SERVICE_STOP_MS);

interface Told {
  readonly text: string;
  readonly tools: readonly { readonly name: string; readonly arguments: unknown }[];
  /** As the caller's dialect counts them. */
  readonly tokens: { readonly input: number; readonly output: number };
  readonly extension: Readonly<Record<string, unknown>>;
}

const extensionIn = (answer: unknown): Told['extension'] =>
  (answer as { x_bursar?: Told['extension'] } | undefined)?.x_bursar ?? {};

const parameters = { type: 'object' as const, properties: { city: { type: 'string' } } };

/** The tool of the test, in each caller's words. */
const MORE = {
  chat: { tools: [{ type: 'function', function: { name: 'weather', parameters } }] },
  responses: { tools: [{ type: 'function', name: 'weather', parameters, strict: false }] },
  messages: { tools: [{ name: 'weather', input_schema: parameters }] },
} as const satisfies Record<CallerName, object>;

interface Streamed {
  readonly toReadableStream: () => ReadableStream;
}

function accumulated(data: Streamed, onExtension: (told: Told['extension']) => void): Promise<Anthropic.Message> {
  const stream = MessageStream.fromReadableStream(data.toReadableStream());
  stream.on('streamEvent', (event) => {
    if ('x_bursar' in event) onExtension(extensionIn(event));
  });
  return stream.finalMessage();
}

/** What each official SDK makes of its answer: the whole one, or what it puts together from the stream. */
const READERS: Readonly<Record<CallerName, (data: never) => Promise<Told>>> = {
  chat: async (data: OpenAI.ChatCompletion | Streamed) => {
    const completion =
      'toReadableStream' in data
        ? await ChatCompletionStream.fromReadableStream(data.toReadableStream()).finalChatCompletion()
        : data;
    const [choice] = completion.choices;
    const calls = (choice?.message.tool_calls ?? []) as OpenAI.ChatCompletionMessageFunctionToolCall[];
    return {
      text: choice?.message.content ?? '',
      tools: calls.map((call) => ({
        name: call.function.name,
        arguments: JSON.parse(call.function.arguments) as unknown,
      })),
      tokens: { input: completion.usage?.prompt_tokens ?? -1, output: completion.usage?.completion_tokens ?? -1 },
      extension: extensionIn(completion),
    };
  },
  responses: async (data: OpenAI.Responses.Response | Streamed) => {
    const response =
      'toReadableStream' in data
        ? await ResponseStream.fromReadableStream(data.toReadableStream()).finalResponse()
        : data;
    return {
      text: response.output_text,
      tools: response.output.flatMap((item) =>
        item.type === 'function_call' ? [{ name: item.name, arguments: JSON.parse(item.arguments) as unknown }] : [],
      ),
      tokens: { input: response.usage?.input_tokens ?? -1, output: response.usage?.output_tokens ?? -1 },
      extension: extensionIn(response),
    };
  },
  messages: async (data: Anthropic.Message | Streamed) => {
    // The SDK's accumulator knows its own fields alone.
    let extension: Told['extension'] = extensionIn(data);
    const message = 'toReadableStream' in data ? await accumulated(data, (more) => (extension = more)) : data;
    const { usage } = message;
    const cached = (usage.cache_read_input_tokens ?? 0) + (usage.cache_creation_input_tokens ?? 0);
    return {
      text: message.content.map((block) => (block.type === 'text' ? block.text : '')).join(''),
      tools: message.content.flatMap((block) =>
        block.type === 'tool_use' ? [{ name: block.name, arguments: block.input }] : [],
      ),
      tokens: { input: usage.input_tokens + cached, output: usage.output_tokens },
      extension,
    };
  },
};

const WISH: Wish = {
  text: 'It is grün, 7 °C. ',
  tools: [
    { name: 'weather', arguments: '{"city":"Kraków"}' },
    { name: 'weather', arguments: '{"city":"東京"}' },
  ],
  usage: { input: 100, cache_read: 20, output: 30 },
};
const ROWS = (Object.keys(READERS) as CallerName[]).flatMap((caller) =>
  KINDS.flatMap((kind) => [false, true].map((stream) => [caller, kind, stream] as const)),
);

it.each(ROWS)('SP-31, SP-19, BX-21: %s at %s, streaming: %s', async (caller, kind, stream) => {
  const more = {
    ...MORE[caller],
    // The others tell it unasked.
    ...(caller === 'chat' && stream && { stream_options: { include_usage: true } }),
  };
  const { data } = await open(service, { caller, model: modelAt(kind), prompt: simulate(WISH), stream, more });
  const told = await READERS[caller](data as never);
  expect(told).toMatchObject({
    text: 'It is grün, 7 °C. ',
    tools: [
      { name: 'weather', arguments: { city: 'Kraków' } },
      { name: 'weather', arguments: { city: '東京' } },
    ],
    tokens: { input: 120, output: 30 },
    extension: { provider: nameOf(kind), cost_usd: '0.000162', cost_status: 'priced' },
  });
  const receipt = await receiptOf(service, String(told.extension['decision_id']));
  expect(receipt.attempts).toMatchObject([
    {
      outcome: 'success',
      usage_source: 'provider_final',
      cost_usd: '0.000162',
      tokens: { input: 100, cache_read: 20, output: 30 },
    },
  ]);
});
