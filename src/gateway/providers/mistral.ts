/** Mistral: OpenAI's chat, strictly read: a member that it does not know is an error. */
import { MISTRAL } from '../protocols/openai-chat';
import { chatSpeech, EMBEDDINGS } from './openai-chat-speech';
import { openaiCompatible } from './openai-compatible';
import type { ProviderRow } from './provider-row';

export const mistral: ProviderRow = {
  ...openaiCompatible,
  speaks: [
    chatSpeech(MISTRAL, {
      max_completion_tokens: 'max_tokens',
      seed: 'random_seed',
      ...{ stream_options: null, user: null, safety_identifier: null, prompt_cache_key: null },
      ...{ logit_bias: null, logprobs: null, top_logprobs: null, service_tier: null, store: null, verbosity: null },
    }),
  ],
  embeds: { ...EMBEDDINGS, members: { dimensions: 'output_dimension', user: null } },
};
