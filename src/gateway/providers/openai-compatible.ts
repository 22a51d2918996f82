/** Whoever speaks OpenAI's chat: hosts of open models, servers of one's own, gateways. */
import { COMPATIBLE } from '../protocols/openai-chat';
import { classOfOpenAiError } from '../protocols/openai-error';
import { bearer, chatSpeech, EMBEDDINGS } from './openai-chat-speech';
import type { ProviderRow } from './provider-row';

export const openaiCompatible: ProviderRow = {
  speaks: [chatSpeech(COMPATIBLE)],
  embeds: EMBEDDINGS,
  listing: () => '/models',
  authorise: bearer,
  headers: {},
  forwards: [],
  classOf: classOfOpenAiError,
  retryAfterOf: () => null,
};
