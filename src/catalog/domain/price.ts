/** What a model costs: dated price rows, and the one function that prices usage, before the call and after it. */
import { divideRounded, type NanoUsd, nanoUsd, ZERO_USD } from '../../shared/domain/money';
import { inputTokensOf, type Usage, USAGE_BUCKETS, type UsageBucket } from './usage';

/** Nano-dollars per million tokens by bucket; null where no source was read. */
export type Rates = Readonly<Record<UsageBucket, NanoUsd | null>>;

export const SERVICE_TIERS = ['standard', 'batch', 'flex', 'priority'] as const;
export type ServiceTier = (typeof SERVICE_TIERS)[number];

/** Rates that replace the base rates when the input is longer than `aboveInputTokens`; absent buckets keep the base rate. */
export interface ContextTier {
  readonly aboveInputTokens: number;
  readonly rates: Partial<Rates>;
}

export interface PriceRow {
  /** Identity that the ledger stores beside every cost. */
  readonly id: string;
  /** First instant it holds, epoch milliseconds; null: since ever. */
  readonly validFromMs: number | null;
  readonly rates: Rates;
  /** Ascending by `aboveInputTokens`. */
  readonly contextTiers: readonly ContextTier[];
  readonly serviceTiers: Readonly<Partial<Record<Exclude<ServiceTier, 'standard'>, Partial<Rates>>>>;
  /** Where the figures were read, with date or commit. */
  readonly source: string;
}

export const COST_STATUSES = ['priced', 'free', 'estimated', 'unpriced', 'usage_missing'] as const;
export type CostStatus = (typeof COST_STATUSES)[number];

export type Cost =
  | { readonly status: 'priced' | 'free' | 'estimated'; readonly amount: NanoUsd; readonly priceRowId: string }
  | { readonly status: 'unpriced' | 'usage_missing'; readonly amount: null; readonly priceRowId: string | null };

export interface PricedCall {
  /** null when the provider reported none and nothing could be measured. */
  readonly usage: Usage | null;
  /** True when the usage is our estimate, which makes the cost one. */
  readonly usageEstimated: boolean;
  readonly serviceTier: ServiceTier;
  readonly atMs: number;
}

const TOKENS_PER_MTOK = 1_000_000n;

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
  const rates = effectiveRates(row, inputTokensOf(call.usage), call.serviceTier);
  let total = 0n;
  let exact = !call.usageEstimated;
  for (const bucket of USAGE_BUCKETS) {
    const tokens = call.usage[bucket];
    if (tokens === 0) continue;
    const rate = rateFor(bucket, rates);
    if (rate === null) return { status: 'unpriced', amount: null, priceRowId: row.id };
    exact &&= rate.exact;
    total += BigInt(tokens) * rate.perMtok;
  }
  const amount = nanoUsd(divideRounded(total, TOKENS_PER_MTOK));
  const status = isFree(row) ? 'free' : exact ? 'priced' : 'estimated';
  return { status, amount, priceRowId: row.id };
}

/** The rates that apply to an input of this length in this service tier; the service tier wins over the context tier. */
export function effectiveRates(row: PriceRow, inputTokens: number, serviceTier: ServiceTier): Rates {
  const contextTier = row.contextTiers.findLast((tier) => inputTokens > tier.aboveInputTokens);
  const service = serviceTier === 'standard' ? undefined : row.serviceTiers[serviceTier];
  if (!contextTier && !service) return row.rates;
  return { ...row.rates, ...contextTier?.rates, ...service };
}

function rateFor(bucket: UsageBucket, rates: Rates): { perMtok: NanoUsd; exact: boolean } | null {
  const own = rates[bucket];
  if (own !== null) return { perMtok: own, exact: true };
  const fallback = RATE_FALLBACK[bucket];
  const bound = fallback ? rates[fallback.bucket] : null;
  return fallback && bound !== null ? { perMtok: bound, exact: fallback.exact } : null;
}

const isFree = (row: PriceRow): boolean => row.rates.input === ZERO_USD && row.rates.output === ZERO_USD;
