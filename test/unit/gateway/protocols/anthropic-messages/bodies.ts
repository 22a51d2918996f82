/** Bodies of Anthropic's dialect for tests, and what they are read into and written from. */
import type Anthropic from '@anthropic-ai/sdk';
import type { Conversation } from '../../../../../src/gateway/domain/conversation/conversation';
import { anthropicMessages } from '../../../../../src/gateway/protocols/anthropic-messages';
import type { Destination, JsonObject } from '../../../../../src/gateway/protocols/dialect';
import { BursarError } from '../../../../../src/shared/errors';
import { aConversation } from '../../conversation/conversations';

/** The SDK names no sampling parameters any more; models that came before it still take them. */
interface Sampling {
  readonly temperature?: number;
  readonly top_p?: number;
  readonly top_k?: number;
}

export type Body = Anthropic.MessageCreateParams & Pick<Anthropic.Beta.MessageCreateParams, 'output_format'> & Sampling;

export const HELLO = { role: 'user', content: 'Hello' } as const;

/** The shortest one. */
export const aBody = (more: object = {}): JsonObject => ({ model: 'm', max_tokens: 9, messages: [HELLO], ...more });

export const read = (more: Partial<Body> = {}): Conversation => anthropicMessages.conversation(aBody(more));

/** What is wrong with it: the code of the error and its details. */
export function faultOf(more: object): unknown {
  try {
    anthropicMessages.conversation(aBody(more));
  } catch (error) {
    return error instanceof BursarError ? { code: error.code, ...error.details } : error;
  }
  return 'accepted';
}

/** Takes every parameter of the dialect. */
export const EARLY: Destination = { upstreamModel: 'claude-sonnet-4-5', maxOutput: 64_000, reasons: true };

export const write = (more: Partial<Conversation>, to: Destination = EARLY): Body =>
  anthropicMessages.requests.write(aConversation(more), to) as unknown as Body;
