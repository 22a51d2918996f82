/** The service tier in a request or an answer, whatever its dialect: a call is priced by the tier that served it. */
import type { ServiceTier } from '../../shared/domain/service-tier';
import type { JsonObject } from './dialect';
import { objectOf, parseObject } from './wire';

/** Providers' words for tiers. `auto` is not here: it leaves the choice to the provider. */
const TIERS: ReadonlyMap<unknown, ServiceTier> = new Map([
  ['default', 'standard'],
  ['standard', 'standard'],
  ['standard_only', 'standard'],
  // Groq and Gemini.
  ['on_demand', 'standard'],
  ['unspecified', 'standard'],
  ['flex', 'flex'],
  ['priority', 'priority'],
  // OpenAI's other word for it.
  ['fast', 'priority'],
  ['batch', 'batch'],
]);

/** null: nothing that names a tier. */
export const tierNamed = (word: unknown): ServiceTier | null => TIERS.get(word) ?? null;

/** Where the dialects say it: in the answer, in an event around it, beside the counts. */
const PLACES: readonly (readonly string[])[] = [
  ['service_tier'],
  ['response', 'service_tier'],
  ['usage', 'service_tier'],
  ['message', 'usage', 'service_tier'],
  ['usageMetadata', 'serviceTier'],
];

/** Of a whole answer, or of one event of a stream; null: it does not say. */
export function servedTier(answer: JsonObject): ServiceTier | null {
  for (const place of PLACES) {
    const tier = tierNamed(place.reduce<unknown>((value, member) => objectOf(value)[member], answer));
    if (tier !== null) return tier;
  }
  return null;
}

const SAYS_TIER = /"service_?[tT]ier"/;

/** Of the JSON text of an event, which is parsed only where a tier is in it. */
export const servedTierIn = (data: string): ServiceTier | null =>
  SAYS_TIER.test(data) ? servedTier(parseObject(data) ?? {}) : null;
