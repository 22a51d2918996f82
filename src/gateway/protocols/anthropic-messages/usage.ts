/** Anthropic's `usage` object: its buckets are disjoint already, except that thoughts count as output. */
import { NO_USAGE, type Usage } from '../../../shared/domain/usage';
import type { JsonObject } from '../dialect';
import { countOf, objectOf, objectsOf, withoutNulls } from '../wire';

/**
 * What is known after another `usage` of the same answer: its counters are cumulative, so a later one stands in place of
 * an earlier one, and what is not said again still holds.
 */
export const laterUsage = (before: JsonObject, usage: unknown): JsonObject => ({
  ...before,
  ...withoutNulls(objectOf(usage)),
});

/** null when it is no usage: zero is usage, a missing number is not. */
export function readAnthropicUsage(usage: JsonObject): Usage | null {
  const totals = readTotals(usage);
  if (totals === null) return null;
  // The tokens of a compaction of the context are billed and stand in none of the totals.
  const compactions = objectsOf(usage['iterations']).filter(({ type }) => type === 'compaction');
  return compactions.map(readTotals).reduce<Usage>((sum, more) => (more === null ? sum : added(sum, more)), totals);
}

function readTotals(usage: JsonObject): Usage | null {
  const input = countOf(usage['input_tokens']);
  const output = countOf(usage['output_tokens']);
  if (input === null || output === null) return null;
  const told = countOf(objectOf(usage['output_tokens_details'])['thinking_tokens']) ?? 0;
  const reasoning = Math.min(told, output);
  return {
    ...NO_USAGE,
    input,
    cache_read: countOf(usage['cache_read_input_tokens']) ?? 0,
    ...readCacheWrites(usage),
    output: output - reasoning,
    reasoning,
  };
}

/** The total holds; the breakdown by time to live may be missing (then all of it is short-lived). */
function readCacheWrites(usage: JsonObject): Pick<Usage, 'cache_write_5m' | 'cache_write_1h'> {
  const breakdown = objectOf(usage['cache_creation']);
  const short = countOf(breakdown['ephemeral_5m_input_tokens']) ?? 0;
  const long = countOf(breakdown['ephemeral_1h_input_tokens']) ?? 0;
  const total = countOf(usage['cache_creation_input_tokens']) ?? short + long;
  const hour = Math.min(long, total);
  return { cache_write_5m: total - hour, cache_write_1h: hour };
}

const added = (one: Usage, other: Usage): Usage => ({
  ...NO_USAGE,
  input: one.input + other.input,
  cache_read: one.cache_read + other.cache_read,
  cache_write_5m: one.cache_write_5m + other.cache_write_5m,
  cache_write_1h: one.cache_write_1h + other.cache_write_1h,
  output: one.output + other.output,
  reasoning: one.reasoning + other.reasoning,
});

/** The dialect has no bucket for audio and images: they are counted with the text beside them. */
export const writeAnthropicUsage = (usage: Usage): JsonObject => ({
  input_tokens: usage.input + usage.audio_input + usage.image_input,
  cache_creation_input_tokens: usage.cache_write_5m + usage.cache_write_1h,
  cache_read_input_tokens: usage.cache_read,
  cache_creation: {
    ephemeral_5m_input_tokens: usage.cache_write_5m,
    ephemeral_1h_input_tokens: usage.cache_write_1h,
  },
  output_tokens: usage.output + usage.reasoning + usage.audio_output,
  output_tokens_details: { thinking_tokens: usage.reasoning },
  server_tool_use: null,
  service_tier: null,
});
