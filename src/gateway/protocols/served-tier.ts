/** The service tier in a request or an answer, whatever its dialect: a call is priced by the tier that served it. */
import type { ServiceTier } from '../../shared/domain/service-tier';
import type { Usage } from '../../shared/domain/usage';
import type { ToldUsage } from '../domain/conversation/answer';
import type { JsonObject } from './dialect';
import { objectOf } from './wire';

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

/** Where the dialects say it: in the answer, beside the counts. */
const PLACES: readonly (readonly string[])[] = [
  ['service_tier'],
  ['usage', 'service_tier'],
  ['usageMetadata', 'serviceTier'],
];

/** Of a whole answer, or of what a stream's event says of it; null: it does not say. */
export function servedTier(answer: JsonObject): ServiceTier | null {
  for (const place of PLACES) {
    const tier = tierNamed(place.reduce<unknown>((value, member) => objectOf(value)[member], answer));
    if (tier !== null) return tier;
  }
  return null;
}

/** A usage with the tier that the same event says; null where there is none. */
export const toldIn = (usage: Usage | null, answer: JsonObject): ToldUsage | null =>
  usage === null ? null : { usage, tier: servedTier(answer) };
