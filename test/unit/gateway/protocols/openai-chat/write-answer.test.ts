/** Answers for callers that speak chat, as the official SDK takes them. */
import fc from 'fast-check';
import OpenAI from 'openai';
import type { AnswerEvent, FinishReason } from '../../../../../src/gateway/domain/conversation/answer';
import { openAiChat } from '../../../../../src/gateway/protocols/openai-chat/index';
import { writeChatUsage } from '../../../../../src/gateway/protocols/openai-chat/usage';
import { readOpenAiUsage } from '../../../../../src/gateway/protocols/openai-usage';
import { BursarError } from '../../../../../src/shared/errors';
import { NO_USAGE, type Usage } from '../../../../../src/shared/domain/usage';

const HEAD = { requestId: 'r1', requestedModel: 'tier:fast', createdAtMs: 1_700_000_000_999, includeUsage: true };
const USAGE: Usage = { ...NO_USAGE, input: 5, cache_read: 3, output: 7, reasoning: 2 };
const EXTENSION = '{"decision_id":"d1"}';

const START: AnswerEvent = { type: 'start', id: 'x', model: 'claude' };
const finish = (reason: FinishReason): AnswerEvent => ({ type: 'finish', reason, stopSequence: null });
const END: readonly AnswerEvent[] = [{ type: 'usage', tier: null, usage: USAGE }, { type: 'end' }];
const call = (at: number, id: string, signature: string | null = null): AnswerEvent => ({
  ...{ type: 'tool_call', call: at, id, name: 'f', signature },
});

/** A thoughtful answer with two calls of tools, whose arguments come in turns. */
const ANSWER: readonly AnswerEvent[] = [
  START,
  { type: 'reasoning', text: 'Hm, ' },
  { type: 'reasoning', text: 'well.' },
  { type: 'reasoning_signature', signature: 'bursar:anthropic_messages:s', redacted: false },
  { type: 'reasoning_signature', signature: 'bursar:anthropic_messages:e', redacted: true },
  { type: 'text', text: 'One ' },
  { type: 'text', text: 'moment.\n"\u2028' },
  call(0, 'a', 'bursar:google_generate:g'),
  { type: 'tool_arguments', call: 0, json: '{"x"' },
  call(1, 'b'),
  { type: 'tool_arguments', call: 1, json: '{}' },
  { type: 'tool_arguments', call: 0, json: ':1}' },
  finish('tool_calls'),
  ...END,
];

const THOUGHTS = [
  { type: 'reasoning.text', text: 'Hm, well.', signature: 'bursar:anthropic_messages:s', index: 0 },
  { type: 'reasoning.encrypted', data: 'bursar:anthropic_messages:e', index: 1 },
];

function streamText(events: readonly AnswerEvent[], head = HEAD): string {
  const writer = openAiChat.writer(head);
  return [...events.map((event) => writer.write(event)), writer.finish(EXTENSION)].join('');
}

/** What the official client makes of the stream. */
async function accumulated(text: string): Promise<OpenAI.ChatCompletion> {
  const client = new OpenAI({
    apiKey: 'k',
    fetch: () => Promise.resolve(new Response(text, { headers: { 'content-type': 'text/event-stream' } })),
  });
  return client.chat.completions
    .stream({ model: 'm', messages: [{ role: 'user', content: 'x' }] })
    .finalChatCompletion();
}

const whole = (events: readonly AnswerEvent[]): Readonly<Record<string, unknown>> =>
  openAiChat.writer(HEAD).whole(events);

describe('a stream for a chat caller', () => {
  it('is what the official SDK takes for the answer', async () => {
    const completion = await accumulated(streamText(ANSWER));
    expect(completion).toMatchObject({
      ...{ id: 'chatcmpl-r1', object: 'chat.completion', created: 1_700_000_000, model: 'claude' },
      x_bursar: { decision_id: 'd1' },
      usage: { prompt_tokens: 8, completion_tokens: 9, total_tokens: 17 },
      choices: [
        {
          finish_reason: 'tool_calls',
          message: {
            content: 'One moment.\n"\u2028',
            reasoning_details: THOUGHTS,
            tool_calls: [
              { id: 'a', type: 'function', function: { name: 'f', arguments: '{"x":1}' } },
              { id: 'b', type: 'function', function: { name: 'f', arguments: '{}' } },
            ],
          },
        },
      ],
    });
  });

  it('is a row of published chunks, the extension in the one that finishes it', () => {
    const text = streamText([START, { type: 'text', text: 'Yes' }, finish('stop'), ...END]);
    const chunks = text
      .split('\n\n')
      .filter((event) => event !== '')
      .map((event) => event.slice('data: '.length));
    const common = { id: 'chatcmpl-r1', object: 'chat.completion.chunk', created: 1_700_000_000, model: 'claude' };
    const choice = (delta: object, finish_reason: string | null): object => ({
      ...common,
      choices: [{ index: 0, delta, logprobs: null, finish_reason }],
      usage: null,
    });
    expect(chunks.slice(0, -1).map((json) => JSON.parse(json) as unknown)).toEqual([
      choice({ role: 'assistant', content: '' }, null),
      choice({ content: 'Yes' }, null),
      { ...choice({}, 'stop'), x_bursar: { decision_id: 'd1' } },
      { ...common, choices: [], usage: writeChatUsage(USAGE) },
    ]);
    expect(chunks.at(-1)).toBe('[DONE]');
  });

  it('tells usage only to those who ask, and only what is known', () => {
    const unasked = streamText([START, finish('stop'), ...END], { ...HEAD, includeUsage: false });
    expect(unasked).not.toContain('usage');
    const unknown = streamText([START, finish('stop'), { type: 'end' }]);
    expect(unknown).not.toContain('"usage":{');
  });

  it.each<[FinishReason, string]>([
    ['stop', 'stop'],
    ['length', 'length'],
    ['tool_calls', 'tool_calls'],
    ['content_filter', 'content_filter'],
    ['refusal', 'content_filter'],
    ['pause', 'stop'],
  ])('finishes %s as %s', (reason, said) => {
    expect(streamText([START, finish(reason)])).toContain(`"finish_reason":"${said}"`);
    expect(whole([START, finish(reason)])).toMatchObject({ choices: [{ finish_reason: said }] });
  });

  it('stops after a refusal in words', async () => {
    const events: AnswerEvent[] = [START, { type: 'refusal', text: 'No.' }, finish('refusal'), ...END];
    const { choices } = await accumulated(streamText(events));
    expect(choices[0]).toMatchObject({ finish_reason: 'stop', message: { refusal: 'No.' } });
  });

  it('keeps thoughts readable for those who join them', () => {
    expect(streamText(ANSWER)).toContain('"delta":{"reasoning_content":"Hm, "}');
  });
});

describe('a whole answer for a chat caller', () => {
  it('is the published object', () => {
    expect(whole(ANSWER)).toEqual({
      ...{ id: 'chatcmpl-r1', object: 'chat.completion', created: 1_700_000_000, model: 'claude' },
      choices: [
        {
          index: 0,
          message: {
            ...{ role: 'assistant', content: 'One moment.\n"\u2028', refusal: null, reasoning_content: 'Hm, well.' },
            reasoning_details: THOUGHTS,
            tool_calls: [
              {
                ...{ id: 'a', type: 'function', function: { name: 'f', arguments: '{"x":1}' } },
                extra_content: { google: { thought_signature: 'bursar:google_generate:g' } },
              },
              { id: 'b', type: 'function', function: { name: 'f', arguments: '{}' } },
            ],
          },
          logprobs: null,
          finish_reason: 'tool_calls',
        },
      ],
      usage: writeChatUsage(USAGE),
    });
  });

  it('says what was not said as null, and nothing of usage that nobody told', () => {
    const answer = whole([{ ...START, model: '' }, finish('stop')]);
    expect(answer).toMatchObject({ model: 'tier:fast', choices: [{ message: { content: null, refusal: null } }] });
    expect(answer).not.toHaveProperty('usage');
  });

  it('comes back as the conversation that it was', () => {
    const { choices } = whole(ANSWER) as unknown as OpenAI.ChatCompletion;
    const { turns } = openAiChat.conversation({ model: 'm', messages: [choices[0]?.message] });
    expect(turns[0]?.parts).toMatchObject([
      { type: 'reasoning', text: 'Hm, well.', signature: 'bursar:anthropic_messages:s', redacted: false },
      { type: 'reasoning', text: '', signature: 'bursar:anthropic_messages:e', redacted: true },
      { type: 'text', text: 'One moment.\n"\u2028' },
      { type: 'tool_call', id: 'a', arguments: '{"x":1}', signature: 'bursar:google_generate:g' },
      { type: 'tool_call', id: 'b', arguments: '{}', signature: null },
    ]);
  });

  it('has the same events when it is read again', () => {
    const { model, ...answer } = whole([START, { type: 'text', text: 'Yes' }, call(0, 'a'), finish('length'), ...END]);
    expect(openAiChat.reader().whole({ ...answer, model })).toEqual([
      { type: 'start', id: 'chatcmpl-r1', model: 'claude' },
      { type: 'text', text: 'Yes' },
      call(0, 'a'),
      ...END.slice(0, 1),
      finish('length'),
      { type: 'end' },
    ]);
  });
});

describe('usage in chat', () => {
  it('is read back as it was written: the buckets sum to the total', () => {
    const tokens = fc.nat({ max: 1_000_000 });
    // There is one bucket for what is written to a cache.
    const buckets = fc.record({
      ...{ input: tokens, cache_read: tokens, cache_write_5m: tokens, cache_write_1h: fc.constant(0) },
      ...{ output: tokens, reasoning: tokens, audio_input: tokens, audio_output: tokens, image_input: tokens },
    });
    fc.assert(
      fc.property(buckets, (usage) => {
        const written = writeChatUsage(usage);
        expect(readOpenAiUsage(written)).toEqual(usage);
        expect(written['total_tokens']).toBe(Object.values(usage).reduce((sum, bucket) => sum + bucket, 0));
      }),
    );
  });
});

describe('an error for a chat caller', () => {
  const error = new BursarError('provider_failed', { provider: 'p', failure_class: 'server_error', problem: 'x' });

  it('is what the official SDK raises, even within a stream', async () => {
    expect(openAiChat.error(error, 'r1')).toMatchObject({ error: { code: 'provider_failed', request_id: 'r1' } });
    const begun = openAiChat.writer(HEAD).write(START);
    await expect(accumulated(begun + openAiChat.errorEvent(error, 'r1'))).rejects.toMatchObject({
      code: 'provider_failed',
    });
  });
});
