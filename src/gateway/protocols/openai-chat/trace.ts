/** Follows a stream of OpenAI's chat protocol that passes to the caller unchanged. */
import { readOpenAiUsage } from '../openai-usage';
import type { JsonObject, StreamEvent, StreamTrace, TraceStep } from '../dialect';
import { toldIn } from '../served-tier';
import { isObject, objectsOf, parseObject } from '../wire';

const END: TraceStep = { kind: 'end', told: null, textBytes: 0, fault: null };
const GARBAGE: TraceStep = {
  ...{ kind: 'fault', told: null, textBytes: 0 },
  fault: { kind: 'garbage', problem: 'an event that is no JSON object' },
};

/** It has nothing to remember: every chunk says all of itself. */
export const chatTrace: StreamTrace = {
  take({ data }: StreamEvent): TraceStep {
    if (data === '[DONE]') return END;
    const chunk = parseObject(data);
    return chunk === null ? GARBAGE : stepOf(chunk);
  },
};

function stepOf(chunk: JsonObject): TraceStep {
  const { error } = chunk;
  if (error !== undefined && error !== null) return faultOf(error);
  const told = toldIn(readOpenAiUsage(chunk['usage']), chunk);
  // vLLM sends `choices: null` with the usage.
  const choices = objectsOf(chunk['choices']);
  let textBytes = 0;
  let finishes = false;
  for (const { delta, finish_reason: reason } of choices) {
    textBytes += bytesIn(delta);
    finishes ||= typeof reason === 'string';
  }
  return { kind: kindOf(finishes, told !== null && choices.length === 0), told, textBytes, fault: null };
}

/** Usage in a finishing event does not complete the stream: another choice may still be running. */
function kindOf(finishes: boolean, usageAlone: boolean): TraceStep['kind'] {
  if (finishes) return 'finish';
  return usageAlone ? 'usage' : 'content';
}

function faultOf(error: unknown): TraceStep {
  const message = isObject(error) ? error['message'] : error;
  const problem = typeof message === 'string' ? message : 'no message';
  return { kind: 'fault', told: null, textBytes: 0, fault: { kind: 'provider_error', problem } };
}

/** Members of a delta that are no text of the model's. */
const LABELS = new Set(['role', 'id', 'type', 'name']);

function bytesIn(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  let bytes = 0;
  for (const [key, member] of Object.entries(value)) if (!LABELS.has(key)) bytes += bytesIn(member);
  return bytes;
}
