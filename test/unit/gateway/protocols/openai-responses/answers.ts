/** Answers for tests: a writer whose events the official SDK reads, and the events of ordinary answers. */
import OpenAI from 'openai';
import type { AnswerEvent } from '../../../../../src/gateway/domain/conversation/answer';
import type { AnswerHead } from '../../../../../src/gateway/protocols/dialect';
import { openAiResponses } from '../../../../../src/gateway/protocols/openai-responses';
import { NO_USAGE, type Usage } from '../../../../../src/shared/domain/usage';

export const HEAD: AnswerHead = {
  requestId: 'req_01',
  requestedModel: 'smart',
  createdAtMs: 1_700_000_000_500,
  includeUsage: true,
};

export const USAGE: Usage = { ...NO_USAGE, input: 10, cache_read: 5, output: 7, reasoning: 3 };

export const START: AnswerEvent = { type: 'start', id: 'upstream', model: 'claude' };

export const ending = (reason: Extract<AnswerEvent, { type: 'finish' }>['reason']): AnswerEvent[] => [
  { type: 'usage', tier: null, usage: USAGE },
  { type: 'finish', reason, stopSequence: null },
  { type: 'end' },
];

export const EXTENSION = '{"decision_id":"dec_1","cost_usd":"0.000001"}';

/** The whole stream as text. */
export function streamOf(events: readonly AnswerEvent[], extension: string | null = EXTENSION): string {
  const writer = openAiResponses.writer(HEAD);
  return events.map((event) => writer.write(event)).join('') + writer.finish(extension);
}

/** An official client whose every answer is this stream. */
export const clientOf = (stream: string): OpenAI =>
  new OpenAI({
    apiKey: 'none',
    fetch: () => Promise.resolve(new Response(stream, { headers: { 'content-type': 'text/event-stream' } })),
  });

/** What the SDK's accumulator makes of it. */
export const accumulated = (stream: string): Promise<OpenAI.Responses.Response & { x_bursar?: unknown }> =>
  clientOf(stream).responses.stream({ model: 'm', input: 'x' }).finalResponse();

/** The events' data, in order. */
export const eventsOf = (stream: string): Record<string, unknown>[] =>
  stream
    .split('\n\n')
    .filter((event) => event !== '')
    .map((event) => JSON.parse(event.slice(event.indexOf('data: ') + 6)) as Record<string, unknown>);
