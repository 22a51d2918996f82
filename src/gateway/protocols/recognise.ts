/** Which dialect a body is in, where the path does not say it. */
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { CALLERS, type CallerProtocol } from './callers';
import { isObject } from './wire';
import type { JsonObject } from './dialect';

const NAMES = Object.keys(CALLERS) as (keyof typeof CALLERS)[];

export const dialectQuery = z.object({
  dialect: z
    .enum(NAMES)
    .optional()
    .describe('That of the body; unsaid it is recognised by anthropic-version and by its members'),
});

/** What tells a dialect from the ones below it; the first row that holds is taken. */
const MARKS: readonly (readonly [CallerProtocol, (body: JsonObject, headers: IncomingHttpHeaders) => boolean])[] = [
  // Every client of Anthropic's sends the header, and no other body has instructions beside its messages.
  [CALLERS.anthropic_messages, (body, headers) => 'anthropic-version' in headers || 'system' in body],
  [CALLERS.openai_chat, (body) => 'messages' in body],
  // With neither of these, texts for vectors look like the input of a response, which is the more common one.
  [CALLERS.openai_embeddings, (body) => 'encoding_format' in body || 'dimensions' in body],
  [CALLERS.openai_responses, (body) => 'input' in body || 'previous_response_id' in body || 'prompt' in body],
];

/** Chat where nothing tells: its errors say what a body needs. @param json the body, whatever it is */
export function recognise(json: unknown, headers: IncomingHttpHeaders): CallerProtocol {
  const body = isObject(json) ? json : {};
  return MARKS.find(([, holds]) => holds(body, headers))?.[0] ?? CALLERS.openai_chat;
}
