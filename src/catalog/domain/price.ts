/** What a model costs: dated price rows, and the one function that prices usage, before the call and after it. */
import type { Cost } from '../../shared/domain/cost';
import { divideRounded, type NanoUsd, nanoUsd, ZERO_USD } from '../../shared/domain/money';
import type { ServiceTier } from '../../shared/domain/service-tier';
import { inputTokensOf, type Usage, USAGE_BUCKETS, type UsageBucket } from '../../shared/domain/usage';

/** Nano-dollars per million tokens by bucket; null where no source was read. */
export type Rates = Readonly<Record<UsageBucket, NanoUsd | null>>;

/** The tiers that a price row may list; `standard` is the row itself. */
export type SpecialServiceTier = Exclude<ServiceTier, 'standard'>;

/** Rates that replace the base rates when the input is longer than `aboveInputTokens`; absent buckets keep the base rate. */
export interface ContextTier {
  readonly aboveInputTokens: number;
  readonly rates: Partial<Rates>;
}

/** What a service tier changes. */
export interface ServiceTierRates {
  readonly rates: Partial<Rates>;
  /** Its own rates for a long input, ascending by `aboveInputTokens`. */
  readonly contextTiers: readonly ContextTier[];
}

export interface PriceRow {
  /** Identity that the ledger stores beside every cost. */
  readonly id: string;
  /** First instant it holds, epoch milliseconds; null: since ever. */
  readonly validFromMs: number | null;
  readonly rates: Rates;
  /** Ascending by `aboveInputTokens`. */
  readonly contextTiers: readonly ContextTier[];
  readonly serviceTiers: Readonly<Partial<Record<SpecialServiceTier, ServiceTierRates>>>;
  /** What all its rates are multiplied by where a call is processed in that region only, in ten-thousandths; absent: none is known. */
  readonly regions?: Readonly<Record<string, number>>;
  /** Where the figures were read, with date or commit. */
  readonly source: string;
}

export interface PricedCall {
  /** null when the provider reported none and nothing could be measured. */
  readonly usage: Usage | null;
  /** True when the usage is our estimate, which makes the cost one. */
  readonly usageEstimated: boolean;
  readonly serviceTier: ServiceTier;
  /** Where alone it may be processed, in the provider's word; null: wherever the provider likes. */
  readonly region: string | null;
  readonly atMs: number;
}

const TOKENS_PER_MTOK = 1_000_000n;

/** Surcharges are published in whole per cents; two digits more cost nothing and keep the sum a whole number. */
export const REGION_FACTOR_DIGITS = 4;
const REGION_FACTOR_ONE = 10 ** REGION_FACTOR_DIGITS;

/**
 * Where a rate is not published but a published convention bounds it. Reasoning is billed as output by every provider
 * that lists no rate of its own (exact); the others can never cost more than the named bucket (an upper bound, so the
 * cost is `estimated`).
 */
const RATE_FALLBACK: Partial<Record<UsageBucket, { bucket: UsageBucket; exact: boolean }>> = {
  reasoning: { bucket: 'output', exact: true },
  cache_read: { bucket: 'input', exact: false },
  image_input: { bucket: 'input', exact: true },
};

/** The row in force at `atMs`: the latest that has begun. Rows are ascending by `validFromMs`. */
export function priceRowAt(rows: readonly PriceRow[], atMs: number): PriceRow | null {
  return rows.findLast((row) => row.validFromMs === null || row.validFromMs <= atMs) ?? null;
}

/** Prices one call. Rounds the sum of all buckets once, half away from zero, to a whole nano-dollar. */
export function costOf(call: PricedCall, rows: readonly PriceRow[]): Cost {
  const row = priceRowAt(rows, call.atMs);
  if (call.usage === null) return { status: 'usage_missing', amount: null, priceRowId: row?.id ?? null };
  if (row === null) return { status: 'unpriced', amount: null, priceRowId: null };
  const { rates, exact: ratesExact } = ratesInForce(row, inputTokensOf(call.usage), call.serviceTier);
  const sum = priceUsage(call.usage, rates);
  if (sum === null) return { status: 'unpriced', amount: null, priceRowId: row.id };
  const free = sum.total === 0n && isFree(row);
  const region = regionFactor(row, call.region);
  const status = statusOf(free, sum.exact && ratesExact && region.exact && !call.usageEstimated);
  return { status, amount: inRegion(sum.total, region.factor), priceRowId: row.id };
}

/** In a region that the row does not list the rates are the row's own, and the cost is an estimate. */
function regionFactor({ regions }: PriceRow, region: string | null): { factor: number; exact: boolean } {
  if (region === null) return { factor: REGION_FACTOR_ONE, exact: true };
  const known = regions !== undefined && Object.hasOwn(regions, region) ? regions[region] : undefined;
  return { factor: known ?? REGION_FACTOR_ONE, exact: known !== undefined };
}

/** @param total nano-dollars times a million */
const inRegion = (total: bigint, factor: number): NanoUsd =>
  nanoUsd(divideRounded(total * BigInt(factor), TOKENS_PER_MTOK * BigInt(REGION_FACTOR_ONE)));

function statusOf(free: boolean, exact: boolean): 'free' | 'priced' | 'estimated' {
  if (free) return 'free';
  return exact ? 'priced' : 'estimated';
}

const NO_RATES: Partial<Rates> = Object.freeze({});

/** The rates that apply to an input of this length in this service tier. */
export const effectiveRates = (row: PriceRow, inputTokens: number, serviceTier: ServiceTier): Rates =>
  ratesInForce(row, inputTokens, serviceTier).rates;

/**
 * A service tier replaces the row's rates, and so does a long context. Where both name a bucket and the tier has no
 * figure for the two together, the dearer one stands, and the cost is an estimate. It is one too in a service tier that
 * the row does not know.
 */
function ratesInForce(row: PriceRow, inputTokens: number, serviceTier: ServiceTier): { rates: Rates; exact: boolean } {
  const context = contextRates(row.contextTiers, inputTokens);
  // The usual case, once for every candidate of a decision.
  if (context === NO_RATES && serviceTier === 'standard') return { rates: row.rates, exact: true };
  const service = serviceTier === 'standard' ? undefined : row.serviceTiers[serviceTier];
  if (!service) return { rates: { ...row.rates, ...context }, exact: serviceTier === 'standard' };
  const both = contextRates(service.contextTiers, inputTokens);
  const contested = USAGE_BUCKETS.filter((bucket) => bucket in context && bucket in service.rates && !(bucket in both));
  const dearer = Object.fromEntries(contested.map((name) => [name, dearerOf(context[name], service.rates[name])]));
  return {
    rates: { ...row.rates, ...context, ...service.rates, ...both, ...dearer },
    exact: contested.length === 0,
  };
}

const contextRates = (tiers: readonly ContextTier[], inputTokens: number): Partial<Rates> =>
  tiers.findLast((tier) => inputTokens > tier.aboveInputTokens)?.rates ?? NO_RATES;

/** Not known stays not known. */
function dearerOf(a: NanoUsd | null = null, b: NanoUsd | null = null): NanoUsd | null {
  if (a === null || b === null) return null;
  return a > b ? a : b;
}

/** Nano-dollars times a million, or null when a bucket that was used has no rate. */
function priceUsage(usage: Usage, rates: Rates): { total: bigint; exact: boolean } | null {
  let total = 0n;
  let exact = true;
  for (const bucket of USAGE_BUCKETS) {
    if (usage[bucket] === 0) continue;
    const rate = rateFor(bucket, rates);
    if (rate === null) return null;
    exact &&= rate.exact;
    total += BigInt(usage[bucket]) * rate.perMtok;
  }
  return { total, exact };
}

function rateFor(bucket: UsageBucket, rates: Rates): { perMtok: NanoUsd; exact: boolean } | null {
  const own = rates[bucket];
  if (own !== null) return { perMtok: own, exact: true };
  const fallback = RATE_FALLBACK[bucket];
  const bound = fallback ? rates[fallback.bucket] : null;
  return fallback && bound !== null ? { perMtok: bound, exact: fallback.exact } : null;
}

const isFree = (row: PriceRow): boolean => row.rates.input === ZERO_USD && row.rates.output === ZERO_USD;
