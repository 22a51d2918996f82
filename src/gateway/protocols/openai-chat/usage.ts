/** Usage in OpenAI's words: totals that include what their details name. */
import { inputTokensOf, type Usage } from '../../../shared/domain/usage';
import type { JsonObject } from '../dialect';

export function writeChatUsage(usage: Usage): JsonObject {
  const prompt = inputTokensOf(usage);
  const completion = usage.output + usage.reasoning + usage.audio_output;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: {
      cached_tokens: usage.cache_read,
      cache_write_tokens: usage.cache_write_5m + usage.cache_write_1h,
      audio_tokens: usage.audio_input,
      image_tokens: usage.image_input,
    },
    completion_tokens_details: { reasoning_tokens: usage.reasoning, audio_tokens: usage.audio_output },
  };
}
