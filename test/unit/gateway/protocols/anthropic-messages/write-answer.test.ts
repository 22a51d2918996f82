/** Answers in Anthropic's dialect, as its official client accumulates them. */
import Anthropic from '@anthropic-ai/sdk';
import fc from 'fast-check';
import type { AnswerEvent, FinishReason } from '../../../../../src/gateway/domain/conversation/answer';
import { anthropicMessages } from '../../../../../src/gateway/protocols/anthropic-messages';
import { NO_USAGE } from '../../../../../src/shared/domain/usage';
import { BursarError } from '../../../../../src/shared/errors';

const HEAD = { requestId: 'req_1', requestedModel: 'smart', createdAtMs: 0, includeUsage: true };

const START: AnswerEvent = { type: 'start', id: 'chatcmpl-1', model: 'gpt' };
const USAGE: AnswerEvent = {
  type: 'usage',
  tier: null,
  usage: { ...NO_USAGE, input: 10, cache_read: 4, cache_write_1h: 3, output: 30, reasoning: 20 },
};
const finish = (reason: FinishReason, stopSequence: string | null = null): AnswerEvent => ({
  ...{ type: 'finish', reason, stopSequence },
});
const say = (text: string): AnswerEvent => ({ type: 'text', text });
const call = (number: number, signature: string | null = null): AnswerEvent => ({
  ...{ type: 'tool_call', call: number, id: `c${number}`, name: 'f', signature },
});
const args = (number: number, json: string): AnswerEvent => ({ type: 'tool_arguments', call: number, json });

function written(events: readonly AnswerEvent[], extension: string | null = null): string {
  const writer = anthropicMessages.writer(HEAD);
  return events.map((event) => writer.write(event)).join('') + writer.finish(extension);
}

const eventsIn = (stream: string): Record<string, unknown>[] =>
  [...stream.matchAll(/^data: (.*)$/gm)].map(([, json]) => JSON.parse(json ?? '') as Record<string, unknown>);

/** What the official client makes of a stream. */
function accumulated(stream: string): Promise<Anthropic.Message> {
  const headers = { 'content-type': 'text/event-stream' };
  const client = new Anthropic({
    ...{ apiKey: 'k', maxRetries: 0 },
    fetch: () => Promise.resolve(new Response(stream, { headers })),
  });
  return client.messages
    .stream({ model: 'm', max_tokens: 1, messages: [{ role: 'user', content: 'x' }] })
    .finalMessage();
}

const contentOf = (events: readonly AnswerEvent[]): unknown => anthropicMessages.writer(HEAD).whole(events)['content'];

describe('a stream to a caller', () => {
  it('is the sequence of events that clients expect, with x_bursar where it ends', () => {
    const stream = written([START, say('Hi'), say('!'), USAGE, finish('stop'), { type: 'end' }], '{"cost_usd":"0.1"}');
    expect(eventsIn(stream)).toEqual([
      {
        type: 'message_start',
        message: expect.objectContaining({
          ...{ id: 'msg_1', type: 'message', role: 'assistant', model: 'gpt', content: [], stop_reason: null },
          usage: expect.objectContaining({ input_tokens: 0, output_tokens: 0 }),
        }),
      },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '', citations: null } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hi' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: '!' } },
      { type: 'content_block_stop', index: 0 },
      {
        type: 'message_delta',
        delta: { container: null, stop_reason: 'end_turn', stop_sequence: null, stop_details: null },
        usage: expect.objectContaining({ input_tokens: 10, output_tokens: 50 }),
        x_bursar: { cost_usd: '0.1' },
      },
      { type: 'message_stop' },
    ]);
    expect(stream.startsWith('event: message_start\ndata: ')).toBe(true);
  });

  it('holds the end back until it is known', () => {
    const writer = anthropicMessages.writer(HEAD);
    expect([finish('stop'), USAGE, { type: 'end' } as const].map((event) => writer.write(event))).toEqual(['', '', '']);
  });

  it('begins by itself where a provider does not', () => {
    expect(eventsIn(written([say('Hi')]))[0]).toMatchObject({ message: { model: 'smart' } });
  });

  it('gives the official client thoughts, text, calls, usage and the reason', async () => {
    const events: AnswerEvent[] = [
      ...[START, { type: 'reasoning', text: 'h' } as const, { type: 'reasoning', text: 'm' } as const],
      { type: 'reasoning_signature', signature: 'bursar:openai_responses:s', redacted: false },
      { type: 'reasoning_signature', signature: 'bursar:openai_responses:e', redacted: true },
      ...[say('Hi'), call(0, 'bursar:google_generate:g'), args(0, '{"a":'), args(0, '1}'), call(1)],
      ...[USAGE, finish('tool_calls'), { type: 'end' } as const],
    ];
    const message = await accumulated(written(events));
    const direct = { type: 'direct' };
    expect(message.content).toEqual([
      { type: 'thinking', thinking: 'hm', signature: 'bursar:openai_responses:s' },
      { type: 'redacted_thinking', data: 'bursar:openai_responses:e' },
      { type: 'text', text: 'Hi', citations: null },
      { type: 'redacted_thinking', data: 'bursar-call:bursar:google_generate:g' },
      { type: 'tool_use', id: 'c0', name: 'f', input: { a: 1 }, caller: direct },
      { type: 'tool_use', id: 'c1', name: 'f', input: {}, caller: direct },
    ]);
    expect(message).toMatchObject({ stop_reason: 'tool_use', model: 'gpt' });
    expect(message.usage).toMatchObject({
      ...{ input_tokens: 10, cache_read_input_tokens: 4, cache_creation_input_tokens: 3, output_tokens: 50 },
      output_tokens_details: { thinking_tokens: 20 },
    });
  });

  it('gives the official client calls whose arguments come in turns', async () => {
    const events = [START, call(0), args(0, '{"a"'), call(1), args(1, '{"b"'), args(0, ':1}'), args(1, ':2}')];
    const { content } = await accumulated(written([...events, finish('tool_calls')]));
    expect(content.map((block) => (block.type === 'tool_use' ? block.input : null))).toEqual([{ a: 1 }, { b: 2 }]);
  });

  it('closes one call before the next where their arguments come one after the other', () => {
    const kinds = eventsIn(written([START, call(0), args(0, '{}'), call(1), args(1, '{}')])).map(
      ({ type, index }) => `${String(type)} ${String(index)}`,
    );
    expect(kinds.slice(1, -2)).toEqual([
      ...['content_block_start 0', 'content_block_delta 0', 'content_block_stop 0'],
      ...['content_block_start 1', 'content_block_delta 1', 'content_block_stop 1'],
    ]);
  });

  it('gives the official client the same as a whole answer, whatever the events', async () => {
    const pieces = fc.oneof(
      fc.string({ minLength: 1 }).map(say),
      fc.string({ minLength: 1 }).map((text): AnswerEvent => ({ type: 'reasoning', text })),
      fc.boolean().map((redacted): AnswerEvent => ({ type: 'reasoning_signature', signature: 's', redacted })),
      fc.nat({ max: 9 }).map((number) => call(number)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { minLength: 1, maxLength: 12 }), async (some) => {
        const events = [START, ...numbered(some), finish('stop')];
        const { content } = await accumulated(written(events));
        expect(JSON.parse(JSON.stringify(content))).toEqual(contentOf(events));
      }),
      { numRuns: 50 },
    );
  });

  it('is read again as the same answer by the reader of Anthropic’s own streams', () => {
    const events = [START, say('Hi'), call(0), args(0, '{"a":1}'), call(1), args(1, '{}'), USAGE, finish('length')];
    const reader = anthropicMessages.reader();
    const again = eventsIn(written(events)).flatMap((event) =>
      reader.read({ name: null, data: JSON.stringify(event) }),
    );
    expect(again.filter(({ type }) => type !== 'usage' && type !== 'start' && type !== 'end')).toEqual(
      events.filter(({ type }) => type !== 'usage' && type !== 'start'),
    );
    expect(again.findLast(({ type }) => type === 'usage')).toEqual(USAGE);
  });

  it('raises the official client’s error where it breaks off', async () => {
    const error = new BursarError('provider_failed', { provider: 'p', failure_class: 'timeout', problem: 'late' });
    const stream = anthropicMessages.writer(HEAD).write(START) + anthropicMessages.errorEvent(error, 'req_1');
    await expect(accumulated(stream)).rejects.toMatchObject({
      ...{ type: 'api_error', apiMessage: error.message, errorCode: 'provider_failed' },
    });
  });
});

/** Calls counted from 0 as they begin, each with its arguments behind it. */
function numbered(events: readonly AnswerEvent[]): AnswerEvent[] {
  let calls = 0;
  return events.flatMap((event) => {
    if (event.type !== 'tool_call') return [event];
    const number = calls++;
    return [call(number), args(number, `{"n":${number}}`)];
  });
}

describe('a whole answer to a caller', () => {
  it('is a message', () => {
    const message = anthropicMessages
      .writer(HEAD)
      .whole([START, say('Hi'), call(0), args(0, '{"broken'), USAGE, finish('stop', 'END'), { type: 'end' }]);
    expect(message).toEqual({
      ...{ id: 'msg_1', type: 'message', role: 'assistant', model: 'gpt' },
      content: [
        { type: 'text', text: 'Hi', citations: null },
        {
          ...{ type: 'tool_use', id: 'c0', name: 'f', caller: { type: 'direct' } },
          // Nothing of it is lost, and it is text again on its way back.
          input: { arguments_as_written: '{"broken' },
        },
      ],
      ...{ stop_reason: 'stop_sequence', stop_sequence: 'END', stop_details: null, container: null },
      usage: {
        ...{ input_tokens: 10, cache_creation_input_tokens: 3, cache_read_input_tokens: 4, output_tokens: 50 },
        cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 3 },
        output_tokens_details: { thinking_tokens: 20 },
        ...{ server_tool_use: null, service_tier: null },
      },
    });
  });

  it.each<[FinishReason, string]>([
    ['stop', 'end_turn'],
    ['length', 'max_tokens'],
    ['tool_calls', 'tool_use'],
    ['content_filter', 'refusal'],
    ['refusal', 'refusal'],
    ['pause', 'pause_turn'],
  ])('that ends by %s says %s', (reason, expected) => {
    expect(anthropicMessages.writer(HEAD).whole([START, finish(reason)])).toMatchObject({ stop_reason: expected });
  });

  it('says that the model refused, and what it said', () => {
    const refusal: AnswerEvent = { type: 'refusal', text: 'I will not' };
    expect(anthropicMessages.writer(HEAD).whole([START, refusal, finish('stop')])).toMatchObject({
      ...{ content: [{ type: 'text', text: 'I will not' }], stop_reason: 'refusal' },
      stop_details: { type: 'refusal', category: null, explanation: 'I will not' },
    });
  });
});
