/** OpenAI's `usage` object, made disjoint: its totals include what its details name. */
import { NO_USAGE, type Usage } from '../../shared/domain/usage';

type JsonObject = Readonly<Record<string, unknown>>;

/** null when it is no usage: zero is usage, a missing number is not. */
export function readOpenAiUsage(value: unknown): Usage | null {
  if (!isObject(value)) return null;
  const prompt = count(value['prompt_tokens']);
  const completion = count(value['completion_tokens']);
  if (prompt === null || completion === null) return null;
  const promptDetails = detail(value, 'prompt_tokens_details');
  const completionDetails = detail(value, 'completion_tokens_details');
  // DeepSeek tells cache hits at the top level.
  const cached = count(promptDetails['cached_tokens']) ?? count(value['prompt_cache_hit_tokens']) ?? 0;
  const audioIn = count(promptDetails['audio_tokens']) ?? 0;
  const reasoning = count(completionDetails['reasoning_tokens']) ?? 0;
  const audioOut = count(completionDetails['audio_tokens']) ?? 0;
  return {
    ...NO_USAGE,
    input: rest(prompt, cached + audioIn),
    cache_read: Math.min(cached, prompt),
    audio_input: Math.min(audioIn, prompt),
    output: rest(completion, reasoning + audioOut),
    reasoning: Math.min(reasoning, completion),
    audio_output: Math.min(audioOut, completion),
  };
}

/** A provider whose details exceed its total is not believed beyond the total. */
const rest = (total: number, parts: number): number => Math.max(0, total - parts);

const count = (value: unknown): number | null =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null;

function detail(usage: JsonObject, key: string): JsonObject {
  const value = usage[key];
  return isObject(value) ? value : {};
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
