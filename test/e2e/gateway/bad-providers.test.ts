/** Providers that fail in every way: the SDK raises its own class with our code, and the ledger says what happened. */
import type OpenAI from 'openai';
import { APIError, BadRequestError, InternalServerError, RateLimitError } from 'openai';
import { delta, DONE, event, finish } from '../../support/chat-events';
import { type Fault, simulate, type Wish } from '../../support/simulator/script';
import { startSimulator } from '../../support/simulator/simulator';
import { type AttemptView, documentFor, receiptOf, useLab } from './lab';

// How one attempt ends; what follows it is failover.test.ts.
const lab = useLab({ PROVIDER_TIMEOUT_MS: '1000', GATEWAY_MAX_ATTEMPTS: '1' });

interface Failed {
  readonly error: APIError;
  /** What had come before it. */
  readonly words: readonly string[];
  readonly attempt: AttemptView;
}

async function callFailing(fault: Fault | null, stream: boolean): Promise<Failed> {
  const words: string[] = [];
  const heard = { decisionId: '' };
  const error = await call({ fault, stream }, words, heard).then(
    () => Promise.reject(new Error(`it ended as if all were well: ${words.join('')}`)),
    (thrown: unknown) => (thrown instanceof APIError ? thrown : Promise.reject(thrown as Error)),
  );
  const decisionId = (error.headers as Headers | undefined)?.get('x-bursar-decision-id') ?? heard.decisionId;
  const [attempt] = (await receiptOf(lab.service, decisionId)).attempts;
  if (attempt === undefined) throw new Error('no attempt', { cause: error });
  return { error, words, attempt };
}

const asking = (wish: Wish): OpenAI.ChatCompletionMessageParam[] => [{ role: 'user', content: simulate(wish) }];

interface Call {
  readonly fault: Fault | null;
  readonly stream: boolean;
}

async function call({ fault, stream }: Call, words: string[], heard: { decisionId: string }): Promise<void> {
  const request = { model: 'tiny', messages: asking({ fault }), stream };
  const { data, response } = await lab.client.chat.completions.create(request).withResponse();
  heard.decisionId = response.headers.get('x-bursar-decision-id') ?? '';
  if (!(Symbol.asyncIterator in data)) return;
  for await (const chunk of data) words.push(chunk.choices[0]?.delta.content ?? '');
}

/** Any status with any body. */
const status = (code: number, body: object | string, headers?: Readonly<Record<string, string>>): Fault => ({
  ...{ kind: 'raw', status: code, parts: [typeof body === 'string' ? body : JSON.stringify(body)] },
  ...(headers !== undefined && { headers }),
});

/** These parts of a stream, and then its end, a broken connection, or nothing ever again. */
const events = (parts: readonly string[], ending: 'end' | 'cut' | 'stall' = 'end'): Fault => ({
  ...{ kind: 'raw', parts, ending, headers: asStream },
});

const HTML = '<html>\n\n<body>We are sorry</body>\n\n</html>';
const asStream = { 'content-type': 'text/event-stream' };
const json = { 'content-type': 'application/json' };
const missing = { usage_source: 'missing', tokens: null, cost_usd: null, cost_status: 'usage_missing' };

describe('without streaming, a provider that', () => {
  it.each<[string, Fault, string, Partial<AttemptView>]>([
    [
      'closes the connection',
      { kind: 'refuse' },
      'provider_failed',
      { failure_class: 'server_error', http_status: null, ...missing },
    ],
    [
      'says 200 and HTML',
      status(200, HTML, {}),
      'provider_failed',
      { failure_class: 'bad_response', http_status: 200, ...missing },
    ],
    ['says half a JSON', status(200, '{"choices":[{"mess', json), 'provider_failed', { failure_class: 'bad_response' }],
    ['says nothing', status(200, '', json), 'provider_failed', { failure_class: 'bad_response' }],
    ['has choices that are null', status(200, { choices: null }), 'provider_failed', { failure_class: 'bad_response' }],
    ['has no choices', status(200, { choices: [] }), 'provider_failed', { failure_class: 'bad_response' }],
    ['is broken', status(500, HTML), 'provider_failed', { failure_class: 'server_error', http_status: 500 }],
    ['is overloaded', status(503, {}), 'provider_failed', { failure_class: 'server_error', http_status: 503 }],
    [
      'does not know us',
      status(401, { error: { message: 'bad key' } }),
      'provider_failed',
      { failure_class: 'auth_error' },
    ],
    ['wants money', status(402, {}), 'provider_failed', { failure_class: 'billing_error', http_status: 402 }],
    ['does not know the model', status(404, {}), 'provider_failed', { failure_class: 'model_not_found' }],
    [
      'redirects',
      status(302, '', { location: 'http://127.0.0.1:1/' }),
      'provider_failed',
      { failure_class: 'server_error' },
    ],
    [
      'does not answer',
      { kind: 'silent' },
      'provider_timeout',
      { failure_class: 'timeout', http_status: null, ...missing },
    ],
  ])('%s is an InternalServerError, and a row of the ledger', async (...row) => {
    const [, behaviour, code, expected] = row;
    const { error, attempt } = await callFailing(behaviour, false);
    expect(error).toBeInstanceOf(InternalServerError);
    expect(error).toMatchObject({ code, type: 'api_error', requestID: expect.stringMatching(/^req_/) });
    expect(attempt).toMatchObject({ outcome: 'failure', ...expected });
    expect(error.message).not.toContain('bad key');
  });

  it('limits the rate is a RateLimitError with its Retry-After', async () => {
    const { error, attempt } = await callFailing(
      status(429, { error: { message: 'slow down' } }, { 'retry-after': '7' }),
      false,
    );
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ code: 'provider_rate_limited', message: expect.stringContaining('slow down') });
    expect((error.headers as Headers).get('retry-after')).toBe('7');
    expect(attempt).toMatchObject({ outcome: 'failure', failure_class: 'rate_limited', http_status: 429, ...missing });
  });

  it.each([400, 413, 422])('refuses the request with %i is a BadRequestError in its own words', async (code) => {
    const { error, attempt } = await callFailing(
      status(code, { error: { message: 'temperature is too high' } }),
      false,
    );
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error).toMatchObject({
      code: 'provider_rejected',
      message: expect.stringContaining('temperature is too high'),
    });
    expect(attempt).toMatchObject({ outcome: 'failure', http_status: code });
    expect(JSON.stringify(attempt)).not.toContain('temperature');
  });

  it('cannot be reached costs nothing, as nothing was sent', async () => {
    const gone = await startSimulator();
    await gone.stop();
    await lab.service.configure(documentFor(gone));
    const { error, attempt } = await callFailing(null, false).finally(() =>
      lab.service.configure(documentFor(lab.simulator)),
    );
    expect(error).toBeInstanceOf(InternalServerError);
    expect(attempt).toMatchObject({
      ...{ outcome: 'failure', failure_class: 'connect_error', cost_usd: '0', cost_status: 'estimated' },
      error: expect.stringContaining('could not be reached'),
    });
  });

  it('reports no usage is answered, and its cost is an estimate', async () => {
    const messages = asking({ text: 'Some words here.', usage: null });
    const { response } = await lab.client.chat.completions.create({ model: 'tiny', messages }).withResponse();
    const [attempt] = (await receiptOf(lab.service, response.headers.get('x-bursar-decision-id') ?? '')).attempts;
    expect(attempt).toMatchObject({ outcome: 'success', usage_source: 'estimated_tokens', cost_status: 'estimated' });
  });
});

describe('before the first word of a stream, a provider that', () => {
  it.each<[string, Fault, Partial<AttemptView>]>([
    ['closes the connection', { kind: 'refuse' }, { failure_class: 'server_error' }],
    ['is broken', status(500, {}), { failure_class: 'server_error', http_status: 500 }],
    ['sends HTML', status(200, HTML, { 'content-type': 'text/html' }), { failure_class: 'bad_response' }],
    ['sends HTML as a stream', status(200, HTML, asStream), { failure_class: 'bad_response' }],
    ['sends garbage', status(200, 'data: ]}\n\n', asStream), { failure_class: 'bad_response' }],
    ['sends half a chunk', status(200, delta('Hi').slice(0, 30), asStream), { failure_class: 'bad_response' }],
    [
      'sends half a chunk with its blank line',
      status(200, 'data: {"choices":[{"delta":{}\n\n', asStream),
      { failure_class: 'bad_response' },
    ],
    ['sends nothing', status(200, '', asStream), { failure_class: 'bad_response' }],
    ['sends the end mark alone', status(200, DONE, asStream), { failure_class: 'bad_response' }],
    [
      'sends an error',
      status(200, event({ error: { message: 'overloaded' } }), asStream),
      { failure_class: 'server_error' },
    ],
    [
      'answers without streaming',
      status(200, { choices: [{ message: { content: 'Hi' } }] }),
      { failure_class: 'bad_response' },
    ],
    ['does not begin', events([], 'stall'), { failure_class: 'timeout' }],
  ])('%s is an InternalServerError with a status', async (_what, behaviour, expected) => {
    const { error, words, attempt } = await callFailing(behaviour, true);
    expect(error).toBeInstanceOf(InternalServerError);
    expect(words).toEqual([]);
    expect(attempt).toMatchObject({ outcome: 'failure', ...expected, ...missing });
  });
});

const USAGE = { prompt_tokens: 10, completion_tokens: 5 };
const billed = {
  ...{ usage_source: 'provider_partial', cost_usd: '0.00002', cost_status: 'priced' },
  tokens: expect.objectContaining({ input: 10, output: 5 }) as Record<string, number>,
};

it.each<[string, Fault, boolean]>([
  ['a whole answer without choices', status(200, { choices: [], usage: USAGE }), false],
  ['a whole answer to a call for a stream', status(200, { choices: [{ message: {} }], usage: USAGE }), true],
  ['a stream that goes on with garbage', events([event({ choices: [], usage: USAGE }), 'oops\n\n']), true],
  ['a stream that breaks off', events([event({ choices: [], usage: USAGE }), delta('Hi').slice(0, 30)], 'cut'), true],
])('what was told to have been used before the answer went wrong is kept: %s', async (_what, behaviour, stream) => {
  const { attempt } = await callFailing(behaviour, stream);
  expect(attempt).toMatchObject(billed);
});

describe('in the middle of a stream, a provider that', () => {
  const begun = [delta('Hello '), delta('there')];
  const partial = { outcome: 'partial', usage_source: 'estimated_bytes', cost_status: 'estimated' };

  it.each<[string, Fault, Partial<AttemptView>]>([
    [
      'sends garbage',
      events([...begun, 'oops\n\n']),
      { failure_class: 'bad_response', error: 'text that is no event stream' },
    ],
    ['sends HTML', events([...begun, HTML]), { failure_class: 'bad_response' }],
    ['sends half a chunk', events([...begun, `${delta('you').slice(0, -9)}\n\n`]), { failure_class: 'bad_response' }],
    [
      'sends an error',
      events([...begun, event({ error: { message: 'overloaded' } })]),
      { failure_class: 'server_error' },
    ],
    ['stops without a finish', events(begun), { failure_class: 'stream_interrupted' }],
    ['marks the end without a finish', events([...begun, DONE]), { failure_class: 'stream_interrupted' }],
    ['ends within a chunk', events([...begun, delta('you').slice(0, 30)]), { failure_class: 'stream_interrupted' }],
    ['breaks the connection', events(begun, 'cut'), { failure_class: 'stream_interrupted' }],
    ['falls silent', events(begun, 'stall'), { failure_class: 'timeout' }],
  ])('%s ends it with an APIError behind the words that came', async (_what, behaviour, expected) => {
    const { error, words, attempt } = await callFailing(behaviour, true);
    expect(words.join('')).toBe('Hello there');
    expect(error.code).toMatch(/^provider_(failed|timeout)$/);
    // Eleven bytes at four a token.
    expect(attempt).toMatchObject({ ...partial, ...expected, tokens: { output: 3 } });
  });

  it('reported usage before it broke is ledgered with that usage', async () => {
    const usage = { prompt_tokens: 11, completion_tokens: 3 };
    const running = event({ choices: [{ index: 0, delta: { content: 'Hello ' }, finish_reason: null }], usage });
    const { attempt } = await callFailing(events([running, delta('there')], 'cut'), true);
    expect(attempt).toMatchObject({
      outcome: 'partial',
      usage_source: 'provider_partial',
      tokens: { input: 11, output: 3 },
    });
  });
});

describe('oddities that harm nobody', () => {
  it.each<[string, string[]]>([
    [
      'usage beside choices that are null',
      [delta('Hi'), finish(), event({ choices: null, usage: { prompt_tokens: 1, completion_tokens: 1 } }), DONE],
    ],
    ['no end mark', [delta('Hi'), finish(), event({ choices: [], usage: { prompt_tokens: 1, completion_tokens: 1 } })]],
    [
      'comments',
      [': processing\n\n', delta('Hi'), finish(), event({ usage: { prompt_tokens: 1, completion_tokens: 1 } }), DONE],
    ],
  ])('%s', async (_what, parts) => {
    const messages = asking({ fault: events(parts) });
    const { data, response } = await lab.client.chat.completions
      .create({ model: 'tiny', messages, stream: true })
      .withResponse();
    const words: string[] = [];
    for await (const chunk of data) words.push(chunk.choices[0]?.delta.content ?? '');
    expect(words.join('')).toBe('Hi');
    const [attempt] = (await receiptOf(lab.service, response.headers.get('x-bursar-decision-id') ?? '')).attempts;
    expect(attempt).toMatchObject({ outcome: 'success', usage_source: 'provider_final', cost_usd: '0.000003' });
  });
});
