/** What of a caller's body decides where the call goes, whatever its dialect; everything else is not looked at. */
import type { ServiceTier } from '../../shared/domain/service-tier';
import { isWholeText } from '../../shared/domain/unicode';
import { invalid } from './fields';

export interface CallRequest {
  readonly model: string;
  /** `models`: what is tried behind it, in this order; null: no list. */
  readonly models: readonly string[] | null;
  readonly stream: boolean;
  /** The caller asked for the usage chunk itself. */
  readonly includeUsage: boolean;
  readonly streamOptions: Readonly<Record<string, unknown>> | null;
  readonly maxOutputTokens: number | null;
  /** null: none is named, or the provider chooses. */
  readonly serviceTier: ServiceTier | null;
  /** Where alone it may be processed, as far as that has a price; null: anywhere. */
  readonly priceRegion: string | null;
  readonly hasTools: boolean;
  readonly hasSchema: boolean;
  readonly hasJsonMode: boolean;
  readonly hasImages: boolean;
  readonly hasAudio: boolean;
  readonly messagesCount: number;
  readonly inputTokens: number;
  readonly seed: number | null;
  /** It brings `policy_ir`. */
  readonly hasPolicy: boolean;
  readonly messages: readonly unknown[];
  readonly metadata: Readonly<Record<string, unknown>> | null;
}

// What providers count for a picture differs between 85 and a few thousand tokens; this is the common middle (1024 × 1024).
export const TOKENS_PER_IMAGE = 765;

/** @throws BursarError `invalid_request` */
export function readModel(name: unknown, path = 'model'): string {
  if (typeof name !== 'string' || name === '')
    throw invalid(path, 'must be the name of a model, an endpoint or a tier');
  if (!isWholeText(name)) throw invalid(path, 'must be well-formed Unicode, and holds half a surrogate pair');
  return name;
}
