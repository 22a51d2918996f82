/** A key's limits in the headers by which SDKs and agents pace themselves: OpenAI's names, or Anthropic's. */
import { RATE_KINDS, type RateKind, type RateLimits } from '../shared/domain/access';
import { type Allowance, refillMs } from './domain/rate-limit';

interface Left {
  readonly limits: RateLimits;
  readonly allowance: Allowance;
  readonly nowMs: number;
}

type Header = readonly [name: string, value: string];

/** Of the kinds that have a limit. @param dialect the caller's */
export function rateHeaders(dialect: string, { limits, allowance, nowMs }: Left): readonly Header[] {
  const write = dialect === 'anthropic_messages' ? anthropics : openAis;
  return RATE_KINDS.flatMap((kind) => {
    const limit = limits[kind];
    if (limit === null) return [];
    const left = Math.max(0, Math.floor(allowance[kind].left));
    return write({ kind, limit, left, resetMs: refillMs(allowance[kind], limit), nowMs });
  });
}

interface Said {
  readonly kind: RateKind;
  readonly limit: number;
  readonly left: number;
  /** Until all is there again. */
  readonly resetMs: number;
  readonly nowMs: number;
}

const openAis = ({ kind, limit, left, resetMs }: Said): readonly Header[] => [
  [`x-ratelimit-limit-${kind}`, String(limit)],
  [`x-ratelimit-remaining-${kind}`, String(left)],
  [`x-ratelimit-reset-${kind}`, duration(resetMs)],
];

const anthropics = ({ kind, limit, left, resetMs, nowMs }: Said): readonly Header[] => [
  [`anthropic-ratelimit-${kind}-limit`, String(limit)],
  [`anthropic-ratelimit-${kind}-remaining`, String(left)],
  [`anthropic-ratelimit-${kind}-reset`, rfc3339(nowMs + resetMs)],
];

/** As OpenAI writes it: `120ms`, `9s`, `6m0s`. */
function duration(ms: number): string {
  if (ms < 1000) return `${ms}ms`;
  const seconds = Math.ceil(ms / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}

/** Whole seconds, as Anthropic writes them. */
const rfc3339 = (ms: number): string => new Date(Math.ceil(ms / 1000) * 1000).toISOString().replace('.000Z', 'Z');
