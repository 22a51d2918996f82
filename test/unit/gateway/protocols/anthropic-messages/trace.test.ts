/** What a stream that passes unchanged tells of itself. */
import fc from 'fast-check';
import type { StreamFault } from '../../../../../src/gateway/domain/conversation/answer';
import { AnthropicTrace } from '../../../../../src/gateway/protocols/anthropic-messages';
import type { TraceStep } from '../../../../../src/gateway/protocols/dialect';
import { NO_USAGE } from '../../../../../src/shared/domain/usage';

/** As the relay reads bytes. */
const latin1 = (text: string): string => Buffer.from(text).toString('latin1');

const follow = (events: readonly object[]): TraceStep[] => {
  const trace = new AnthropicTrace();
  return events.map((event) => trace.take({ name: null, data: latin1(JSON.stringify(event)) }));
};
const START = { type: 'message_start', message: { usage: { input_tokens: 9, output_tokens: 1 } } };
const STOP = { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 7 } };
const block = (content_block: object): object => ({ type: 'content_block_start', index: 0, content_block });
const delta = (piece: object): object => ({ type: 'content_block_delta', index: 0, delta: piece });

describe('AnthropicTrace', () => {
  it('tells the parts of a stream apart', () => {
    const steps = follow([
      ...[{ type: 'ping' }, START, START, block({ type: 'text', text: '' })],
      ...[delta({ type: 'text_delta', text: 'Hä' }), delta({ type: 'thinking_delta', thinking: 'hm' })],
      ...[
        delta({ type: 'input_json_delta', partial_json: '{}' }),
        delta({ type: 'signature_delta', signature: 'sig' }),
      ],
      ...[
        { type: 'content_block_stop', index: 0 },
        { type: 'message_delta', delta: {}, usage: { output_tokens: 5 } },
      ],
      ...[STOP, { type: 'ping' }, { type: 'message_stop' }],
    ]);
    expect(steps.map(({ kind }) => kind)).toEqual([
      ...['head', 'head', 'head', 'head', 'content', 'content', 'content', 'content', 'content', 'head'],
      ...['finish', 'tail', 'end'],
    ]);
    expect(steps.reduce((sum, { textBytes }) => sum + textBytes, 0)).toBe(3 + 2 + 2);
  });

  it('knows the usage of the start, and the totals of the end in its place', () => {
    const [start, stop] = follow([START, STOP]);
    expect(start?.told?.usage).toEqual({ ...NO_USAGE, input: 9, output: 1 });
    expect(stop?.told?.usage).toEqual({ ...NO_USAGE, input: 9, output: 7 });
  });

  it('takes a call, and what a hosted tool does, for a piece of the answer', () => {
    const steps = follow([block({ type: 'tool_use', name: 'f' }), block({ type: 'server_tool_use' })]);
    expect(steps.map(({ kind }) => kind)).toEqual(['content', 'content']);
  });

  it.each<[string, string, StreamFault]>([
    [
      'an error',
      '{"type":"error","error":{"type":"overloaded_error","message":"Überladen"}}',
      { kind: 'provider_error', problem: latin1('Überladen') },
    ],
    ['an error without words', '{"type":"error"}', { kind: 'provider_error', problem: 'no message' }],
    ['no JSON', '<html>', { kind: 'garbage', problem: 'an event that is no JSON object' }],
  ])('tells %s as a fault', (_what, data, fault) => {
    expect(new AnthropicTrace().take({ name: null, data: latin1(data) })).toMatchObject({ kind: 'fault', fault });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (data) => void new AnthropicTrace().take({ name: null, data })),
    );
  });
});
