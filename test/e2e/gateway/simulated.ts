/** The service before the simulated provider in all its dialects, and callers of three dialects by their official SDKs. */
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import type { TestService } from '../../support/service';
import { type SimulatedService, useSimulatedService } from '../../support/simulated-service';

/** A provider of each dialect. */
const PROVIDERS = {
  chat: { kind: 'openai_compatible', path: '/v1' },
  responses: { kind: 'openai', path: '/v1' },
  messages: { kind: 'anthropic', path: '/v1' },
  google: { kind: 'google', path: '/v1beta' },
} as const;
export type ProviderName = keyof typeof PROVIDERS;

export type CallerName = 'chat' | 'responses' | 'messages';

/** Every pair of dialects: OpenAI's Responses are spoken to a provider only by callers that speak them themselves. */
export const PAIRS: readonly (readonly [CallerName, ProviderName])[] = [
  ...(['chat', 'messages', 'google'] as const).map((provider) => ['chat', provider] as const),
  ...(['chat', 'responses', 'messages', 'google'] as const).map((provider) => ['responses', provider] as const),
  ...(['chat', 'messages', 'google'] as const).map((provider) => ['messages', provider] as const),
];

const CAPABILITIES = ['streaming', 'tools', 'parallel_tools', 'json_schema', 'json_mode', 'vision', 'reasoning'];
const PRICE = { input_per_mtok_usd: '1', output_per_mtok_usd: '2', cache_read_per_mtok_usd: '1', source: 'test' };

export const modelAt = (provider: ProviderName): string => `my-${provider}/model`;

const documentFor = (url: string, endpoints: object): object => ({
  providers: Object.fromEntries(
    Object.entries(PROVIDERS).map(([name, { kind, path }]) => [
      `my-${name}`,
      { kind, base_url: url + path, credentials: [{ name: 'main', api_key: 'key' }] },
    ]),
  ),
  models: Object.keys(PROVIDERS).map((name) => ({
    ...{ provider: `my-${name}`, model: 'model', tier: 'economy', max_output: 4096, capabilities: CAPABILITIES },
    price: PRICE,
  })),
  endpoints,
});

export const useSimulated = (
  endpoints: object = {},
  settings: Readonly<Record<string, string>> = {},
): (() => SimulatedService) => {
  const lab = useSimulatedService(({ url }) => documentFor(url, endpoints), settings);
  return () => lab;
};

export interface Asking {
  readonly caller: CallerName;
  readonly model: string;
  readonly prompt: string;
  readonly stream: boolean;
  /** More of the body, in the caller's words. */
  readonly more?: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** As the SDK is told it. */
  readonly timeoutMs?: number;
  /** The caller leaves when so many pieces of a stream have come. */
  readonly leaveAfter?: number;
}

export interface Failed {
  /** Of the SDK's class. */
  readonly name: string;
  readonly status: number | undefined;
  readonly code: string | null;
  readonly message: string;
}

export interface Heard {
  readonly text: string;
  readonly headers: Headers;
  /** What the SDK raised. */
  readonly failed: Failed | null;
}

interface Opened {
  readonly data: unknown;
  readonly response: Response;
}

type Sdk = (service: TestService, asking: Asking) => Promise<Opened>;

const optionsOf = ({ headers = {}, timeoutMs }: Pick<Asking, 'headers' | 'timeoutMs'>): object => ({
  headers,
  ...(timeoutMs !== undefined && { timeout: timeoutMs }),
});

const SDKS: Readonly<Record<CallerName, Sdk>> = {
  chat: (service, { model, prompt, stream, more, ...asking }) =>
    service
      .client()
      .chat.completions.create(
        { model, messages: [{ role: 'user', content: prompt }], stream, ...more },
        optionsOf(asking),
      )
      .withResponse(),
  responses: (service, { model, prompt, stream, more, ...asking }) =>
    service
      .client()
      .responses.create({ model, input: prompt, stream, ...more }, optionsOf(asking))
      .withResponse(),
  messages: ({ url, ownerKey }, { model, prompt, stream, more, ...asking }) =>
    new Anthropic({ baseURL: url, apiKey: ownerKey, maxRetries: 0 }).messages
      .create(
        { model, max_tokens: 100, stream, messages: [{ role: 'user', content: prompt }], ...more },
        optionsOf(asking),
      )
      .withResponse(),
};

/** What the caller's SDK opens: a whole answer, or its stream of them. */
export const open = (service: TestService, asking: Asking): Promise<Opened> => SDKS[asking.caller](service, asking);

/** Text of a whole answer or of one piece of it. */
const TEXT_IN: Readonly<Record<CallerName, (said: never) => string | null | undefined>> = {
  chat: ({ choices: [choice] }: OpenAI.ChatCompletion | OpenAI.ChatCompletionChunk) => {
    if (choice === undefined) return '';
    return 'message' in choice ? choice.message.content : choice.delta.content;
  },
  responses: (said: OpenAI.Responses.Response | OpenAI.Responses.ResponseStreamEvent) => {
    if ('output_text' in said) return said.output_text;
    return said.type === 'response.output_text.delta' ? said.delta : '';
  },
  messages: (said: Anthropic.Message | Anthropic.RawMessageStreamEvent) => {
    if (said.type === 'message') return said.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
    return said.type === 'content_block_delta' && said.delta.type === 'text_delta' ? said.delta.text : '';
  },
};

/** What the caller's SDK makes of it; anything but an answer or an error of its own class is thrown. */
export async function ask(service: TestService, asking: Asking): Promise<Heard> {
  let text = '';
  let headers = new Headers();
  try {
    const { data, response } = await open(service, asking);
    ({ headers } = response);
    for await (const piece of piecesOf(data)) {
      text += TEXT_IN[asking.caller](piece as never) ?? '';
      if (asking.leaveAfter !== undefined && text.split(' ').length > asking.leaveAfter) break;
    }
    return { text, headers, failed: null };
  } catch (error) {
    const failed = failureOf(error, asking.caller);
    return { text, headers: failed.headers ?? headers, failed };
  }
}

async function* piecesOf(data: unknown): AsyncGenerator {
  if (typeof data === 'object' && data !== null && Symbol.asyncIterator in data) yield* data as AsyncIterable<unknown>;
  else yield data;
}

function failureOf(error: unknown, caller: CallerName): Failed & { headers: Headers | undefined } {
  const ours = caller === 'messages' ? Anthropic.APIError : OpenAI.APIError;
  if (!(error instanceof ours)) throw error;
  const { status, message } = error;
  const code = 'errorCode' in error ? error.errorCode : error.code;
  return { name: error.constructor.name, status, code: code ?? null, message, headers: error.headers };
}

export const decisionOf = ({ headers }: Heard): string => headers.get('x-bursar-decision-id') ?? '';
