/** The cost fields of one LiteLLM entry as a price document: dollars per token there, per million tokens here. */
import { divideRounded, formatUsd, nanoUsd } from '../../shared/domain/money';
import type { SpecialServiceTier } from './price';
import { type PriceDocument, type RateDocument, rateField } from './price-document';
import { isFactor } from './region-factor';
import type { UsageBucket } from '../../shared/domain/usage';

/** One field, once its name is understood. */
interface CostField {
  readonly bucket: UsageBucket;
  readonly aboveInputTokens: number;
  readonly serviceTier: SpecialServiceTier | 'standard';
}

/** A field whose value is no price. */
export class LiteLlmCostError extends Error {
  constructor(
    readonly field: string,
    expected = 'a number of zero or more dollars per token',
  ) {
    super(`${field} must be ${expected}`);
    this.name = 'LiteLlmCostError';
  }
}

const BUCKET_OF_FIELD = {
  input_cost_per_token: 'input',
  output_cost_per_token: 'output',
  cache_read_input_token_cost: 'cache_read',
  cache_creation_input_token_cost: 'cache_write_5m',
  cache_creation_input_token_cost_above_1hr: 'cache_write_1h',
  output_cost_per_reasoning_token: 'reasoning',
  input_cost_per_audio_token: 'audio_input',
  output_cost_per_audio_token: 'audio_output',
  input_cost_per_image_token: 'image_input',
} as const satisfies Record<string, UsageBucket>;

const SERVICE_TIER_OF_SUFFIX = { batches: 'batch', flex: 'flex', priority: 'priority' } as const satisfies Record<
  string,
  SpecialServiceTier
>;

const FIELD_PATTERN = new RegExp(
  `^(${Object.keys(BUCKET_OF_FIELD).join('|')})(?:_above_(\\d+)k_tokens)?(?:_(${Object.keys(SERVICE_TIER_OF_SUFFIX).join('|')}))?$`,
);

/**
 * Reads the cost fields that have a bucket; others (per image, per query, per second) are not ours to know, and an
 * absent or null one stays unknown.
 * @throws LiteLlmCostError when a cost, or the factor of a region, is no number of zero or more
 */
export function toLiteLlmPrice(entry: Readonly<Record<string, unknown>>, source: string): PriceDocument {
  const tiers = new Map<CostField['serviceTier'], Map<number, RateDocument>>();
  for (const [name, value] of Object.entries(entry)) {
    const field = value === null || value === undefined ? null : parseFieldName(name);
    if (!field) continue;
    const byContext = tiers.get(field.serviceTier) ?? new Map<number, RateDocument>();
    const rates = { ...byContext.get(field.aboveInputTokens), [rateField(field.bucket)]: perMtok(value, name) };
    tiers.set(field.serviceTier, byContext.set(field.aboveInputTokens, rates));
  }
  const services = Object.values(SERVICE_TIER_OF_SUFFIX).flatMap((name) => {
    const byContext = tiers.get(name);
    return byContext ? [[name, withContextTiers(byContext)] as const] : [];
  });
  return {
    ...withContextTiers(tiers.get('standard') ?? new Map<number, RateDocument>()),
    source,
    ...(services.length === 0 ? {} : { service_tiers: Object.fromEntries(services) }),
    ...regionsOf(entry),
  };
}

/** Beside regions stand factors of other things (`fast`): they are not ours to know. */
const REGION_KEY = /^[a-z]{2}$/;

function regionsOf({
  provider_specific_entry: factors,
}: Readonly<Record<string, unknown>>): Pick<PriceDocument, 'regions'> {
  const regions = Object.entries(factors ?? {}).filter(([key]) => REGION_KEY.test(key));
  if (regions.length === 0) return {};
  return { regions: Object.fromEntries(regions.map(([key, factor]) => [key, factorOf(factor, key)])) };
}

function factorOf(factor: unknown, key: string): string {
  if (typeof factor === 'number' && isFactor(String(factor))) return String(factor);
  throw new LiteLlmCostError(`provider_specific_entry.${key}`, 'a factor of zero or more with at most four decimals');
}

/**
 * Dollars per token → dollars per million tokens as a decimal string. LiteLLM writes prices as floats; what is meant is
 * the shortest decimal that reads as that float (`1.5e-07` → `"0.15"`). Digits beyond a nano-dollar per million tokens
 * (a price per token computed from another unit) are rounded half up.
 */
export function perTokenToPerMtok(dollars: number): string {
  const match = /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(dollars));
  if (!match) throw new RangeError(`${dollars} is no price`);
  const [, whole = '', fraction = '', exponent = '0'] = match;
  const digits = BigInt(whole + fraction);
  // One dollar per token is 1e6 dollars, and those are 1e15 nano-dollars, per million tokens.
  const shift = 15 + Number(exponent) - fraction.length;
  return formatUsd(nanoUsd(shift >= 0 ? digits * 10n ** BigInt(shift) : divideRounded(digits, 10n ** BigInt(-shift))));
}

function parseFieldName(name: string): CostField | null {
  const match = FIELD_PATTERN.exec(name);
  if (!match) return null;
  const [, stem, thousands, suffix] = match;
  return {
    bucket: BUCKET_OF_FIELD[stem as keyof typeof BUCKET_OF_FIELD],
    aboveInputTokens: thousands === undefined ? 0 : Number(thousands) * 1000,
    serviceTier:
      suffix === undefined ? 'standard' : SERVICE_TIER_OF_SUFFIX[suffix as keyof typeof SERVICE_TIER_OF_SUFFIX],
  };
}

function withContextTiers(byContext: ReadonlyMap<number, RateDocument>): RateDocument & {
  context_tiers?: (RateDocument & { above_input_tokens: number })[];
} {
  const longer = [...byContext].filter(([above]) => above > 0).sort(([a], [b]) => a - b);
  return {
    ...byContext.get(0),
    ...(longer.length === 0
      ? {}
      : { context_tiers: longer.map(([above, rates]) => ({ above_input_tokens: above, ...rates })) }),
  };
}

function perMtok(value: unknown, field: string): string {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) throw new LiteLlmCostError(field);
  return perTokenToPerMtok(value);
}
