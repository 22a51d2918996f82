/** Answers of any provider in the words of OpenAI's Responses, read by the official SDK. */
import fc from 'fast-check';
import type { AnswerEvent, FinishReason } from '../../../../../src/gateway/domain/conversation/answer';
import { bindSignature } from '../../../../../src/gateway/protocols/bound-signature';
import { openAiResponses } from '../../../../../src/gateway/protocols/openai-responses';
import { BursarError } from '../../../../../src/shared/errors';
import { accumulated, clientOf, ending, eventsOf, HEAD, START, streamOf } from './answers';

const text = (words: string): AnswerEvent => ({ type: 'text', text: words });
const call = (at: number, signature: string | null = null): AnswerEvent => ({
  ...{ type: 'tool_call', call: at, id: `c${at}`, name: 'f', signature },
});
const json = (at: number, piece: string): AnswerEvent => ({ type: 'tool_arguments', call: at, json: piece });

const EVERYTHING: AnswerEvent[] = [
  START,
  { type: 'reasoning', text: 'Let me ' },
  { type: 'reasoning', text: 'see' },
  { type: 'reasoning_signature', signature: bindSignature('anthropic_messages', 'sig'), redacted: false },
  { type: 'reasoning_signature', signature: bindSignature('anthropic_messages', 'secret'), redacted: true },
  text('Hel'),
  text('lo'),
  { type: 'refusal', text: 'but no' },
  call(0),
  call(1, bindSignature('google_generate', 'thought')),
  json(0, '{"a"'),
  json(1, '{'),
  json(0, ':1}'),
  json(1, '}'),
  ...ending('tool_calls'),
];

describe('a stream of Responses', () => {
  it('names every event, numbers them and ends in the response', () => {
    const events = eventsOf(streamOf([START, text('Hel'), text('lo'), ...ending('stop')]));
    expect(events.map(({ type }) => type)).toEqual([
      ...['response.created', 'response.in_progress', 'response.output_item.added', 'response.content_part.added'],
      ...['response.output_text.delta', 'response.output_text.delta', 'response.output_text.done'],
      ...['response.content_part.done', 'response.output_item.done', 'response.completed'],
    ]);
    expect(events.map(({ sequence_number: number }) => number)).toEqual(events.map((_event, at) => at));
  });

  it('is accepted by the official SDK with everything in it', async () => {
    const response = await accumulated(streamOf(EVERYTHING));
    expect(response).toMatchObject({
      ...{ id: 'resp_01', object: 'response', created_at: 1_700_000_000, status: 'completed', model: 'claude' },
      output_text: 'Hello',
      usage: {
        ...{ input_tokens: 15, input_tokens_details: { cached_tokens: 5, cache_write_tokens: 0 } },
        ...{ output_tokens: 10, output_tokens_details: { reasoning_tokens: 3 }, total_tokens: 25 },
      },
      x_bursar: { decision_id: 'dec_1', cost_usd: '0.000001' },
    });
    const callItem = { type: 'function_call', status: 'completed', name: 'f' };
    expect(response.output).toMatchObject([
      {
        ...{ id: 'rs_01_0', type: 'reasoning', summary: [{ type: 'summary_text', text: 'Let me see' }] },
        encrypted_content: 'bursar:anthropic_messages:sig',
      },
      { id: 'rs_01_1', summary: [], encrypted_content: 'bursar:redacted:bursar:anthropic_messages:secret' },
      {
        ...{ id: 'msg_01_2', type: 'message', role: 'assistant', status: 'completed' },
        content: [
          { type: 'output_text', text: 'Hello' },
          { type: 'refusal', refusal: 'but no' },
        ],
      },
      { ...callItem, id: 'fc_01_3', call_id: 'c0', arguments: '{"a":1}' },
      { type: 'reasoning', encrypted_content: 'bursar:call:bursar:google_generate:thought' },
      { ...callItem, id: 'fc_01_5', call_id: 'c1', arguments: '{}' },
    ]);
  });

  it('says the same in pieces and whole', async () => {
    const whole = openAiResponses.writer(HEAD).whole(EVERYTHING);
    const terminal = eventsOf(streamOf(EVERYTHING, null)).at(-1);
    expect(terminal).toMatchObject({ type: 'response.completed', response: whole });
    expect((await accumulated(streamOf(EVERYTHING, null))).output).toMatchObject(whole['output'] as object[]);
  });

  it('comes back as it went when its output is the next input', () => {
    const { output } = openAiResponses.writer(HEAD).whole(EVERYTHING);
    const [turn] = openAiResponses.conversation({ input: output }).turns;
    const sig = (words: string): string => bindSignature('anthropic_messages', words);
    expect(turn?.parts).toMatchObject([
      { type: 'reasoning', text: 'Let me see', signature: sig('sig'), redacted: false },
      { type: 'reasoning', text: '', signature: sig('secret'), redacted: true },
      { type: 'text', text: 'Hello' },
      { type: 'refusal', text: 'but no' },
      { type: 'tool_call', id: 'c0', arguments: '{"a":1}', signature: null },
      { type: 'tool_call', id: 'c1', arguments: '{}', signature: bindSignature('google_generate', 'thought') },
    ]);
  });

  it.each<[FinishReason, string, string | null]>([
    ['stop', 'completed', null],
    ['tool_calls', 'completed', null],
    ['refusal', 'completed', null],
    ['length', 'incomplete', 'max_output_tokens'],
    ['content_filter', 'incomplete', 'content_filter'],
    ['pause', 'incomplete', 'max_messages'],
  ])('that finishes by %s is %s', async (finish, status, reason) => {
    const response = await accumulated(streamOf([START, text('Hello'), ...ending(finish)]));
    expect(response.status).toBe(status);
    expect(response.incomplete_details).toEqual(reason === null ? null : { reason });
  });

  it('says that its usage is not known, and not that it is zero', () => {
    const events: AnswerEvent[] = [START, { type: 'finish', reason: 'stop', stopSequence: null }, { type: 'end' }];
    expect(openAiResponses.writer(HEAD).whole(events)).toMatchObject({ usage: null, output: [] });
  });

  it('hears the start once and names the model that was asked for where none is told', () => {
    const start: AnswerEvent = { type: 'start', id: '', model: '' };
    const events = eventsOf(streamOf([start, start, ...ending('stop')]));
    expect(events.map(({ type }) => type)).toEqual(['response.created', 'response.in_progress', 'response.completed']);
    expect(events[0]).toMatchObject({ response: { model: 'smart' } });
  });

  it('is accepted by the official SDK whatever the answer is made of', async () => {
    const words = fc.string({ minLength: 1 });
    const piece = fc.oneof(
      words.map(text),
      words.map((refusal): AnswerEvent => ({ type: 'refusal', text: refusal })),
      words.map((thought): AnswerEvent => ({ type: 'reasoning', text: thought })),
      fc.record({
        ...{ type: fc.constant('reasoning_signature' as const), signature: words, redacted: fc.boolean() },
      }),
      fc.nat({ max: 3 }).map((at) => json(at, '{}')),
      fc.constant('call' as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 20 }), async (pieces) => {
        let calls = 0;
        const events = pieces.map((made) => (made === 'call' ? call(calls++) : made));
        const all = [START, ...events, ...ending('stop')];
        const response = await accumulated(streamOf(all, null));
        const { output } = openAiResponses.writer(HEAD).whole(all);
        expect(response.output).toMatchObject(output as object[]);
      }),
    );
  });
});

describe('an error', () => {
  const error = new BursarError('invalid_request', { path: 'input[0]', problem: 'must be an object' });

  it('has the shape that the SDKs raise', () => {
    expect(openAiResponses.error(error, 'req_01')).toMatchObject({
      error: { type: 'invalid_request_error', code: 'invalid_request', param: 'input[0]', request_id: 'req_01' },
    });
  });

  it('within a stream is raised by the SDK, helper or not', async () => {
    const stream = streamOf([START, text('Hel')]).split('event: response.output_text.done')[0] ?? '';
    const broken = stream + openAiResponses.errorEvent(error, 'req_01');
    await expect(accumulated(broken)).rejects.toMatchObject({ code: 'invalid_request', param: 'input[0]' });
    const events = await clientOf(broken).responses.create({ model: 'm', input: 'x', stream: true });
    const read = async (): Promise<number> => {
      let count = 0;
      for await (const event of events) count += event.sequence_number;
      return count;
    };
    await expect(read()).rejects.toMatchObject({ code: 'invalid_request' });
    expect(eventsOf(broken).at(-1)).toMatchObject({
      ...{ type: 'error', code: 'invalid_request', param: 'input[0]', sequence_number: 0 },
      message: 'input[0]: must be an object.',
    });
  });
});
