/** Answers of OpenAI's Responses as a provider, as events. */
import fc from 'fast-check';
import type { AnswerEvent } from '../../../../../src/gateway/domain/conversation/answer';
import type { JsonObject } from '../../../../../src/gateway/protocols/dialect';
import { openAiResponses } from '../../../../../src/gateway/protocols/openai-responses';
import { NO_USAGE } from '../../../../../src/shared/domain/usage';
import { ending, eventsOf, HEAD, START, streamOf, USAGE } from './answers';

/** As the line `event:` gives it: text, whatever JSON stands in its place. */
const nameOf = ({ type }: JsonObject): string => (typeof type === 'string' ? type : JSON.stringify(type));

const readAll = (events: readonly JsonObject[]): AnswerEvent[] => {
  const reader = openAiResponses.reader();
  return events.flatMap((event) => reader.read({ name: nameOf(event), data: JSON.stringify(event) }));
};

const wireUsage = { input_tokens: 3, output_tokens: 4, total_tokens: 7 };
const usage = { type: 'usage', usage: { ...NO_USAGE, input: 3, output: 4 }, tier: null };
const start = { type: 'start', id: 'resp_1', model: 'gpt' };
const created = { type: 'response.created', response: { id: 'resp_1', model: 'gpt', status: 'in_progress' } };
const finish = (reason: string): object[] => [{ type: 'finish', reason, stopSequence: null }, { type: 'end' }];

const THOUGHT = {
  ...{ type: 'reasoning', id: 'rs_1', encrypted_content: 'gA==' },
  summary: [
    { type: 'summary_text', text: 'One' },
    { type: 'summary_text', text: 'Two' },
  ],
};
const MESSAGE = {
  ...{ type: 'message', id: 'msg_1', role: 'assistant', status: 'completed' },
  content: [{ type: 'output_text', text: 'Hello', annotations: [] }],
};
const CALL = { type: 'function_call', id: 'fc_1', call_id: 'c1', name: 'f', arguments: '{"a":1}' };
const SEARCH = { type: 'web_search_call', id: 'ws_1', status: 'completed' };
const OUTPUT = [THOUGHT, SEARCH, MESSAGE, CALL];

const TOLD = [
  start,
  { type: 'reasoning', text: 'One\n\nTwo' },
  { type: 'reasoning_signature', signature: 'bursar:openai_responses:gA==', redacted: false },
  { type: 'text', text: 'Hello' },
  { type: 'tool_call', call: 0, id: 'c1', name: 'f', signature: null },
  { type: 'tool_arguments', call: 0, json: '{"a":1}' },
  usage,
  ...finish('tool_calls'),
];

const answer = (more: object): JsonObject => ({
  ...{ id: 'resp_1', model: 'gpt', status: 'completed', output: [MESSAGE], usage: wireUsage },
  ...more,
});
const whole = (more: object): readonly AnswerEvent[] => openAiResponses.reader().whole(answer(more));

describe('a whole answer of Responses', () => {
  it('is told item by item, without those of tools that OpenAI runs', () => {
    expect(whole({ output: OUTPUT })).toEqual(TOLD);
  });

  it.each<[string, object, object[]]>([
    ['a text', {}, finish('stop')],
    ['a refusal', { output: [{ type: 'message', content: [{ type: 'refusal', refusal: 'No' }] }] }, finish('refusal')],
    ['the limit', { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }, finish('length')],
    [
      'the filter',
      { status: 'incomplete', incomplete_details: { reason: 'content_filter' } },
      finish('content_filter'),
    ],
    ['many messages', { status: 'incomplete', incomplete_details: { reason: 'max_messages' } }, finish('pause')],
    ['what nobody knows', { status: 'incomplete', incomplete_details: { reason: 'toString' } }, finish('length')],
    ['what nobody says', { status: 'incomplete' }, finish('length')],
    ['silence', { status: null }, finish('stop')],
    [
      'failure',
      { status: 'failed', error: { code: 'server_error', message: 'Sorry' } },
      [{ type: 'error', fault: { kind: 'provider_error', problem: 'Sorry' } }],
    ],
    [
      'no end',
      { status: 'in_progress' },
      [{ type: 'error', fault: { kind: 'garbage', problem: 'a response that has not ended' } }],
    ],
  ])('that ends by %s says so, and its usage', (_what, more, end) => {
    expect(whole(more).slice(-1 - end.length)).toEqual([usage, ...end]);
  });

  it('without output is rubbish', () => {
    expect(whole({ output: undefined })).toEqual([
      { type: 'error', fault: { kind: 'garbage', problem: 'an answer without output' } },
    ]);
  });

  it('tells an encrypted thought of which nothing is readable', () => {
    const [, thought] = whole({ output: [{ ...THOUGHT, summary: [] }] });
    expect(thought).toEqual({
      ...{ type: 'reasoning_signature', signature: 'bursar:openai_responses:gA==', redacted: true },
    });
  });
});

const at = (index: number, event: object): JsonObject => ({ ...event, output_index: index });
const STREAM: JsonObject[] = [
  created,
  { type: 'response.in_progress', response: { id: 'resp_1' } },
  at(0, { type: 'response.output_item.added', item: { type: 'reasoning', id: 'rs_1', summary: [] } }),
  at(0, { type: 'response.reasoning_summary_part.added', summary_index: 0 }),
  at(0, { type: 'response.reasoning_summary_text.delta', delta: 'One' }),
  at(0, { type: 'response.reasoning_summary_part.added', summary_index: 1 }),
  at(0, { type: 'response.reasoning_summary_text.delta', delta: 'Two' }),
  at(0, { type: 'response.output_item.done', item: THOUGHT }),
  at(1, { type: 'response.output_item.added', item: SEARCH }),
  at(1, { type: 'response.web_search_call.searching' }),
  at(1, { type: 'response.output_item.done', item: SEARCH }),
  at(2, { type: 'response.output_item.added', item: { ...MESSAGE, content: [] } }),
  at(2, { type: 'response.output_text.delta', delta: 'Hel' }),
  at(2, { type: 'response.output_text.delta', delta: 'lo' }),
  at(2, { type: 'response.output_item.done', item: MESSAGE }),
  at(3, { type: 'response.output_item.added', item: { ...CALL, arguments: '' } }),
  at(3, { type: 'response.function_call_arguments.delta', delta: '{"a"' }),
  at(3, { type: 'response.function_call_arguments.delta', delta: ':1}' }),
  at(3, { type: 'response.function_call_arguments.done', arguments: '{"a":1}' }),
  at(3, { type: 'response.output_item.done', item: CALL }),
  { type: 'response.completed', response: answer({ output: OUTPUT }) },
  { type: 'response.completed', response: answer({ output: OUTPUT }) },
];

/** Pieces of one thing put together. */
function joined(events: readonly AnswerEvent[]): object[] {
  const all: Record<string, unknown>[] = [];
  for (const event of events) {
    const last = all.at(-1);
    const key = event.type === 'tool_arguments' ? 'json' : 'text';
    if (last?.['type'] === event.type && key in event) last[key] = String(last[key]) + String((event as never)[key]);
    else all.push({ ...event });
  }
  return all;
}

describe('a stream of Responses', () => {
  it('tells everything once', () => {
    expect(joined(readAll(STREAM))).toEqual(TOLD);
  });

  it.each([
    ['deltas', /\.delta$|part\.added$/],
    ['ends of items', /item\.done$/],
    ['items, but the last event has them', /delta$|item|part/],
  ])('tells everything without %s', (_what, left) => {
    const events = readAll(STREAM.filter(({ type }) => !left.test(String(type))));
    const told = joined(events);
    // Only the end of a thought has what OpenAI alone can read, so it may come behind what followed it.
    const byType = (of: readonly object[]): string[] => of.map((event) => JSON.stringify(event)).sort();
    expect(byType(told)).toEqual(byType(TOLD));
  });

  it.each(['response.completed', 'response.incomplete', 'response.failed'])('tells the usage of %s', (type) => {
    const events = readAll([created, { type, response: { usage: wireUsage } }]);
    expect(events.slice(0, 2)).toEqual([start, usage]);
    expect(events.at(-1)?.type).toBe(type === 'response.failed' ? 'error' : 'end');
  });

  it.each<[object, string]>([
    [{ type: 'error', code: 'x', message: 'Overloaded', param: null }, 'Overloaded'],
    [{ type: 'error', error: { message: 'Overloaded' } }, 'Overloaded'],
    [{ type: 'error' }, 'no message'],
  ])('tells the error in %j', (event, problem) => {
    expect(readAll([created, event as JsonObject]).at(-1)).toEqual({
      ...{ type: 'error', fault: { kind: 'provider_error', problem } },
    });
  });

  it('passes over the mark that other streams of OpenAI end with, and takes any other text for rubbish', () => {
    const reader = openAiResponses.reader();
    expect(reader.read({ name: null, data: '[DONE]' })).toEqual([]);
    expect(reader.read({ name: null, data: '<html>' })).toMatchObject([{ type: 'error', fault: { kind: 'garbage' } }]);
  });

  it('written for a caller is read as it was', () => {
    const events: AnswerEvent[] = [START, { type: 'text', text: 'Hello' }, ...ending('stop')];
    const read = readAll(eventsOf(streamOf(events)));
    expect(read).toEqual([{ type: 'start', id: 'resp_01', model: 'claude' }, ...events.slice(1)]);
    expect(openAiResponses.reader().whole(openAiResponses.writer(HEAD).whole(events))).toEqual(read);
    expect(read).toContainEqual({ type: 'usage', usage: USAGE, tier: null });
  });

  it('never throws, whatever stands in place of a member', () => {
    const event = fc.record({ at: fc.nat({ max: STREAM.length - 1 }), key: fc.string(), value: fc.jsonValue() });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 8 }), (mutations) => {
        const events = STREAM.map((given) => ({ ...given }));
        for (const { at: index, key, value } of mutations) {
          const keys = Object.keys(events[index] ?? {});
          const name = keys[key.length % keys.length] ?? key;
          events[index] = { ...events[index], [name]: value };
        }
        readAll(events);
        openAiResponses.reader().whole(answer({ output: events }));
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.jsonValue(), (output, any) => {
        openAiResponses.reader().whole({ output, usage: any, status: any, incomplete_details: any });
        openAiResponses.reader().read({ name: null, data: JSON.stringify(any) });
      }),
    );
  });
});
