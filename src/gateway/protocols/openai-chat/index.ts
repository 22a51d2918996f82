/** OpenAI's chat completions: the caller's side, and the provider's in every flavour. */
import { openAiError } from '../openai-error';
import type { CallerDialect, ProviderDialect } from '../dialect';
import { type ChatFlavour, OPENAI } from './flavours';
import { ChatAnswerReader } from './read-answer';
import { readConversation } from './read-request';
import { ChatAnswerWriter } from './write-answer';
import { chatRequests } from './write-request';

export { COMPATIBLE, DEEPSEEK, GROQ, MISTRAL, OPENAI } from './flavours';
export { issuerOf } from './issuer';

export const chatProvider = (flavour: ChatFlavour): ProviderDialect => ({
  name: 'openai_chat',
  requests: chatRequests(flavour),
  reader: () => new ChatAnswerReader(),
});

export const openAiChat: CallerDialect & ProviderDialect = {
  ...chatProvider(OPENAI),
  conversation: readConversation,
  writer: (head) => new ChatAnswerWriter(head),
  error: openAiError,
  errorEvent: (error, requestId) => `data: ${JSON.stringify(openAiError(error, requestId))}\n\n`,
};
