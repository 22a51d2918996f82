/**
 * Gemini's answers, whole and streamed, as events. A stream has no end mark: its last event has a finishReason, and the end
 * of the connection ends it, so whoever reads the connection says `end` itself. The first candidate only.
 */
import type { AnswerEvent, FinishReason } from '../../domain/conversation/answer';
import { bindSignature } from '../bound-signature';
import { parseObjectExactly } from '../exact-json';
import type { AnswerReader, JsonObject, StreamEvent } from '../dialect';
import { servedTier } from '../served-tier';
import { isObject, nameOf, objectOf, objectsOf, textOf } from '../wire';
import { readGoogleUsage } from './usage';

const FINISHES: ReadonlyMap<string, FinishReason> = new Map([
  ['STOP', 'stop'],
  ['MAX_TOKENS', 'length'],
  // It would go on if it were asked to.
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
]);

/** The model failed, and there is no answer to finish. */
const BREAKDOWNS: ReadonlySet<string> = new Set([
  'MALFORMED_FUNCTION_CALL',
  'MALFORMED_RESPONSE',
  'UNEXPECTED_TOOL_CALL',
  'TOO_MANY_TOOL_CALLS',
]);

export class GoogleAnswerReader implements AnswerReader {
  private started = false;
  private calls = 0;

  read({ data }: StreamEvent): AnswerEvent[] {
    const response = parseObjectExactly(data);
    return response === null ? [fault('garbage', 'an event that is no JSON object')] : this.take(response);
  }

  whole(answer: JsonObject): AnswerEvent[] {
    return [...this.take(answer), { type: 'end' }];
  }

  private take(response: JsonObject): AnswerEvent[] {
    const { error, promptFeedback } = response;
    if (isObject(error)) return [fault('provider_error', nameOf(error['message']) ?? 'no message')];
    const candidate = objectsOf(response['candidates']).find(({ index }) => (index ?? 0) === 0) ?? {};
    const parts = objectsOf(objectOf(candidate['content'])['parts']);
    const usage = readGoogleUsage(response['usageMetadata']);
    return [
      ...this.start(response),
      ...parts.flatMap((part) => this.part(part)),
      // Before a finish that is a breakdown: what it used is billed.
      ...(usage === null ? [] : [{ type: 'usage', usage, tier: servedTier(response) } as const]),
      ...this.finish(candidate),
      ...blocked(objectOf(promptFeedback)),
    ];
  }

  private start({ responseId, modelVersion }: JsonObject): AnswerEvent[] {
    if (this.started) return [];
    this.started = true;
    return [{ type: 'start', id: textOf(responseId), model: textOf(modelVersion) }];
  }

  /** What Google's own tools ran (code, searches) and pictures that it drew have no word in other dialects. */
  private part(part: JsonObject): AnswerEvent[] {
    const text = textOf(part['text']);
    const signature = nameOf(part['thoughtSignature']);
    const bound = signature === null ? null : bindSignature('google_generate', signature);
    if (isObject(part['functionCall'])) return this.call(part['functionCall'], bound);
    // A signature on plain text need not come back, and would tie the conversation to Google for nothing.
    if (part['thought'] !== true) return text === '' ? [] : [{ type: 'text', text }];
    return [
      ...(text === '' ? [] : [{ type: 'reasoning', text } as const]),
      ...(bound === null ? [] : [{ type: 'reasoning_signature', signature: bound, redacted: text === '' } as const]),
    ];
  }

  /** Calls come whole. Ids are not always given. */
  private call({ id, name, args }: JsonObject, signature: string | null): AnswerEvent[] {
    const called = nameOf(name);
    if (called === null) return [];
    const call = this.calls++;
    return [
      { type: 'tool_call', call, id: nameOf(id) ?? `call_${call}`, name: called, signature },
      { type: 'tool_arguments', call, json: JSON.stringify(objectOf(args)) },
    ];
  }

  /** Calls of functions finish with STOP as answers do. */
  private finish({ finishReason, finishMessage }: JsonObject): AnswerEvent[] {
    const said = nameOf(finishReason);
    if (said === null) return [];
    if (BREAKDOWNS.has(said))
      return [fault('provider_error', nameOf(finishMessage) ?? `the answer ended with ${said}`)];
    const reason = FINISHES.get(said) ?? 'stop';
    return [finished(reason === 'stop' && this.calls > 0 ? 'tool_calls' : reason)];
  }
}

/** A prompt that was refused has no candidates: the answer is finished before it began. */
const blocked = ({ blockReason }: JsonObject): AnswerEvent[] =>
  nameOf(blockReason) === null ? [] : [finished('content_filter')];

const finished = (reason: FinishReason): AnswerEvent => ({ type: 'finish', reason, stopSequence: null });

const fault = (kind: 'garbage' | 'provider_error', problem: string): AnswerEvent => ({
  type: 'error',
  fault: { kind, problem },
});
