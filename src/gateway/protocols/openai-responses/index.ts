/** OpenAI's Responses, as callers speak it and as a provider. */
import type { CallerDialect, ProviderDialect } from '../dialect';
import { openAiError } from '../openai-error';
import { errorEvent } from './errors';
import { ResponsesReader } from './read-answer';
import { readConversation } from './read-conversation';
import { SUPPORT_TABLE } from './support';
import { ResponsesWriter } from './write-answer';
import { writeRequest } from './write-request';

export { classOfOpenAiError as classOfResponsesError } from '../openai-error';
export { extendTerminal } from './extend-terminal';
export { issuerOf } from './issuer';
export { readResponsesRequest } from './request-facts';
export { ResponsesTrace } from './trace';

export const openAiResponses: CallerDialect & ProviderDialect = {
  name: 'openai_responses',
  conversation: readConversation,
  writer: (head) => new ResponsesWriter(head),
  error: openAiError,
  errorEvent,
  requests: { support: SUPPORT_TABLE, write: writeRequest },
  reader: () => new ResponsesReader(),
};
