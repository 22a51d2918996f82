/** What Anthropic answers, in no provider's words. */
import type Anthropic from '@anthropic-ai/sdk';
import fc from 'fast-check';
import type { AnswerEvent } from '../../../../../src/gateway/domain/conversation/answer';
import { anthropicMessages } from '../../../../../src/gateway/protocols/anthropic-messages';
import { NO_USAGE } from '../../../../../src/shared/domain/usage';

const USAGE: Anthropic.Usage = {
  ...{ input_tokens: 10, output_tokens: 1, cache_creation_input_tokens: null, cache_read_input_tokens: 4 },
  ...{ cache_creation: null, output_tokens_details: null, server_tool_use: null, service_tier: null },
  ...{ inference_geo: null, speed: null },
};

const message = (more: Partial<Anthropic.Message> = {}): Anthropic.Message => ({
  ...{ id: 'msg_1', type: 'message', role: 'assistant', model: 'claude', content: [], container: null },
  ...{ stop_reason: null, stop_sequence: null, stop_details: null, diagnostics: null, usage: USAGE },
  ...more,
});

const START: Anthropic.RawMessageStreamEvent = { type: 'message_start', message: message() };
const STARTED: AnswerEvent = { type: 'start', id: 'msg_1', model: 'claude' };
const FIRST_USAGE: AnswerEvent = {
  type: 'usage',
  tier: null,
  usage: { ...NO_USAGE, input: 10, cache_read: 4, output: 1 },
};

const blockStart = (index: number, block: unknown): Anthropic.RawContentBlockStartEvent =>
  ({ type: 'content_block_start', index, content_block: block }) as Anthropic.RawContentBlockStartEvent;
const delta = (index: number, piece: Anthropic.RawContentBlockDelta): Anthropic.RawContentBlockDeltaEvent => ({
  ...{ type: 'content_block_delta', index, delta: piece },
});
const blockStop = (index: number): Anthropic.RawContentBlockStopEvent => ({ type: 'content_block_stop', index });
const ended = (
  reason: Anthropic.StopReason,
  more: Partial<Anthropic.RawMessageDeltaEvent['delta']> = {},
): Anthropic.RawMessageDeltaEvent => ({
  type: 'message_delta',
  delta: { container: null, stop_details: null, stop_reason: reason, stop_sequence: null, ...more },
  usage: {
    ...{ output_tokens: 50, input_tokens: null, cache_creation_input_tokens: null, cache_read_input_tokens: null },
    ...{ output_tokens_details: { thinking_tokens: 20 }, server_tool_use: null },
  },
});
const LAST_USAGE: AnswerEvent = {
  type: 'usage',
  tier: null,
  usage: { ...NO_USAGE, input: 10, cache_read: 4, output: 30, reasoning: 20 },
};

function readStream(events: readonly (Anthropic.RawMessageStreamEvent | object)[]): readonly AnswerEvent[] {
  const reader = anthropicMessages.reader();
  return events.flatMap((event) => reader.read({ name: null, data: JSON.stringify(event) }));
}

describe('a stream of Anthropic’s', () => {
  it('brings thoughts, text and parallel calls in order, with the usage of its end', () => {
    const call = (id: string): object => ({ type: 'tool_use', id, name: 'f', input: {} });
    expect(
      readStream([
        START,
        { type: 'ping' },
        blockStart(0, { type: 'thinking', thinking: '', signature: '' }),
        delta(0, { type: 'thinking_delta', thinking: 'hm' }),
        delta(0, { type: 'signature_delta', signature: 'sig' }),
        blockStop(0),
        blockStart(1, { type: 'redacted_thinking', data: 'enc' }),
        blockStop(1),
        blockStart(2, { type: 'text', text: '' }),
        delta(2, { type: 'text_delta', text: 'Hi' }),
        blockStop(2),
        blockStart(3, call('c1')),
        delta(3, { type: 'input_json_delta', partial_json: '' }),
        delta(3, { type: 'input_json_delta', partial_json: '{"a":' }),
        delta(3, { type: 'input_json_delta', partial_json: '1}' }),
        blockStop(3),
        blockStart(4, call('c2')),
        blockStop(4),
        ended('tool_use'),
        { type: 'message_stop' },
      ]),
    ).toEqual([
      STARTED,
      FIRST_USAGE,
      { type: 'reasoning', text: 'hm' },
      { type: 'reasoning_signature', signature: 'bursar:anthropic_messages:sig', redacted: false },
      { type: 'reasoning_signature', signature: 'bursar:anthropic_messages:enc', redacted: true },
      { type: 'text', text: 'Hi' },
      { type: 'tool_call', call: 0, id: 'c1', name: 'f', signature: null },
      { type: 'tool_arguments', call: 0, json: '{"a":' },
      { type: 'tool_arguments', call: 0, json: '1}' },
      { type: 'tool_call', call: 1, id: 'c2', name: 'f', signature: null },
      { type: 'tool_arguments', call: 1, json: '{}' },
      LAST_USAGE,
      { type: 'finish', reason: 'tool_calls', stopSequence: null },
      { type: 'end' },
    ] satisfies AnswerEvent[]);
  });

  it('is begun once, even if its start comes twice', () => {
    expect(readStream([START, START])).toEqual([STARTED, FIRST_USAGE]);
  });

  it('keeps the text beside what the provider’s own tools did, and drops citations', () => {
    expect(
      readStream([
        blockStart(0, { type: 'server_tool_use', id: 's', name: 'web_search', input: {} }),
        delta(0, { type: 'input_json_delta', partial_json: '{"query":"x"}' }),
        blockStop(0),
        blockStart(1, { type: 'web_search_tool_result', tool_use_id: 's', content: [] }),
        blockStop(1),
        blockStart(2, { type: 'text', text: 'Found' }),
        delta(2, { type: 'citations_delta', citation: {} as never }),
      ]),
    ).toEqual([{ type: 'text', text: 'Found' }]);
  });

  it('takes arguments that come whole with their call', () => {
    const whole = blockStart(0, { type: 'tool_use', id: 'c', name: 'f', input: { a: 1 } });
    expect(readStream([whole, blockStop(0)]).slice(1)).toEqual([{ type: 'tool_arguments', call: 0, json: '{"a":1}' }]);
  });

  it.each<[Anthropic.StopReason, AnswerEvent[]]>([
    ['end_turn', [{ type: 'finish', reason: 'stop', stopSequence: null }]],
    ['max_tokens', [{ type: 'finish', reason: 'length', stopSequence: null }]],
    ['model_context_window_exceeded', [{ type: 'finish', reason: 'length', stopSequence: null }]],
    ['tool_use', [{ type: 'finish', reason: 'tool_calls', stopSequence: null }]],
    ['pause_turn', [{ type: 'finish', reason: 'pause', stopSequence: null }]],
    ['refusal', [{ type: 'finish', reason: 'refusal', stopSequence: null }]],
    ['of_tomorrow' as Anthropic.StopReason, [{ type: 'finish', reason: 'stop', stopSequence: null }]],
  ])('that ends by %s says so', (reason, events) => {
    expect(readStream([START, ended(reason)])).toEqual([STARTED, FIRST_USAGE, LAST_USAGE, ...events]);
  });

  it('tells the stop sequence, and why the model refused', () => {
    expect(readStream([ended('stop_sequence', { stop_sequence: 'END' })]).at(-1)).toEqual({
      ...{ type: 'finish', reason: 'stop', stopSequence: 'END' },
    });
    const details = { type: 'refusal', category: 'cyber', explanation: 'Not this' } as const;
    expect(readStream([ended('refusal', { stop_details: details })])).toContainEqual({
      type: 'refusal',
      text: 'Not this',
    });
  });

  it.each<[string, string, AnswerEvent]>([
    [
      'an error',
      '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}',
      { type: 'error', fault: { kind: 'provider_error', problem: 'Overloaded' } },
    ],
    [
      'half an event',
      '{"type":"content_bl',
      { type: 'error', fault: { kind: 'garbage', problem: 'an event that is no JSON object' } },
    ],
  ])('breaks off with %s', (_what, data, event) => {
    expect(anthropicMessages.reader().read({ name: null, data })).toEqual([event]);
  });

  it('goes by the name of an event whose data does not say its type', () => {
    const data = '{"delta":{"type":"text_delta","text":"x"},"index":0}';
    expect(anthropicMessages.reader().read({ name: 'content_block_delta', data })).toEqual([
      { type: 'text', text: 'x' },
    ]);
  });

  it('never throws, whatever stands anywhere in it', () => {
    const types = [
      ...['message_start', 'content_block_start', 'content_block_delta', 'content_block_stop', 'message_delta'],
      ...['message_stop', 'error', 'ping', 'of_tomorrow'],
    ];
    const blocks = ['text', 'thinking', 'redacted_thinking', 'tool_use', 'server_tool_use', 'input_json_delta'];
    const block = fc.record({
      type: fc.constantFrom(...blocks),
      text: fc.jsonValue(),
      input: fc.jsonValue(),
      id: fc.jsonValue(),
    });
    const event = fc.record({
      ...{ type: fc.constantFrom(...types), index: fc.jsonValue(), usage: fc.jsonValue() },
      ...{
        message: fc.jsonValue(),
        content_block: fc.oneof(block, fc.jsonValue()),
        delta: fc.oneof(block, fc.jsonValue()),
      },
    });
    fc.assert(
      fc.property(fc.array(event), fc.string(), (events, rubbish) => {
        readStream(events);
        anthropicMessages.reader().read({ name: null, data: rubbish });
      }),
    );
  });
});

describe('a whole answer of Anthropic’s', () => {
  const whole = (answer: object): readonly AnswerEvent[] =>
    anthropicMessages.reader().whole(answer as Record<string, unknown>);

  it('is its events in a row', () => {
    const direct = { type: 'direct' } as const;
    const answer = message({
      content: [
        { type: 'thinking', thinking: 'hm', signature: 'sig' },
        { type: 'text', text: 'Hi', citations: null },
        { type: 'tool_use', id: 'c1', name: 'f', input: { a: 1 }, caller: direct },
        { type: 'tool_use', id: 'c2', name: 'g', input: {}, caller: direct },
      ],
      stop_reason: 'tool_use',
    });
    expect(whole(answer)).toEqual([
      STARTED,
      { type: 'reasoning', text: 'hm' },
      { type: 'reasoning_signature', signature: 'bursar:anthropic_messages:sig', redacted: false },
      { type: 'text', text: 'Hi' },
      { type: 'tool_call', call: 0, id: 'c1', name: 'f', signature: null },
      { type: 'tool_arguments', call: 0, json: '{"a":1}' },
      { type: 'tool_call', call: 1, id: 'c2', name: 'g', signature: null },
      { type: 'tool_arguments', call: 1, json: '{}' },
      FIRST_USAGE,
      { type: 'finish', reason: 'tool_calls', stopSequence: null },
      { type: 'end' },
    ] satisfies AnswerEvent[]);
  });

  it.each<[string, object, AnswerEvent]>([
    [
      'an error',
      { type: 'error', error: { type: 'api_error', message: 'no' } },
      { type: 'error', fault: { kind: 'provider_error', problem: 'no' } },
    ],
    [
      'an answer of another shape',
      { choices: [] },
      { type: 'error', fault: { kind: 'garbage', problem: 'an answer without content' } },
    ],
  ])('is an error if it is %s', (_what, answer, event) => {
    expect(whole(answer)).toEqual([event]);
  });

  it('never throws, whatever it holds', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(message())), fc.jsonValue()), (answer) => {
        expect(whole(answer).length).toBeGreaterThan(0);
      }),
    );
  });
});
