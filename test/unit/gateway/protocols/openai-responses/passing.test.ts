/** Calls that pass in their own dialect: what decides where they go, what their streams say, and what is put into them. */
import { BursarError } from '../../../../../src/shared/errors';
import { bindSignature } from '../../../../../src/gateway/protocols/bound-signature';
import type { CallRequest } from '../../../../../src/gateway/protocols/call-request';
import type { DialectName, JsonObject } from '../../../../../src/gateway/protocols/dialect';
import {
  classOfResponsesError,
  extendTerminal,
  issuerOf,
  readResponsesRequest,
  ResponsesTrace,
} from '../../../../../src/gateway/protocols/openai-responses';
import { NO_USAGE } from '../../../../../src/shared/domain/usage';
import { accumulated, ending, EXTENSION, START, streamOf } from './answers';

const read = (more: object): CallRequest => readResponsesRequest({ model: 'm', input: 'Hello', ...more });

describe('readResponsesRequest', () => {
  it('reads the shortest body', () => {
    expect(read({})).toEqual({
      ...{ model: 'm', models: null, stream: false, includeUsage: true, streamOptions: null, maxOutputTokens: null },
      ...{ hasTools: false, hasSchema: false, hasJsonMode: false, hasImages: false, hasAudio: false },
      ...{
        messagesCount: 1,
        inputTokens: expect.any(Number),
        metadata: null,
        seed: null,
        serviceTier: null,
        priceRegion: null,
        hasPolicy: false,
      },
      messages: [{ role: 'user', content: 'Hello' }],
    });
  });

  it.each<[object, Partial<CallRequest>]>([
    [
      { stream: true, max_output_tokens: 7 },
      { stream: true, maxOutputTokens: 7 },
    ],
    [{ tools: [{ type: 'function', name: 'f' }] }, { hasTools: true }],
    [{ text: { format: { type: 'json_schema' } } }, { hasSchema: true, hasJsonMode: false }],
    [{ text: { format: { type: 'json_object' } } }, { hasSchema: false, hasJsonMode: true }],
    [
      { input: [{ role: 'user', content: [{ type: 'input_image' }, { type: 'input_audio' }] }] },
      { hasImages: true, hasAudio: true },
    ],
    [{ input: [{ type: 'function_call_output', output: [{ type: 'input_image' }] }] }, { hasImages: true }],
    [
      { metadata: { a: 'b' }, policy_ir: {} },
      { metadata: { a: 'b' }, hasPolicy: true },
    ],
    [{ input: undefined, conversation: 'conv_1' }, { messagesCount: 0 }],
    [{ input: [], previous_response_id: 'resp_1' }, { messagesCount: 0 }],
  ])('reads %j', (more, expected) => {
    expect(read(more)).toMatchObject(expected);
  });

  it('counts everything that the model has to read', () => {
    const { inputTokens } = read({ input: [{ role: 'user', content: 'Hello' }] });
    const text = 'A rather longer question about the ways of the world and its budgets.';
    const longer: readonly object[] = [
      { input: text },
      { input: [{ role: 'user', content: [{ type: 'input_text', text }] }] },
      { input: [{ type: 'function_call', arguments: text }] },
      { input: [{ type: 'function_call_output', output: text }] },
      { instructions: text },
      { tools: [{ type: 'function', name: 'f', description: text }] },
      { input: [{ role: 'user', content: [{ type: 'input_image' }] }] },
    ];
    expect(longer.filter((more) => read(more).inputTokens <= inputTokens)).toEqual([]);
  });

  it.each<[unknown, string]>([
    [null, 'body'],
    [{ input: 'x' }, 'model'],
    [{ model: 'm' }, 'input'],
    [{ model: 'm', input: 7 }, 'input'],
    [{ model: 'm', input: [] }, 'input'],
    [{ model: 'm', input: ['x'] }, 'input[0]'],
    [{ model: 'm', input: [{ role: 'user', content: ['x'] }] }, 'input[0].content[0]'],
    [{ model: 'm', input: 'x', instructions: [] }, 'instructions'],
    [{ model: 'm', input: 'x', text: 'json' }, 'text'],
    [{ model: 'm', input: 'x', stream: 'yes' }, 'stream'],
    [{ model: 'm', input: 'x', max_output_tokens: 0 }, 'max_output_tokens'],
  ])('refuses %j naming %s', (body, path) => {
    let refusal: unknown;
    try {
      readResponsesRequest(body);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(BursarError);
    expect((refusal as BursarError).details).toMatchObject({ path });
  });
});

describe('issuerOf', () => {
  const thought = (encrypted: string): object => ({ type: 'reasoning', summary: [], encrypted_content: encrypted });
  const foreign = bindSignature('anthropic_messages', 'x');

  it.each<[JsonObject, DialectName | null]>([
    [{ input: 'x' }, null],
    [{ input: [{ type: 'reasoning', summary: [] }, 7] }, null],
    [{ input: [thought('gA==')] }, 'openai_responses'],
    [{ input: [thought(foreign)] }, 'anthropic_messages'],
    [{ input: [thought('gA=='), thought(`bursar:redacted:${foreign}`)] }, 'anthropic_messages'],
    [{ input: [thought(`bursar:call:${bindSignature('google_generate', 'x')}`)] }, 'google_generate'],
    [{ input: [{ type: 'compaction', encrypted_content: 'gA==' }] }, 'openai_responses'],
    [{ input: [{ type: 'item_reference', id: 'msg_1' }] }, 'openai_responses'],
    [{ input: 'x', previous_response_id: 'resp_1' }, 'openai_responses'],
    [{ input: 'x', conversation: { id: 'conv_1' } }, 'openai_responses'],
    [{ input: 'x', prompt: { id: 'p' } }, 'openai_responses'],
    [{ input: 'x', background: true }, 'openai_responses'],
    [{ input: 'x', background: false, conversation: null }, null],
  ])('of %j is %s', (body, issuer) => {
    expect(issuerOf(body)).toBe(issuer);
  });
});

describe('ResponsesTrace', () => {
  const usage = { input_tokens: 3, output_tokens: 4 };
  const told = { usage: { ...NO_USAGE, input: 3, output: 4 }, tier: null };
  const take = (data: unknown, trace = new ResponsesTrace()): object =>
    trace.take({ name: null, data: typeof data === 'string' ? data : JSON.stringify(data) });
  const quiet = { told: null, textBytes: 0, fault: null };

  it.each<[unknown, object]>([
    [
      { type: 'response.created', response: {} },
      { ...quiet, kind: 'head' },
    ],
    [{ type: 'response.in_progress' }, { ...quiet, kind: 'head' }],
    [{ type: 'keepalive' }, { ...quiet, kind: 'head' }],
    [{ type: 'response.output_item.added' }, { ...quiet, kind: 'content' }],
    [
      { type: 'response.output_text.delta', delta: 'abc' },
      { ...quiet, kind: 'content', textBytes: 3 },
    ],
    [
      { type: 'response.function_call_arguments.delta', delta: '{}' },
      { ...quiet, kind: 'content', textBytes: 2 },
    ],
    [
      { type: 'response.output_text.done', text: 'abc' },
      { ...quiet, kind: 'content' },
    ],
    [
      { type: 'response.completed', response: { usage } },
      { ...quiet, kind: 'last', told },
    ],
    [
      { type: 'response.incomplete', response: { usage } },
      { ...quiet, kind: 'last', told },
    ],
    [{ type: 'response.completed' }, { ...quiet, kind: 'last' }],
    [
      { type: 'response.failed', response: { usage, error: { message: 'Sorry' } } },
      { ...quiet, kind: 'last', told, fault: { kind: 'provider_error', problem: 'Sorry' } },
    ],
    [
      { type: 'error', message: 'Sorry' },
      { ...quiet, kind: 'fault', fault: { kind: 'provider_error', problem: 'Sorry' } },
    ],
    [
      '<html>',
      expect.objectContaining({ kind: 'fault', fault: expect.objectContaining({ kind: 'garbage' }) as object }),
    ],
    [{ type: 'toString' }, { ...quiet, kind: 'content' }],
  ])('takes %j', (data, step) => {
    expect(take(data)).toEqual(step);
  });

  it('takes what follows the end for the tail', () => {
    const trace = new ResponsesTrace();
    take({ type: 'response.completed' }, trace);
    expect(take('[DONE]', trace)).toEqual({ ...quiet, kind: 'tail' });
  });
});

describe('extendTerminal', () => {
  const extend = (event: string): string => extendTerminal(Buffer.from(event), '{"cost":1}').toString();

  it('puts x_bursar where the SDK keeps it, and changes no other byte', async () => {
    const plain = streamOf([START, { type: 'text', text: 'Grüße' }, ...ending('stop')], null);
    const at = plain.indexOf('event: response.completed');
    const extended = plain.slice(0, at) + extendTerminal(Buffer.from(plain.slice(at)), EXTENSION).toString();
    expect(extended.replace(`,"x_bursar":${EXTENSION}`, '')).toBe(plain);
    expect(await accumulated(extended)).toMatchObject({ output_text: 'Grüße', x_bursar: { decision_id: 'dec_1' } });
  });

  it('finds the response behind other members, and among blanks', () => {
    const event = 'event: response.failed\ndata: { "a": "{", "response" : { "id": "}" } , "b": 1 }\n\n';
    expect(extend(event)).toBe(event.replace('"id": "}" }', '"id": "}" ,"x_bursar":{"cost":1}}'));
  });

  it.each(['data: [DONE]\n\n', 'data: {}\n\n', 'data: {"response":7}\n\n', 'data: {"response":{}}\n\n'])(
    'leaves %j as it is',
    (event) => {
      expect(extend(event)).toBe(event);
    },
  );
});

describe('classOfResponsesError', () => {
  it.each<[number, unknown, string | null]>([
    [400, { error: { code: 'context_length_exceeded', type: 'invalid_request_error' } }, 'context_overflow'],
    [429, { error: { code: 'insufficient_quota', type: 'insufficient_quota' } }, 'billing_error'],
    [429, { error: { code: null, type: 'insufficient_quota' } }, 'billing_error'],
    [429, { error: { code: 'rate_limit_exceeded', type: 'tokens' } }, 'rate_limited'],
    [404, { error: { code: 'DeploymentNotFound' } }, 'model_not_found'],
    [400, { error: { code: 'content_filter' } }, 'content_filter'],
    [400, { error: { message: "This model's maximum context length is 4096 tokens." } }, 'context_overflow'],
    [500, { error: { message: 'maximum context length' } }, null],
    [400, { error: { code: 'toString' } }, null],
    [400, { error: 'text' }, null],
    [400, '<html>', null],
    [400, null, null],
  ])('of %d with %j is %s', (status, body, failureClass) => {
    expect(classOfResponsesError(status, body)).toBe(failureClass);
  });
});
