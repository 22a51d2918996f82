/** Gemini's answers, whole and streamed, as events. */
import fc from 'fast-check';
import type { AnswerEvent } from '../../../../../src/gateway/domain/conversation/answer';
import type { JsonObject } from '../../../../../src/gateway/protocols/dialect';
import { googleGenerate } from '../../../../../src/gateway/protocols/google-generate/index';
import { NO_USAGE } from '../../../../../src/shared/domain/usage';
import { mutations } from '../mutations';

const HEAD = { responseId: 'r', modelVersion: 'gemini-3.8-flash' };
const START: AnswerEvent = { type: 'start', id: 'r', model: 'gemini-3.8-flash' };
const USAGE = { promptTokenCount: 5, candidatesTokenCount: 7, thoughtsTokenCount: 2, totalTokenCount: 14 };
const TOLD: AnswerEvent = { type: 'usage', tier: null, usage: { ...NO_USAGE, input: 5, output: 7, reasoning: 2 } };

const event = (parts: object[], more: object = {}): object => ({
  ...HEAD,
  candidates: [{ content: { role: 'model', parts }, index: 0, ...more }],
});
const stream = (...events: (object | string)[]): AnswerEvent[] => {
  const reader = googleGenerate.reader();
  return events.flatMap((one) => [
    ...reader.read({ name: null, data: typeof one === 'string' ? one : JSON.stringify(one) }),
  ]);
};
const finish = (reason: string): object => ({ type: 'finish', reason, stopSequence: null });
const said = (call: number, json: string): object => ({ type: 'tool_arguments', call, json });
const begun = (call: number, id: string, name: string, signature: string | null = null): object => ({
  ...{ type: 'tool_call', call, id, name, signature },
});

describe('a stream of Gemini', () => {
  it('is read event by event, and has no end of its own', () => {
    const events = stream(
      event([{ text: 'Hm', thought: true }]),
      { ...event([{ text: 'Yes' }]), usageMetadata: { promptTokenCount: 5, totalTokenCount: 5 } },
      { ...event([{ text: '.', thoughtSignature: 's' }], { finishReason: 'STOP' }), usageMetadata: USAGE },
    );
    expect(events).toEqual([
      START,
      { type: 'reasoning', text: 'Hm' },
      { type: 'text', text: 'Yes' },
      { type: 'usage', tier: null, usage: { ...NO_USAGE, input: 5 } },
      { type: 'text', text: '.' },
      TOLD,
      finish('stop'),
    ]);
  });

  it('says of calls, which finish with STOP, that they are calls', () => {
    const events = stream(
      event([
        { functionCall: { id: 'a', name: 'f', args: { x: [1] } }, thoughtSignature: 's' },
        { functionCall: { name: 'g' } },
      ]),
      event([{ text: '' }], { finishReason: 'STOP' }),
    );
    expect(events).toEqual([
      START,
      begun(0, 'a', 'f', 'bursar:google_generate:s'),
      said(0, '{"x":[1]}'),
      begun(1, 'call_1', 'g'),
      said(1, '{}'),
      finish('tool_calls'),
    ]);
  });

  it('binds the signatures of thoughts to their issuer', () => {
    const events = stream(
      event([
        { text: 'Hm', thought: true, thoughtSignature: 's' },
        { thought: true, thoughtSignature: 'e' },
      ]),
    );
    expect(events).toEqual([
      START,
      { type: 'reasoning', text: 'Hm' },
      { type: 'reasoning_signature', signature: 'bursar:google_generate:s', redacted: false },
      { type: 'reasoning_signature', signature: 'bursar:google_generate:e', redacted: true },
    ]);
  });

  it.each<[string, string]>([
    ['STOP', 'stop'],
    ['MAX_TOKENS', 'length'],
    ['CONTINUATION', 'length'],
    ['SAFETY', 'content_filter'],
    ['RECITATION', 'content_filter'],
    ['LANGUAGE', 'content_filter'],
    ['BLOCKLIST', 'content_filter'],
    ['PROHIBITED_CONTENT', 'content_filter'],
    ['SPII', 'content_filter'],
    ['IMAGE_SAFETY', 'content_filter'],
    ['IMAGE_PROHIBITED_CONTENT', 'content_filter'],
    ['IMAGE_RECITATION', 'content_filter'],
    ['OTHER', 'stop'],
    ['OF_TOMORROW', 'stop'],
  ])('finishes %s as %s', (finishReason, reason) => {
    expect(stream(event([], { finishReason })).at(-1)).toEqual(finish(reason));
  });

  it.each([...['MALFORMED_FUNCTION_CALL', 'MALFORMED_RESPONSE', 'UNEXPECTED_TOOL_CALL', 'TOO_MANY_TOOL_CALLS']])(
    'that ends with %s has broken down, and is billed',
    (finishReason) => {
      const events = stream({ ...event([], { finishReason, finishMessage: 'print(f' }), usageMetadata: USAGE });
      expect(events).toEqual([START, TOLD, { type: 'error', fault: { kind: 'provider_error', problem: 'print(f' } }]);
    },
  );

  it('of a prompt that is blocked is finished before it began', () => {
    const events = stream({ ...HEAD, promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, usageMetadata: USAGE });
    expect(events).toEqual([START, TOLD, finish('content_filter')]);
  });

  it.each<[object | string, object]>([
    ['{"half":', { kind: 'garbage', problem: 'an event that is no JSON object' }],
    [{ error: { message: 'Overloaded' } }, { kind: 'provider_error', problem: 'Overloaded' }],
    [{ error: {} }, { kind: 'provider_error', problem: 'no message' }],
  ])('that holds %j is at fault', (one, fault) => {
    expect(stream(one)).toEqual([{ type: 'error', fault }]);
  });

  it('passes over what has no word elsewhere, and other candidates than the first', () => {
    const parts = [
      { executableCode: { language: 'PYTHON', code: '1' } },
      { codeExecutionResult: { outcome: 'OUTCOME_OK' } },
      { inlineData: { mimeType: 'image/png', data: '' } },
      { functionCall: {} },
    ];
    expect(stream(event(parts), event([{ text: 'other' }], { index: 1 }))).toEqual([START]);
  });
});

describe('a whole answer of Gemini', () => {
  const answer = {
    ...event(
      [
        { text: 'Hm', thought: true, thoughtSignature: 's' },
        { text: 'Yes' },
        { functionCall: { name: 'f', args: {} } },
      ],
      {
        finishReason: 'STOP',
        finishMessage: 'x',
      },
    ),
    promptFeedback: {},
    usageMetadata: { ...USAGE, promptTokensDetails: [{ modality: 'TEXT', tokenCount: 5 }] },
  };

  it('is its events in a row', () => {
    expect(googleGenerate.reader().whole(answer)).toEqual([
      START,
      { type: 'reasoning', text: 'Hm' },
      { type: 'reasoning_signature', signature: 'bursar:google_generate:s', redacted: false },
      { type: 'text', text: 'Yes' },
      begun(0, 'call_0', 'f'),
      said(0, '{}'),
      TOLD,
      finish('tool_calls'),
      { type: 'end' },
    ]);
  });

  it('never throws, whatever Google sends, whole or streamed', () => {
    fc.assert(
      fc.property(mutations(answer), fc.string(), (rubbish, words) => {
        expect(Array.isArray(googleGenerate.reader().whole(rubbish as JsonObject))).toBe(true);
        expect(Array.isArray(stream(rubbish, words))).toBe(true);
      }),
    );
  });
});
