/** Anthropic's Messages: what callers speak on `POST /v1/messages`, and what Anthropic and those who follow it speak. */
import type { CallerDialect, ProviderDialect } from '../dialect';
import { anthropicError, anthropicErrorEvent } from './errors';
import { AnthropicAnswerReader } from './read-answer';
import { readConversation } from './read-request';
import { exceptionsFor, SUPPORT } from './support';
import { AnthropicAnswerWriter } from './write-answer';
import { writeRequest } from './write-request';

export { classOfAnthropicError } from './errors';
export { issuerOf } from './issuer';
export { MAX_PAGE, modelEntry, modelPage, tokenCount } from './lists';
export { readMessagesRequest } from './request-facts';
export { AnthropicTrace } from './trace';

export const anthropicMessages: CallerDialect & ProviderDialect = {
  name: 'anthropic_messages',
  conversation: readConversation,
  writer: (head) => new AnthropicAnswerWriter(head),
  error: anthropicError,
  errorEvent: anthropicErrorEvent,
  requests: { support: SUPPORT, exceptions: exceptionsFor, write: writeRequest },
  reader: () => new AnthropicAnswerReader(),
};
