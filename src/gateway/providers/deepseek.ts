/** DeepSeek: OpenAI's chat with thoughts, which it wants back where they led to the call of a tool. */
import { DEEPSEEK } from '../protocols/openai-chat';
import { chatSpeech } from './openai-chat-speech';
import { openaiCompatible } from './openai-compatible';
import type { ProviderRow } from './provider-row';

export const deepseek: ProviderRow = {
  ...openaiCompatible,
  speaks: [chatSpeech(DEEPSEEK, { max_completion_tokens: 'max_tokens' })],
};
