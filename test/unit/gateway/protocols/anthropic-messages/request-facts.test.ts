/** What a body of `/v1/messages` says about where it can go. */
import fc from 'fast-check';
import { issuerOf, readMessagesRequest, tokenCount } from '../../../../../src/gateway/protocols/anthropic-messages';
import type { CallRequest } from '../../../../../src/gateway/protocols/call-request';
import { BursarError } from '../../../../../src/shared/errors';

const USER = { role: 'user', content: 'Hello' };
const body = (more: object = {}): object => ({ model: 'm', messages: [USER], ...more });
const read = (more: object = {}): CallRequest => readMessagesRequest(body(more));
const content = (...blocks: object[]): object => ({ messages: [{ role: 'user', content: blocks }] });

const faultOf = (value: unknown): unknown => {
  try {
    readMessagesRequest(value);
  } catch (error) {
    return error instanceof BursarError ? { code: error.code, ...error.details } : error;
  }
  return 'accepted';
};

describe('readMessagesRequest', () => {
  it('reads the shortest body', () => {
    expect(read()).toMatchObject({
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
      messages: [USER],
    });
  });

  it.each<[string, object, Partial<CallRequest>]>([
    ['a stream', { stream: true }, { stream: true }],
    ['a limit', { max_tokens: 7 }, { maxOutputTokens: 7 }],
    ['a region', { inference_geo: 'us' }, { priceRegion: 'us' }],
    ['any region', { inference_geo: 'global' }, { priceRegion: null }],
    ['what names no region', { inference_geo: 'US of A' }, { priceRegion: null }],
    ['a limit of nothing', { max_tokens: 0 }, { maxOutputTokens: 0 }],
    ['tools', { tools: [{ name: 'f' }] }, { hasTools: true }],
    ['a schema', { output_config: { format: { type: 'json_schema' } } }, { hasSchema: true }],
    ['a schema in its older place', { output_format: { type: 'json_schema' } }, { hasSchema: true }],
    ['effort without a schema', { output_config: { effort: 'low' } }, { hasSchema: false }],
    [
      'metadata',
      { metadata: { user_id: 'u', 'x-bursar-task': 't' } },
      { metadata: { user_id: 'u', 'x-bursar-task': 't' } },
    ],
    ['a policy', { policy_ir: 'x' }, { hasPolicy: true }],
    ['an image', content({ type: 'image' }), { hasImages: true }],
    ['an image in a result', content({ type: 'tool_result', content: [{ type: 'image' }] }), { hasImages: true }],
  ])('reads %s', (_what, more, expected) => {
    expect(read(more)).toMatchObject(expected);
  });

  it.each<[string, object]>([
    ['a system prompt', { system: 'You are brief.' }],
    ['a system prompt in blocks', { system: [{ type: 'text', text: 'You are brief.' }] }],
    ['tools', { tools: [{ name: 'f', description: 'finds things' }] }],
    ['a thought', content({ type: 'text', text: 'Hello' }, { type: 'thinking', thinking: 'Let me see now' })],
    ['a call', content({ type: 'text', text: 'Hello' }, { type: 'tool_use', name: 'f', input: { city: 'Berlin' } })],
    ['a result', content({ type: 'text', text: 'Hello' }, { type: 'tool_result', content: 'It rains in Berlin' })],
    [
      'a plain document',
      content({ type: 'text', text: 'Hello' }, { type: 'document', source: { type: 'text', data: 'It rains' } }),
    ],
    [
      'a PDF',
      content({ type: 'text', text: 'Hello' }, { type: 'document', source: { type: 'base64', data: 'JVBERi0=' } }),
    ],
  ])('counts %s', (_what, more) => {
    expect(read(more).inputTokens).toBeGreaterThan(read().inputTokens);
  });

  it('counts a PDF by its pages, as far as its bytes tell', () => {
    const pdf = (chars: number): number =>
      read(content({ type: 'document', source: { type: 'base64', data: 'A'.repeat(chars) } })).inputTokens;
    expect(pdf(660_000) - pdf(66_000)).toBe(9 * 2_250);
  });

  it.each<[string, unknown, object]>([
    ['no object', [], { path: 'body', problem: 'must be a JSON object' }],
    ['no model', { messages: [USER] }, { path: 'model' }],
    ['no messages', { model: 'm', messages: [] }, { path: 'messages' }],
    ['a message of another type', body({ messages: ['x'] }), { path: 'messages[0]' }],
    ['nobody speaking', body({ messages: [{ content: 'x' }] }), { path: 'messages[0].role' }],
    ['content of another type', body({ messages: [{ role: 'user', content: 3 }] }), { path: 'messages[0].content' }],
    ['a block without a type', body(content({ text: 'x' })), { path: 'messages[0].content[0].type' }],
    ['a system prompt of another type', body({ system: { text: 'x' } }), { path: 'system' }],
    ['less than no tokens', body({ max_tokens: -1 }), { path: 'max_tokens' }],
    ['a half token', body({ max_tokens: 0.5 }), { path: 'max_tokens' }],
    ['a stream of another type', body({ stream: 'yes' }), { path: 'stream' }],
  ])('refuses %s by its path', (_what, value, fault) => {
    expect(faultOf(value)).toMatchObject({ code: 'invalid_request', ...fault });
  });

  it('refuses by path or accepts, whatever a block is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (system, block) => {
        const fault = faultOf(body({ system, messages: [{ role: 'user', content: [block] }] }));
        if (fault !== 'accepted') expect(fault).toMatchObject({ code: 'invalid_request', path: expect.any(String) });
      }),
    );
  });
});

describe('issuerOf', () => {
  const said = (...blocks: object[]): Record<string, unknown> => ({
    messages: [USER, { role: 'assistant', content: blocks }, USER],
  });

  it.each<[string, Record<string, unknown>, string | null]>([
    ['nobody, without thoughts', said({ type: 'text', text: 'x' }), null],
    ['nobody, if a thought is not signed', said({ type: 'thinking', thinking: 't', signature: '' }), null],
    [
      'Anthropic, by its own signature',
      said({ type: 'thinking', thinking: 't', signature: 's' }),
      'anthropic_messages',
    ],
    ['Anthropic, by an encrypted thought', said({ type: 'redacted_thinking', data: 'e' }), 'anthropic_messages'],
    [
      'another, by name',
      said({ type: 'thinking', thinking: '', signature: 'bursar:openai_responses:s' }),
      'openai_responses',
    ],
    [
      'another, by what a call carries',
      said({ type: 'redacted_thinking', data: 'bursar-call:bursar:google_generate:s' }),
      'google_generate',
    ],
    [
      'the last of several',
      said({ type: 'thinking', signature: 'bursar:openai_responses:s' }, { type: 'thinking', signature: 's' }),
      'anthropic_messages',
    ],
    ['nobody, in rubbish', { messages: 7 }, null],
  ])('is %s', (_what, json, issuer) => {
    expect(issuerOf(json)).toBe(issuer);
  });
});

describe('the small answers', () => {
  it('count tokens', () => {
    expect(tokenCount(3)).toEqual({ input_tokens: 3 });
  });
});
