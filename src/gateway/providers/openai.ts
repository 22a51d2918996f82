/** OpenAI: its chat, and its Responses. */
import { OPENAI } from '../protocols/openai-chat';
import { classOfOpenAiError } from '../protocols/openai-error';
import { openAiResponses } from '../protocols/openai-responses';
import { bearer, chatSpeech, EMBEDDINGS } from './openai-chat-speech';
import type { ProviderRow, Speech } from './provider-row';

const RESPONSES: Speech = { dialect: openAiResponses, path: () => '/responses', usageOnRequest: false, members: {} };

export const openai: ProviderRow = {
  speaks: [chatSpeech(OPENAI), RESPONSES],
  embeds: EMBEDDINGS,
  listing: () => '/models',
  authorise: bearer,
  headers: {},
  forwards: ['openai-beta'],
  classOf: classOfOpenAiError,
  retryAfterOf: () => null,
};

/**
 * OpenAI's models at Azure. The base URL of the present API ends in `/openai/v1` and the model's name is the deployment's;
 * the dated one, whose base URL ends in `/openai`, has the deployment in the path.
 */
export const azureOpenai: ProviderRow = {
  ...openai,
  speaks: [deployed(chatSpeech(OPENAI)), RESPONSES],
  embeds: deployed(EMBEDDINGS),
  listing: (apiVersion) => (apiVersion === null ? '/models' : `/models?api-version=${apiVersion}`),
  authorise: (apiKey) => ({ 'api-key': apiKey }),
};

function deployed<Spoken extends Pick<Speech, 'path'>>(speech: Spoken): Spoken {
  return {
    ...speech,
    path: (address) => {
      const { upstreamModel, apiVersion } = address;
      if (apiVersion === null) return speech.path(address);
      return `/deployments/${encodeURIComponent(upstreamModel)}${speech.path(address)}?api-version=${apiVersion}`;
    },
  };
}
