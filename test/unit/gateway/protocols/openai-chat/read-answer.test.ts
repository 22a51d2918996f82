/** Answers of providers that speak chat, whole and streamed, with their oddities, as events. */
import fc from 'fast-check';
import type OpenAI from 'openai';
import type { AnswerEvent } from '../../../../../src/gateway/domain/conversation/answer';
import type { JsonObject } from '../../../../../src/gateway/protocols/dialect';
import { openAiChat } from '../../../../../src/gateway/protocols/openai-chat/index';
import { NO_USAGE } from '../../../../../src/shared/domain/usage';
import { mutations } from '../mutations';

const HEAD = { id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'gpt-5' } as const;
const START: AnswerEvent = { type: 'start', id: 'c1', model: 'gpt-5' };
const USAGE = { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 };
const TOLD: AnswerEvent = { type: 'usage', tier: null, usage: { ...NO_USAGE, input: 5, output: 7 } };

const chunk = (delta: object, finish_reason: string | null = null): object => ({
  ...HEAD,
  choices: [{ index: 0, delta, finish_reason }],
});
const stream = (...events: (object | string)[]): AnswerEvent[] => {
  const reader = openAiChat.reader();
  return events.flatMap((event) => [
    ...reader.read({ name: null, data: typeof event === 'string' ? event : JSON.stringify(event) }),
  ]);
};
const callsOf = (...calls: object[]): AnswerEvent[] =>
  stream(...calls.map((call) => chunk({ tool_calls: [call] }))).filter(({ type }) => type !== 'start');
const finish = (reason: string): AnswerEvent =>
  ({ type: 'finish', reason, stopSequence: null }) as Extract<AnswerEvent, { type: 'finish' }>;
const begun = (call: number, id: string, name: string): AnswerEvent => ({
  ...{ type: 'tool_call', call, id, name, signature: null },
});
const said = (call: number, json: string): AnswerEvent => ({ type: 'tool_arguments', call, json });

describe('a stream', () => {
  it('is read event by event', () => {
    const events = stream(
      chunk({ role: 'assistant', content: '' }),
      chunk({ reasoning_content: 'Hm' }),
      chunk({ content: 'Yes' }),
      chunk({ refusal: null, content: '.' }),
      chunk({}, 'stop'),
      { ...HEAD, choices: [], usage: USAGE },
      '[DONE]',
    );
    expect(events).toEqual([
      START,
      { type: 'reasoning', text: 'Hm' },
      { type: 'text', text: 'Yes' },
      { type: 'text', text: '.' },
      finish('stop'),
      TOLD,
      { type: 'end' },
    ]);
  });

  it.each<[string, object]>([
    ['no choices', { usage: USAGE }],
    ['choices: null', { choices: null, usage: USAGE }],
    ['the last choice', { choices: [{ index: 0, delta: {} }], usage: USAGE }],
    ["Groq's place", { choices: [], x_groq: { usage: USAGE } }],
  ])('tells its usage beside %s', (_where, event) => {
    expect(stream({ ...HEAD, ...event })).toEqual([START, TOLD]);
  });

  it.each<[string, string]>([
    ['stop', 'stop'],
    ['length', 'length'],
    ['model_length', 'length'],
    ['tool_calls', 'tool_calls'],
    ['function_call', 'tool_calls'],
    ['content_filter', 'content_filter'],
    ['eos', 'stop'],
    ['toString', 'stop'],
  ])('finishes %s as %s', (reason, expected) => {
    expect(stream(chunk({}, reason)).at(-1)).toEqual(finish(expected));
  });

  it('finishes with calls of tools or a refusal even if it says stop', () => {
    const call = { index: 0, id: 'a', function: { name: 'f', arguments: '{}' } };
    expect(stream(chunk({ tool_calls: [call] }), chunk({}, 'stop')).at(-1)).toEqual(finish('tool_calls'));
    expect(stream(chunk({ refusal: 'No.' }), chunk({}, 'stop')).at(-1)).toEqual(finish('refusal'));
  });

  it.each(['error', 'insufficient_system_resource'])('that ends with %s has broken down, and is billed', (reason) => {
    expect(stream({ ...chunk({}, reason), usage: USAGE })).toMatchObject([
      ...[START, TOLD, { type: 'error', fault: { kind: 'provider_error' } }],
    ]);
  });

  it.each<[object | string, object]>([
    ['{"half":', { kind: 'garbage', problem: 'an event that is no JSON object' }],
    ['[]', { kind: 'garbage', problem: 'an event that is no JSON object' }],
    [{ error: { message: 'Overloaded' } }, { kind: 'provider_error', problem: 'Overloaded' }],
    [{ error: 'Overloaded' }, { kind: 'provider_error', problem: 'Overloaded' }],
    [{ error: {} }, { kind: 'provider_error', problem: 'no message' }],
  ])('that holds %j is at fault', (event, fault) => {
    expect(stream(event)).toEqual([{ type: 'error', fault }]);
  });

  it('of other choices than the first is passed over', () => {
    expect(stream({ ...HEAD, choices: [{ index: 1, delta: { content: 'other' }, finish_reason: 'stop' }] })).toEqual([
      START,
    ]);
  });

  it("reads Mistral's thoughts, which are parts of the content", () => {
    const thinking = { type: 'thinking', thinking: [{ type: 'text', text: 'Hm' }] };
    expect(stream(chunk({ content: [thinking, { type: 'text', text: 'Yes' }] }))).toEqual([
      START,
      { type: 'reasoning', text: 'Hm' },
      { type: 'text', text: 'Yes' },
    ]);
  });

  it("binds OpenRouter's signatures to their issuer", () => {
    const signed = { type: 'reasoning.text', text: 'Hm', signature: 's' };
    const encrypted = { type: 'reasoning.encrypted', data: 'e' };
    expect(stream(chunk({ reasoning: 'Hm', reasoning_details: [signed, encrypted] }))).toEqual([
      START,
      { type: 'reasoning', text: 'Hm' },
      { type: 'reasoning_signature', signature: 'bursar:openai_chat:s', redacted: false },
      { type: 'reasoning_signature', signature: 'bursar:openai_chat:e', redacted: true },
    ]);
  });
});

describe('calls of tools', () => {
  const piece = (more: object, called: object): object => ({ ...more, function: called });

  it('may come in turns', () => {
    const events = callsOf(
      piece({ index: 0, id: 'a', type: 'function' }, { name: 'f', arguments: '' }),
      piece({ index: 1, id: 'b', type: 'function' }, { name: 'g', arguments: '' }),
      piece({ index: 0 }, { arguments: '{"x"' }),
      piece({ index: 1 }, { arguments: '{}' }),
      piece({ index: 0 }, { arguments: ':1}' }),
    );
    expect(events).toEqual([
      ...[begun(0, 'a', 'f'), begun(1, 'b', 'g'), said(0, '{"x"'), said(1, '{}'), said(0, ':1}')],
    ]);
  });

  it('may come whole, all with index 0', () => {
    const events = callsOf(
      piece({ index: 0, id: 'a' }, { name: 'f', arguments: '{}' }),
      piece({ index: 0, id: 'b' }, { name: 'f', arguments: '[]' }),
    );
    expect(events).toEqual([begun(0, 'a', 'f'), said(0, '{}'), begun(1, 'b', 'f'), said(1, '[]')]);
  });

  it('may come without an index, and without ids', () => {
    const events = callsOf(
      piece({ id: 'a' }, { name: 'f', arguments: '{' }),
      piece({}, { arguments: '}' }),
      piece({}, { name: 'g', arguments: '{}' }),
    );
    expect(events).toEqual([
      ...[begun(0, 'a', 'f'), said(0, '{'), said(0, '}'), begun(1, 'call_1', 'g'), said(1, '{}')],
    ]);
  });

  it('may repeat their name and id with every piece', () => {
    const events = callsOf(
      piece({ index: 0, id: 'a' }, { name: 'f', arguments: '{' }),
      piece({ index: 0, id: 'a' }, { name: 'f', arguments: '}' }),
      piece({ index: 0, id: '' }, { name: 'f', arguments: ' ' }),
    );
    expect(events).toEqual([begun(0, 'a', 'f'), said(0, '{'), said(0, '}'), said(0, ' ')]);
  });

  it('may be the one call of before there were tools', () => {
    const events = stream(
      chunk({ function_call: { name: 'f', arguments: '{' } }),
      chunk({ function_call: { arguments: '}' } }),
      chunk({}, 'function_call'),
    );
    expect(events).toEqual([START, begun(0, 'call_0', 'f'), said(0, '{'), said(0, '}'), finish('tool_calls')]);
  });

  it("carry Google's signature, bound to its issuer", () => {
    const extra_content = { google: { thought_signature: 'g' } };
    const [event] = callsOf({ index: 0, id: 'a', function: { name: 'f' }, extra_content });
    expect(event).toMatchObject({ signature: 'bursar:openai_chat:g' });
  });

  it('are passed over where they belong to none', () => {
    expect(callsOf(piece({ index: 3 }, { arguments: '{}' }))).toEqual([]);
  });
});

describe('a whole answer', () => {
  const message = {
    ...{ role: 'assistant', content: 'Yes', refusal: null },
    tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } }],
  } as const;
  const answer = {
    ...{ id: 'c1', object: 'chat.completion', created: 1, model: 'gpt-5', usage: USAGE },
    choices: [{ index: 0, message, logprobs: null, finish_reason: 'tool_calls' }],
  } as const;

  it('is its events in a row', () => {
    answer satisfies OpenAI.ChatCompletion | object;
    expect(openAiChat.reader().whole(answer)).toEqual([
      START,
      { type: 'text', text: 'Yes' },
      begun(0, 'a', 'f'),
      said(0, '{}'),
      TOLD,
      finish('tool_calls'),
      { type: 'end' },
    ]);
  });

  it('never throws, whatever a provider sends, whole or streamed', () => {
    const streamed = { ...HEAD, usage: USAGE, choices: [{ index: 0, delta: message, finish_reason: 'stop' }] };
    fc.assert(
      fc.property(mutations(answer), (rubbish) => {
        expect(Array.isArray(openAiChat.reader().whole(rubbish as JsonObject))).toBe(true);
      }),
    );
    fc.assert(
      fc.property(mutations(streamed), fc.string(), (rubbish, text) => {
        expect(Array.isArray(stream(rubbish, text))).toBe(true);
      }),
    );
  });
});
