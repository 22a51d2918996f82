/** What an attempt cost, or why that cannot be said: an unknown price is never zero. */
import type { NanoUsd } from './money';

export type Cost =
  | { readonly status: 'priced' | 'free' | 'estimated'; readonly amount: NanoUsd; readonly priceRowId: string }
  | { readonly status: 'unpriced' | 'usage_missing'; readonly amount: null; readonly priceRowId: string | null };
