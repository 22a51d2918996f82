/** Calls that cannot be served: the official SDK raises its own class with our code, and no provider is called. */
import type OpenAI from 'openai';
import {
  type APIError,
  AuthenticationError,
  BadRequestError,
  InternalServerError,
  NotFoundError,
  PermissionDeniedError,
  UnprocessableEntityError,
} from 'openai';
import { receiptOf, useLab } from './lab';

const lab = useLab({ GATEWAY_BODY_LIMIT_BYTES: '65536' });

// Whatever goes wrong here, nobody outside hears of it.
afterEach(() => {
  expect(lab.simulator.requests).toHaveLength(0);
});

const USER = { role: 'user', content: 'Hello' };

/** What the SDK throws for a body, sent as it is. */
async function thrown(body: object, options: OpenAI.RequestOptions & { apiKey?: string } = {}): Promise<APIError> {
  const { apiKey, ...more } = options;
  const client = lab.service.client(apiKey === undefined ? {} : { apiKey });
  const request = { model: 'tiny', messages: [USER], ...body } as OpenAI.ChatCompletionCreateParamsNonStreaming;
  return client.chat.completions.create(request, more).then(
    () => Promise.reject(new Error('it was answered')),
    (error: unknown) => error as APIError,
  );
}

async function keyWith(grants: object): Promise<string> {
  const body = { name: `key ${Math.random()}`, owner: 'o', role: 'developer', ...grants };
  const answer = await lab.service.call('POST', '/v1/keys', { body });
  if (answer.status !== 201) throw new Error(answer.text);
  return (answer.body as { key: string }).key;
}

const TOOLS = [{ type: 'function', function: { name: 'f', parameters: {} } }];
const IMAGE = [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://example.org/a.png' } }] }];

describe('a body', () => {
  it.each<[string, object, string, string | null]>([
    ['without messages', { messages: [] }, 'invalid_request', 'messages'],
    ['with a message of the wrong type', { messages: [USER, 7] }, 'invalid_request', 'messages[1]'],
    [
      'with content of the wrong type',
      { messages: [{ role: 'user', content: 7 }] },
      'invalid_request',
      'messages[0].content',
    ],
    ['with a model of the wrong type', { model: 7 }, 'invalid_request', 'model'],
    ['with half a character in its model', { model: 'policy:\ud800' }, 'invalid_request', 'model'],
    ['with a stream of the wrong type', { stream: 'yes' }, 'invalid_request', 'stream'],
    ['with a limit of the wrong type', { max_tokens: -1 }, 'invalid_request', 'max_tokens'],
  ])('%s is a BadRequestError that names the path', async (_what, body, code, param) => {
    const error = await thrown(body);
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error).toMatchObject({ code, param, type: 'invalid_request_error' });
  });

  const post = async (body: string, type = 'application/json'): Promise<{ status: number; error: unknown }> => {
    const response = await fetch(`${lab.service.url}/v1/chat/completions`, {
      ...{ method: 'POST', body },
      headers: { authorization: `Bearer ${lab.service.ownerKey}`, 'content-type': type },
    });
    return { status: response.status, error: ((await response.json()) as { error: unknown }).error };
  };

  it.each([
    ['{"model":"tiny",}', 16],
    ['{"model":"tiny"', 15],
    ['', 0],
    ['nonsense', 0],
    ['{"a":"é", b}', 10],
  ])('that is no JSON is refused with the position: %j', async (body, position) => {
    const { status, error } = await post(body);
    expect({ status, error }).toMatchObject({
      status: 400,
      error: { code: 'invalid_json', details: { position }, message: expect.stringContaining(`position ${position}`) },
    });
  });

  it('that is no JSON is not shown back', async () => {
    const { error } = await post('{"messages":[{"content":"my secret plan"}], oops}');
    expect(JSON.stringify(error)).not.toContain('secret');
  });

  it.each([
    ['{"model":"tiny","model":"big","messages":[{"role":"user","content":"x"}]}', 'model'],
    ['{"model":"tiny","metadata":{"a":"1","a":"2"},"messages":[{"role":"user","content":"x"}]}', 'metadata.a'],
  ])('that repeats a key is refused by its name', async (body, key) => {
    expect(await post(body)).toMatchObject({ status: 400, error: { code: 'duplicate_key', details: { key } } });
  });

  it.each([
    ['responses', '{"model":"tiny","input":"x","text":{"format":1,"format":2}}', 'text.format'],
    [
      'messages',
      '{"model":"tiny","max_tokens":9,"messages":[{"role":"user","content":"x"}],"output_config":{"effort":1,"effort":2}}',
      'output_config.effort',
    ],
  ])('that repeats a key of %s is refused by its name', async (path, body, key) => {
    const headers = { authorization: `Bearer ${lab.service.ownerKey}`, 'content-type': 'application/json' };
    const answer = await fetch(`${lab.service.url}/v1/${path}`, { method: 'POST', headers, body });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(key);
  });

  it('over the limit is 413 and says the limit', async () => {
    const error = await thrown({ messages: [{ role: 'user', content: 'x'.repeat(70_000) }] });
    expect(error).toMatchObject({
      status: 413,
      code: 'body_too_large',
      message: expect.stringContaining('65536 bytes'),
    });
  });

  it('of another type is 415', async () => {
    expect(await post('model=tiny', 'application/x-www-form-urlencoded')).toMatchObject({
      ...{ status: 415, error: { code: 'unsupported_media_type' } },
    });
  });
});

describe('a header', () => {
  it.each([
    ['x-bursar-colour', 'red', /not known/],
    ['x-bursar-user', 'x'.repeat(201), /longer than 200/],
    ['x-bursar-tags', 'red', /key=value/],
    ['x-bursar-mode', 'fast', /one of/],
  ])('%s that is wrong is refused by name', async (name, value, problem) => {
    const error = await thrown({}, { headers: { [name]: value } });
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error).toMatchObject({ code: 'invalid_header', message: expect.stringMatching(problem) });
    expect(error.message).toContain(name);
  });
});

describe('a name', () => {
  it.each(['nothing-of-that-name', 'lab/nothing', 'deep'])('%s that nothing has is a NotFoundError', async (model) => {
    const error = await thrown({ model });
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({ code: 'model_not_found', message: expect.stringContaining(model) });
  });
});

describe('a request that nothing fits', () => {
  it.each<[string, object, string]>([
    ['the window', { messages: [{ role: 'user', content: 'word '.repeat(12_000) }] }, 'context_window'],
    ['eyes', { messages: IMAGE }, 'missing_capability:vision'],
  ])("SP-34: for want of %s is told each candidate's reason, and calls nobody", async (_what, body, reason) => {
    const error = await thrown({ model: 'lab/tiny', ...body });
    expect(error).toBeInstanceOf(UnprocessableEntityError);
    expect(error).toMatchObject({
      code: 'no_candidate',
      message: expect.stringContaining(reason),
      error: { details: { candidates: [{ candidate: 'lab/tiny', reason: expect.stringContaining(reason) }] } },
    });
  });

  it('SP-20, SP-22, BX-09: leaves a decision behind that says why, and the error names it', async () => {
    const error = await thrown({ model: 'mine', tools: TOOLS, messages: IMAGE });
    const { details } = error.error as { details: { decision_id: string } };
    expect(await receiptOf(lab.service, details.decision_id)).toMatchObject({
      ...{ outcome: 'no_candidate', selected_model: null, attempts: [] },
      candidates: [{ candidate: 'home/llama', role: 'rejected', reason: 'missing_capability:vision' }],
    });
  });
});

describe('a key', () => {
  it('that nobody has is an AuthenticationError', async () => {
    const error = await thrown({}, { apiKey: 'bur_nobody' });
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({ code: 'invalid_api_key' });
  });

  it('that may not call models is a PermissionDeniedError that names the scope', async () => {
    const error = await thrown({}, { apiKey: await keyWith({ role: 'finance' }) });
    expect(error).toBeInstanceOf(PermissionDeniedError);
    expect(error).toMatchObject({ code: 'forbidden', message: expect.stringContaining('inference:call') });
  });

  it.each([
    ['another model', { allowed_models: ['big'] }, 'tiny', 'model_not_allowed'],
    ['a model although it is bound to endpoints', { allowed_endpoints: ['smart'] }, 'tiny', 'endpoint_not_allowed'],
    ['another endpoint', { allowed_endpoints: ['mine'] }, 'smart', 'endpoint_not_allowed'],
  ])('that asks for %s than it may is a PermissionDeniedError', async (_what, grants, model, reason) => {
    const error = await thrown({ model }, { apiKey: await keyWith(grants) });
    expect(error).toBeInstanceOf(PermissionDeniedError);
    expect(error).toMatchObject({ code: 'model_not_allowed', error: { details: { candidates: expect.anything() } } });
    expect(JSON.stringify(error.error)).toContain(reason);
  });
});

it('an InternalServerError is none of these', async () => {
  expect(await thrown({ model: 'nothing' })).not.toBeInstanceOf(InternalServerError);
});
