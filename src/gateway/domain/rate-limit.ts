/** How much a key may ask for: a bucket of requests and one of tokens, each of a minute's worth, refilled as time passes. */
import { RATE_KINDS, type RateKind, type RateLimits } from '../../shared/domain/access';

export interface Bucket {
  /** Below zero where a call has used more than was expected of it. */
  readonly left: number;
  /** When that was so, epoch milliseconds. */
  readonly atMs: number;
}

/** The bucket of a kind without a limit is never looked at. */
export type Allowance = Readonly<Record<RateKind, Bucket>>;

export type Taken =
  | { readonly allowed: true; readonly allowance: Allowance }
  | {
      readonly allowed: false;
      readonly allowance: Allowance;
      readonly kind: RateKind;
      readonly limit: number;
      /** Until as much is there as was asked for, or all that can be. */
      readonly waitMs: number;
    };

const MINUTE_MS = 60_000;

/** Takes a call's share, or says how long to wait. A call above the whole limit goes when nothing of it has been used. */
export function take(
  before: Allowance | undefined,
  limits: RateLimits,
  { asked, nowMs }: { readonly asked: Readonly<Record<RateKind, number>>; readonly nowMs: number },
): Taken {
  const allowance = refilled(before, limits, nowMs);
  for (const kind of RATE_KINDS) {
    const limit = limits[kind];
    if (limit === null) continue;
    const missing = Math.min(asked[kind], limit) - allowance[kind].left;
    if (missing > 0) return { allowed: false, allowance, kind, limit, waitMs: timeFor(missing, limit) };
  }
  const { requests, tokens } = allowance;
  return {
    allowed: true,
    allowance: { requests: more(requests, -asked.requests), tokens: more(tokens, -asked.tokens) },
  };
}

/** After a call has used fewer tokens than it took, or more. */
export const corrected = ({ requests, tokens }: Allowance, unusedTokens: number): Allowance => ({
  requests,
  tokens: more(tokens, unusedTokens),
});

/** Milliseconds until a bucket is full, if nothing is taken from it. */
export const refillMs = ({ left }: Bucket, limit: number): number => timeFor(limit - left, limit);

const timeFor = (amount: number, limit: number): number => Math.ceil((Math.max(0, amount) * MINUTE_MS) / limit);

const more = ({ left, atMs }: Bucket, amount: number): Bucket => ({ left: left + amount, atMs });

const refilled = (before: Allowance | undefined, limits: RateLimits, nowMs: number): Allowance => ({
  requests: refill(before?.requests, limits.requests ?? 0, nowMs),
  tokens: refill(before?.tokens, limits.tokens ?? 0, nowMs),
});

/** Full at first. A clock that goes back gives nothing. */
function refill(before: Bucket | undefined, limit: number, nowMs: number): Bucket {
  if (before === undefined) return { left: limit, atMs: nowMs };
  const elapsedMs = Math.max(0, nowMs - before.atMs);
  return { left: Math.min(limit, before.left + (elapsedMs * limit) / MINUTE_MS), atMs: nowMs };
}
