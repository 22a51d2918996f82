/** A model as the catalog knows it: what it can do, how much it holds, what it costs. */
import type { PriceRow } from './price';

export const TIERS = ['economy', 'standard', 'deep_reasoning'] as const;
/** Ascending: `economy < standard < deep_reasoning`. */
export type Tier = (typeof TIERS)[number];

export const CAPABILITIES = [
  'streaming',
  'tools',
  'parallel_tools',
  'json_schema',
  'json_mode',
  'vision',
  'audio_input',
  'audio_output',
  'pdf_input',
  'reasoning',
  'prompt_caching',
  'embeddings',
] as const;
export type Capability = (typeof CAPABILITIES)[number];

export const PROVIDER_KINDS = [
  'openai',
  'azure_openai',
  'anthropic',
  'google',
  'mistral',
  'openai_compatible',
  'sandbox',
] as const;
export type ProviderKind = (typeof PROVIDER_KINDS)[number];

/** `provider/model`, the identity of a candidate. */
export interface CatalogModel {
  readonly provider: string;
  /** The name clients use. */
  readonly model: string;
  /** The name sent to the provider. */
  readonly upstreamModel: string;
  readonly aliases: readonly string[];
  readonly family: string | null;
  readonly tier: Tier;
  /** Tokens of input and output together, null where not read. */
  readonly contextWindow: number | null;
  readonly maxOutput: number | null;
  readonly capabilities: readonly Capability[];
  readonly regions: readonly string[];
  /** Named scores 0..1, empty where there is no evaluation. */
  readonly quality: Readonly<Record<string, number>>;
  /** Time to the first token to expect until enough has been observed, null where not read. */
  readonly latencyMsP95: number | null;
  /** Ascending by `validFromMs`. */
  readonly prices: readonly PriceRow[];
  /** ISO date after which the provider retires it, null where not read. */
  readonly deprecatedOn: string | null;
}

/** What is meant where nobody names a score. */
export const OVERALL_SCORE = 'overall';

/** A score may have the name of something that every object inherits, such as `constructor`. */
export const scoreOf = ({ quality }: Pick<CatalogModel, 'quality'>, name = OVERALL_SCORE): number | undefined =>
  Object.hasOwn(quality, name) ? quality[name] : undefined;
