/** What a recorded attempt costs by the prices in force now. */
import { costOf, type PriceRow } from '../../catalog/domain/price';
import type { Cost } from '../../shared/domain/cost';
import { type NanoUsd, nanoUsd } from '../../shared/domain/money';
import type { ServiceTier } from '../../shared/domain/service-tier';
import type { Usage } from '../../shared/domain/usage';
import { isEstimated, type UsageSource } from './attempt';

/** With the price that it was recorded at, or the latest correction's. */
export interface PricedAttempt {
  readonly queuedAtMs: number;
  readonly usage: Usage;
  readonly usageSource: UsageSource;
  readonly serviceTier: ServiceTier;
  readonly priceRegion: string | null;
  /** null: it was not priced. */
  readonly cost: NanoUsd | null;
}

export type Correction =
  | { readonly kind: 'same' }
  /** It has a cost, and the prices in force now cannot say one. */
  | { readonly kind: 'unpriced' }
  | { readonly kind: 'adjusted'; readonly cost: KnownCost; readonly difference: NanoUsd };

type KnownCost = Extract<Cost, { readonly amount: NanoUsd }>;

export function correctionOf(attempt: PricedAttempt, rows: readonly PriceRow[]): Correction {
  const { usage, serviceTier, priceRegion: region, usageSource, queuedAtMs: atMs } = attempt;
  const cost = costOf({ usage, usageEstimated: isEstimated(usageSource), serviceTier, region, atMs }, rows);
  if (cost.amount === attempt.cost) return { kind: 'same' };
  if (cost.amount === null) return { kind: 'unpriced' };
  return { kind: 'adjusted', cost, difference: nanoUsd(cost.amount - (attempt.cost ?? 0n)) };
}

/** A stretch of time and the one price row that holds in it; `toMs` is exclusive. */
export interface Period {
  readonly row: PriceRow;
  readonly fromMs: number;
  readonly toMs: number;
}

/** The part of each row's time that is in the range; rows are ascending. */
export function periodsOf(rows: readonly PriceRow[], range: { fromMs: number; toMs: number }): Period[] {
  return rows
    .map((row, at) => ({
      row,
      fromMs: Math.max(range.fromMs, row.validFromMs ?? -Infinity),
      toMs: Math.min(range.toMs, rows[at + 1]?.validFromMs ?? Infinity),
    }))
    .filter(({ fromMs, toMs }) => fromMs < toMs);
}
