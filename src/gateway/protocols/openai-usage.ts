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

type InputUsage = Pick<Usage, 'input' | 'cache_read' | 'cache_write_5m' | 'audio_input' | 'image_input'>;

function readInput(usage: JsonObject, prompt: number): InputUsage {
  const details = detail(usage, 'prompt_tokens_details');
  const of = (key: string): number => count(details[key]) ?? 0;
  // DeepSeek tells cache hits at the top level.
  const cached = count(details['cached_tokens']) ?? count(usage['prompt_cache_hit_tokens']) ?? 0;
  const parts = [cached, of('cache_write_tokens'), of('audio_tokens'), of('image_tokens')];
  const [cacheRead = 0, cacheWrite = 0, audio = 0, image = 0, input = 0] = split(prompt, parts);
  // OpenAI has one price for keeping, however long: it is that of the shorter bucket.
  return { input, cache_read: cacheRead, cache_write_5m: cacheWrite, audio_input: audio, image_input: image };
}

function readOutput(
  usage: JsonObject,
  { prompt, completion }: { prompt: number; completion: number },
): Pick<Usage, 'output' | 'reasoning' | 'audio_output'> {
  const details = detail(usage, 'completion_tokens_details');
  const told = count(details['reasoning_tokens']) ?? 0;
  // xAI counts reasoning beside the completion and not within it; the total tells which.
  const beside = told > 0 && usage['total_tokens'] === prompt + completion + told;
  const parts = [told, count(details['audio_tokens']) ?? 0];
  const [reasoning = 0, audio = 0, output = 0] = split(beside ? completion + told : completion, parts);
  return { output, reasoning, audio_output: audio };
}

/** The parts and what is left. A provider whose details exceed its total is not believed beyond the total. */
function split(total: number, parts: readonly number[]): number[] {
  let left = total;
  const believed = parts.map((part) => {
    const one = Math.min(part, left);
    left -= one;
    return one;
  });
  return [...believed, left];
}

const count = (value: unknown): number | null =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null;

function detail(usage: JsonObject, key: string): JsonObject {
  const value = usage[key];
  return isObject(value) ? value : {};
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
