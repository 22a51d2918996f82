/** OpenAI's `usage` object, made disjoint: its totals include what its details name. */
import { NO_USAGE, type Usage } from '../../shared/domain/usage';

type JsonObject = Readonly<Record<string, unknown>>;

/** null when it is no usage: zero is usage, a missing number is not. */
export function readOpenAiUsage(value: unknown): Usage | null {
  if (!isObject(value)) return null;
  const prompt = count(value['prompt_tokens']);
  const completion = count(value['completion_tokens']);
  if (prompt === null || completion === null) return null;
  const input = readInput(value, prompt);
  const output = readOutput(value, { prompt, completion });
  return { ...NO_USAGE, ...input, ...output };
}

function readInput(usage: JsonObject, prompt: number): Pick<Usage, 'input' | 'cache_read' | 'audio_input'> {
  const details = detail(usage, 'prompt_tokens_details');
  // DeepSeek tells cache hits at the top level.
  const cached = count(details['cached_tokens']) ?? count(usage['prompt_cache_hit_tokens']) ?? 0;
  const [cacheRead, audio, input] = split(prompt, cached, count(details['audio_tokens']) ?? 0);
  return { input, cache_read: cacheRead, audio_input: audio };
}

function readOutput(
  usage: JsonObject,
  { prompt, completion }: { prompt: number; completion: number },
): Pick<Usage, 'output' | 'reasoning' | 'audio_output'> {
  const details = detail(usage, 'completion_tokens_details');
  const told = count(details['reasoning_tokens']) ?? 0;
  // xAI counts reasoning beside the completion and not within it; the total tells which.
  const beside = told > 0 && usage['total_tokens'] === prompt + completion + told;
  const [reasoning, audio, output] = split(
    beside ? completion + told : completion,
    told,
    count(details['audio_tokens']) ?? 0,
  );
  return { output, reasoning, audio_output: audio };
}

/** A provider whose details exceed its total is not believed beyond the total. */
function split(total: number, first: number, second: number): [number, number, number] {
  const one = Math.min(first, total);
  const two = Math.min(second, total - one);
  return [one, two, total - one - two];
}

const count = (value: unknown): number | null =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null;

function detail(usage: JsonObject, key: string): JsonObject {
  const value = usage[key];
  return isObject(value) ? value : {};
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
