/** The Vercel AI SDK and LangChain, unchanged but for base URL and key, before providers of several kinds. */
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { HumanMessage, type AIMessageChunk, ToolMessage, type UsageMetadata } from '@langchain/core/messages';
import { ChatOpenAI } from '@langchain/openai';
import { generateText, isStepCount, jsonSchema, type LanguageModel, Output, streamText, tool } from 'ai';
import { eventually } from '../../support/eventually';
import type { TestService } from '../../support/service';
import { simulate, type Wish } from '../../support/simulator/script';
import { receiptOf } from './lab';
import { modelAt, type ProviderName, useSimulated } from './simulated';

// The client is to see what one attempt came to.
const up = useSimulated({}, { GATEWAY_MAX_ATTEMPTS: '1' });

interface Heard {
  readonly text: string;
  readonly tools: readonly { readonly name: string; readonly arguments: unknown }[];
  readonly tokens: { readonly input: number | undefined; readonly output: number | undefined };
}

interface Asked {
  readonly model: string;
  readonly prompt: string;
}

interface Refusal {
  readonly status: number | undefined;
  readonly retryAfter: string | null | undefined;
}

/** One of the clients, as its users write it. */
interface Client {
  whole(asked: Asked): Promise<Heard>;
  streamed(asked: Asked): Promise<Heard>;
  /** Reads an object of the schema. */
  object(asked: Asked): Promise<unknown>;
  /** Calls the tools, answers each with a text, and reads what is said then. */
  loop(asked: Asked, result: string): Promise<string>;
  /** Goes away after the first piece of a stream. */
  leave(asked: Asked): Promise<void>;
  /** What is known of an error that the client raised. */
  refusal(error: unknown): Refusal;
}

const city = { type: 'string' as const };
const CITY = { type: 'object' as const, properties: { city }, required: ['city'] };
const WEATHER = {
  ...{ type: 'object' as const, properties: { city, degrees: { type: 'number' as const } } },
  ...{ required: ['city', 'degrees'], additionalProperties: false },
};

const vercel = (open: (service: TestService, model: string) => LanguageModel): Client => {
  const weather = { description: 'The weather somewhere', inputSchema: jsonSchema<{ city: string }>(CITY) };
  const asking = ({ model, prompt }: Asked) => ({
    model: open(up().service, model),
    prompt,
    maxRetries: 0,
    maxOutputTokens: 500,
  });
  const heard = (
    text: string,
    calls: readonly { readonly toolName: string; readonly input: unknown }[],
    usage: { readonly inputTokens: number | undefined; readonly outputTokens: number | undefined },
  ): Heard => ({
    text,
    tools: calls.map(({ toolName, input }) => ({ name: toolName, arguments: input })),
    tokens: { input: usage.inputTokens, output: usage.outputTokens },
  });
  return {
    whole: async (asked) => {
      const { text, toolCalls, usage } = await generateText({ ...asking(asked), tools: { weather: tool(weather) } });
      return heard(text, toolCalls, usage);
    },
    streamed: async (asked) => {
      const { text, toolCalls, usage } = streamText({ ...asking(asked), tools: { weather: tool(weather) } });
      return heard(await text, await toolCalls, await usage);
    },
    object: async (asked) => {
      const output = Output.object({ schema: jsonSchema(WEATHER) });
      const providerOptions = { anthropic: { structuredOutputMode: 'outputFormat' } };
      return (await generateText({ ...asking(asked), output, providerOptions })).output;
    },
    loop: async (asked, result) => {
      const tools = { weather: tool({ ...weather, execute: () => result }) };
      // Else it sends references to items in OpenAI's keeping in place of the items, which nobody else can read.
      const providerOptions = { openai: { store: false } };
      return (await generateText({ ...asking(asked), tools, providerOptions, stopWhen: isStepCount(3) })).text;
    },
    leave: async (asked) => {
      const leaving = new AbortController();
      const { textStream } = streamText({ ...asking(asked), abortSignal: leaving.signal, onError: () => undefined });
      for await (const piece of textStream) {
        if (piece !== '') leaving.abort();
      }
    },
    refusal: (error) => {
      const { statusCode, responseHeaders } = error as {
        statusCode?: number;
        responseHeaders?: Record<string, string>;
      };
      return { status: statusCode, retryAfter: responseHeaders?.['retry-after'] };
    },
  };
};

/** A message of LangChain, as far as it is looked at. */
interface Said extends Pick<AIMessageChunk, 'text' | 'tool_calls'> {
  readonly usage_metadata?: UsageMetadata | undefined;
}

const langChain = (useResponsesApi: boolean): Client => {
  const weather = { type: 'function' as const, function: { name: 'weather', parameters: CITY } };
  const open = (model: string): ChatOpenAI => {
    const { url, ownerKey } = up().service;
    const configuration = { baseURL: `${url}/v1` };
    return new ChatOpenAI({ model, apiKey: ownerKey, configuration, useResponsesApi, maxRetries: 0 });
  };
  const heard = ({ text, tool_calls: calls = [], usage_metadata: usage }: Said): Heard => ({
    text,
    tools: calls.map(({ name, args }) => ({ name, arguments: args })),
    tokens: { input: usage?.input_tokens, output: usage?.output_tokens },
  });
  return {
    whole: async ({ model, prompt }) => heard(await open(model).bindTools([weather]).invoke(prompt)),
    streamed: async ({ model, prompt }) => {
      let all: AIMessageChunk | null = null;
      for await (const chunk of await open(model).bindTools([weather]).stream(prompt))
        all = all === null ? chunk : all.concat(chunk);
      if (all === null) throw new Error('nothing came');
      return heard(all);
    },
    object: ({ model, prompt }) =>
      open(model).withStructuredOutput(WEATHER, { name: 'weather', method: 'jsonSchema' }).invoke(prompt),
    loop: async ({ model, prompt }, result) => {
      const bound = open(model).bindTools([weather]);
      const question = new HumanMessage(prompt);
      const asked = await bound.invoke([question]);
      const results = (asked.tool_calls ?? []).map(({ id }) => new ToolMessage(result, id ?? ''));
      return (await bound.invoke([question, asked, ...results])).text;
    },
    leave: async ({ model, prompt }) => {
      const leaving = new AbortController();
      const reading = async (): Promise<void> => {
        const pieces = await open(model).stream(prompt, { signal: leaving.signal });
        for await (const { text } of pieces) if (text !== '') leaving.abort();
      };
      await expect(reading()).rejects.toThrow(/abort/i);
    },
    refusal: (error) => {
      const { status, headers } = error as { status?: number; headers?: Headers };
      return { status, retryAfter: headers?.get('retry-after') };
    },
  };
};

const CLIENTS = {
  'AI SDK, chat': vercel(({ url, ownerKey }, model) =>
    createOpenAI({ baseURL: `${url}/v1`, apiKey: ownerKey }).chat(model),
  ),
  'AI SDK, Responses': vercel(({ url, ownerKey }, model) =>
    createOpenAI({ baseURL: `${url}/v1`, apiKey: ownerKey }).responses(model),
  ),
  'AI SDK, Messages': vercel(({ url, ownerKey }, model) =>
    createAnthropic({ baseURL: `${url}/v1`, apiKey: ownerKey })(model),
  ),
  'LangChain, chat': langChain(false),
  'LangChain, Responses': langChain(true),
} as const satisfies Readonly<Record<string, Client>>;

const PROVIDERS = ['responses', 'messages', 'google'] as const satisfies readonly ProviderName[];
const ROWS = Object.entries(CLIENTS).flatMap(([name, client]) =>
  PROVIDERS.map((provider) => [name, provider, client] as const),
);

const WISH: Wish = {
  text: 'It is grün. ',
  tools: ['Kraków', '東京'].map((city) => ({ name: 'weather', arguments: JSON.stringify({ city }) })),
  usage: { input: 120, output: 30 },
};
const HEARD: Heard = {
  text: 'It is grün. ',
  tools: ['Kraków', '東京'].map((city) => ({ name: 'weather', arguments: { city } })),
  tokens: { input: 120, output: 30 },
};

/** Of the latest call, once its attempt has been ledgered. */
async function latestAttempt(): Promise<unknown> {
  const { body } = await up().service.call('GET', '/v1/decisions?limit=1');
  const [latest] = (body as { data: { decision_id: string }[] }).data;
  return (await receiptOf(up().service, latest?.decision_id ?? '')).attempts[0];
}

describe.each(ROWS)('%s, before a provider of %s', (_name, provider, client) => {
  const asked = (wish: Wish): Asked => ({ model: modelAt(provider), prompt: simulate(wish) });

  it('SP-06, BX-21: hears text, parallel tools and usage, whole and streamed', async () => {
    expect(await client.whole(asked(WISH))).toEqual(HEARD);
    expect(await client.streamed(asked(WISH))).toEqual(HEARD);
  });

  it('SP-06: answers the calls of tools, and hears what is said then', async () => {
    expect(await client.loop(asked(WISH), simulate({ text: 'Seven degrees.' }))).toBe('Seven degrees.');
  });

  it('SP-06: reads objects of a schema', async () => {
    const weather = { city: 'Kraków', degrees: 7 };
    expect(await client.object(asked({ text: JSON.stringify(weather) }))).toEqual(weather);
  });

  it.each([
    [429, '7'],
    [400, null],
  ])('SP-06: is told %s by its own class of error, and when to come back', async (status, retryAfter) => {
    const fault = { kind: 'status' as const, status, ...(retryAfter !== null && { retryAfter }) };
    const error: unknown = await client.whole(asked({ fault })).catch((thrown: unknown) => thrown);
    const { status: told, retryAfter: wait } = client.refusal(error);
    expect([told, wait ?? null]).toEqual([status, retryAfter]);
  });

  it('SP-06: leaves in the middle of a stream, and the call is ledgered as cancelled', async () => {
    await client.leave(asked({ text: 'word '.repeat(200), paceMs: 20 }));
    await eventually(async () => {
      const attempt = await latestAttempt();
      return (attempt as { outcome?: string } | undefined)?.outcome === 'cancelled';
    });
  });
});
