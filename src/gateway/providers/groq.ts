/** Groq: OpenAI's chat without what tells or bends single tokens. */
import { GROQ } from '../protocols/openai-chat';
import { chatSpeech } from './openai-chat-speech';
import { openaiCompatible } from './openai-compatible';
import type { ProviderRow } from './provider-row';

export const groq: ProviderRow = {
  ...openaiCompatible,
  speaks: [chatSpeech(GROQ, { logit_bias: null, logprobs: null, top_logprobs: null })],
};
