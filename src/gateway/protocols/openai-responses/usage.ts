/** Usage as OpenAI's Responses tell it: two totals, whose details name parts of them. */
import { inputTokensOf, NO_USAGE, type Usage } from '../../../shared/domain/usage';
import type { JsonObject } from '../dialect';
import { countOf, isObject, objectOf } from '../wire';

/**
 * null when it is no usage: zero is usage, a missing number is not. OpenAI keeps what is written to its cache for 30
 * minutes or 12 hours; these are priced as the shorter and the longer of two times, as our two buckets are.
 */
export function readUsage(value: unknown): Usage | null {
  if (!isObject(value)) return null;
  const input = countOf(value['input_tokens']);
  const output = countOf(value['output_tokens']);
  if (input === null || output === null) return null;
  const told = objectOf(value['input_tokens_details']);
  const long = detail(objectOf(told['cache_write_tokens_details']), 'ttl_12h_tokens');
  const short = Math.max(0, detail(told, 'cache_write_tokens') - long);
  const [cacheRead, uncached] = share(input, detail(told, 'cached_tokens'));
  const [writtenLong, notLong] = share(uncached, long);
  const [writtenShort, rest] = share(notLong, short);
  const [reasoning, written] = share(output, detail(objectOf(value['output_tokens_details']), 'reasoning_tokens'));
  return {
    ...NO_USAGE,
    ...{ input: rest, cache_read: cacheRead, cache_write_5m: writtenShort, cache_write_1h: writtenLong },
    ...{ output: written, reasoning },
  };
}

/** With every total whole; sound and pictures have no place of their own in it and are counted in the totals only. */
export function writeUsage(usage: Usage): JsonObject {
  const input = inputTokensOf(usage);
  const output = usage.output + usage.reasoning + usage.audio_output;
  const { cache_write_5m: short, cache_write_1h: long } = usage;
  return {
    input_tokens: input,
    input_tokens_details: {
      cached_tokens: usage.cache_read,
      cache_write_tokens: short + long,
      ...(long > 0 && { cache_write_tokens_details: { ttl_30m_tokens: short, ttl_12h_tokens: long } }),
    },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: usage.reasoning },
    total_tokens: input + output,
  };
}

const detail = (details: JsonObject, key: string): number => countOf(details[key]) ?? 0;

/** A part of a total and what is left of it; details that exceed their total are not believed beyond it. */
function share(total: number, part: number): [number, number] {
  const taken = Math.min(part, total);
  return [taken, total - taken];
}
