/** What no provider can take: each official SDK raises its own class with our code, and no provider is called. */
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { SERVICE_START_MS, SERVICE_STOP_MS, startTestService, type TestService } from '../../support/service';
import { type Simulator, startSimulator } from '../../support/simulator/simulator';

let simulator: Simulator;
let service: TestService;

/** Each picture may be large, but not all of them together. */
const BODY_LIMIT_BYTES = 64 * 1024;

beforeAll(async () => {
  service = await startTestService({ GATEWAY_BODY_LIMIT_BYTES: String(BODY_LIMIT_BYTES) });
  simulator = await startSimulator();
  await service.configure({
    providers: {
      lab: { kind: 'openai_compatible', base_url: `${simulator.url}/v1`, local: true },
    },
    models: [
      {
        ...{ provider: 'lab', model: 'small', tier: 'economy', context_window: 1000 },
        capabilities: ['streaming', 'vision', 'tools'],
      },
    ],
  });
}, SERVICE_START_MS);

afterAll(async () => {
  await service.stop();
  await simulator.stop();
}, SERVICE_STOP_MS);

afterEach(() => {
  expect(simulator.requests).toHaveLength(0);
});

const WORDS = 'Here are some words of a long story. '.repeat(400);
const BYTES = 'iVBORw0KGgo='.repeat(BODY_LIMIT_BYTES / 8);
/** Of a document that only somebody inside could fetch, and nobody does. */
const PRIVATE = 'http://169.254.169.254/latest/meta-data/secret.pdf';

interface Refusal {
  readonly name: string;
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const openAis = (error: unknown): Refusal => {
  if (!(error instanceof OpenAI.APIError)) throw error;
  const { status, code, message } = error as { status: number; code: string; message: string };
  return { name: error.constructor.name, status, code, message };
};
const anthropics = (error: unknown): Refusal => {
  if (!(error instanceof Anthropic.APIError)) throw error;
  const { status, errorCode, message } = error as { status: number; errorCode: string; message: string };
  return { name: error.constructor.name, status, code: errorCode, message };
};
const answered = (): never => {
  throw new Error('it was answered');
};

type Content = 'story' | 'pictures' | 'address';

/** The same wish of each caller, and the error that its SDK makes of the answer. */
const ASK = {
  chat: (content: Exclude<Content, 'address'>) => {
    // It has no word for a file's address.
    const parts: Readonly<Record<Exclude<Content, 'address'>, OpenAI.ChatCompletionContentPart[]>> = {
      story: [{ type: 'text', text: WORDS }],
      pictures: [{ type: 'image_url', image_url: { url: `data:image/png;base64,${BYTES}` } }],
    };
    const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: parts[content] }];
    return service.client().chat.completions.create({ model: 'small', messages }).then(answered, openAis);
  },
  responses: (content: Content) => {
    const parts: Readonly<Record<Content, OpenAI.Responses.ResponseInputContent[]>> = {
      story: [{ type: 'input_text', text: WORDS }],
      pictures: [{ type: 'input_image', image_url: `data:image/png;base64,${BYTES}`, detail: 'auto' }],
      address: [{ type: 'input_file', file_url: PRIVATE }],
    };
    const input: OpenAI.Responses.ResponseInput = [{ role: 'user', content: parts[content] }];
    return service.client().responses.create({ model: 'small', input }).then(answered, openAis);
  },
  messages: (content: Content) => {
    const parts: Readonly<Record<Content, Anthropic.ContentBlockParam[]>> = {
      story: [{ type: 'text', text: WORDS }],
      pictures: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: BYTES } }],
      address: [{ type: 'document', source: { type: 'url', url: PRIVATE } }],
    };
    const client = new Anthropic({ baseURL: service.url, apiKey: service.ownerKey, maxRetries: 0 });
    const messages: Anthropic.MessageParam[] = [{ role: 'user', content: parts[content] }];
    return client.messages.create({ model: 'small', max_tokens: 50, messages }).then(answered, anthropics);
  },
};
const CALLERS = Object.keys(ASK) as (keyof typeof ASK)[];

it.each(CALLERS)('BX-21: a prompt that fits no candidate, from %s', async (caller) => {
  expect(await ASK[caller]('story')).toMatchObject({
    ...{ name: 'UnprocessableEntityError', status: 422, code: 'no_candidate' },
    message: expect.stringContaining('context_window:1000<'),
  });
});

it.each(CALLERS)('BX-21: pictures beyond the limit, from %s', async (caller) => {
  expect(await ASK[caller]('pictures')).toMatchObject({
    ...{ status: 413, code: 'body_too_large' },
    message: expect.stringContaining(String(BODY_LIMIT_BYTES)),
  });
});

it.each(['responses', 'messages'] as const)(
  'BX-21: a file by a private address, which we do not fetch, from %s',
  async (caller) => {
    const refusal = await ASK[caller]('address');
    expect(refusal).toMatchObject({ name: 'UnprocessableEntityError', status: 422, code: 'no_candidate' });
    expect(refusal.message).toContain('parameter:file_urls');
  },
);
