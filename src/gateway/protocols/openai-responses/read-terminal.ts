/** How a response ended: its usage, its reason, and whether it is an answer at all. */
import type { AnswerEvent, FinishReason, StreamFault } from '../../domain/conversation/answer';
import type { JsonObject } from '../dialect';
import { servedTier } from '../served-tier';
import { nameOf, objectOf } from '../wire';
import { readUsage } from './usage';

/** What has been seen of the output. */
interface Seen {
  readonly calls: number;
  readonly refused: boolean;
}

/** Why a response is not complete; another reason is taken for the limit, which is the common one. */
const INCOMPLETE: ReadonlyMap<unknown, FinishReason> = new Map([
  ['max_output_tokens', 'length'],
  ['content_filter', 'content_filter'],
  ['max_messages', 'pause'],
  ['steered', 'pause'],
]);

/**
 * Usage is told of every end, also of a failure: what was read and written is billed.
 * @param status as the event says it, or the response itself
 */
export function readTerminal(response: JsonObject, status: string, seen: Seen): AnswerEvent[] {
  const usage = readUsage(response['usage']);
  const told = usage === null ? [] : [{ type: 'usage' as const, usage, tier: servedTier(response) }];
  return [...told, ...endOf(response, status, seen)];
}

function endOf(response: JsonObject, status: string, seen: Seen): AnswerEvent[] {
  switch (status) {
    case 'completed':
      return finished(reasonOf(seen));
    case 'incomplete':
      return finished(INCOMPLETE.get(objectOf(response['incomplete_details'])['reason']) ?? 'length');
    case 'failed':
      return [fault('provider_error', problemOf(response))];
    default:
      return [fault('garbage', 'a response that has not ended')];
  }
}

export const fault = (kind: StreamFault['kind'], problem: string): AnswerEvent => ({
  type: 'error',
  fault: { kind, problem },
});

const finished = (reason: FinishReason): AnswerEvent[] => [
  { type: 'finish', reason, stopSequence: null },
  { type: 'end' },
];

function reasonOf({ calls, refused }: Seen): FinishReason {
  if (calls > 0) return 'tool_calls';
  return refused ? 'refusal' : 'stop';
}

export const problemOf = (response: JsonObject): string =>
  nameOf(objectOf(response['error'])['message']) ?? 'the response failed';

/** Of an `error` event, which is flat as published and nested as OpenAI sends it. */
export const problemOfEvent = (data: JsonObject): string =>
  nameOf(data['message']) ?? nameOf(objectOf(data['error'])['message']) ?? 'no message';
