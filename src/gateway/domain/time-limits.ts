/** How long the provider may take over one call: the limits that hold, and which of them is due next. */
import type { Timeouts } from '../../catalog/domain/catalog';

export interface TimeLimit {
  /** Where it was set, for whoever wants another. */
  readonly name: string;
  readonly ms: number;
  /** What a provider that exceeds it did. */
  readonly words: string;
}

/**
 * `total` counts from the call's arrival, over all its attempts. The others count from the attempt's start and are those
 * of a stream, but that a whole answer is one piece: its first token is its last.
 */
export interface TimeLimits {
  readonly firstToken: TimeLimit | null;
  readonly idle: TimeLimit | null;
  readonly total: TimeLimit;
}

interface Sources {
  readonly stream: boolean;
  /** Of the endpoint. */
  readonly timeouts: Timeouts;
  /** How long the caller waits, by the header's name. */
  readonly caller: Readonly<Record<string, number | null>>;
  /** The operator's setting PROVIDER_TIMEOUT_MS, which bounds all. */
  readonly providerTimeoutMs: number;
}

const UNBEGUN = 'it began no answer';
const UNFINISHED = 'it did not finish';

/** Of several that bound the whole call the least holds. */
export function limitsOf({ stream, timeouts, caller, providerTimeoutMs }: Sources): TimeLimits {
  let total: TimeLimit = { name: 'PROVIDER_TIMEOUT_MS', ms: providerTimeoutMs, words: UNFINISHED };
  const bound = (name: string, ms: number | null): void => {
    if (ms !== null && ms < total.ms) total = { name, ms, words: UNFINISHED };
  };
  bound('timeouts.total_ms', timeouts.totalMs);
  for (const name in caller) bound(name, caller[name] ?? null);
  return {
    firstToken: stream ? limit('timeouts.first_token_ms', timeouts.firstTokenMs, UNBEGUN) : null,
    idle: stream ? limit('timeouts.idle_ms', timeouts.idleMs, 'it sent nothing more') : null,
    total,
  };
}

// A whole answer, or the first token of a stream, that takes as long is late even by its own measure.
const USUAL_TIMES = 2;

interface Share {
  /** Until the deadline of the call. */
  readonly leftMs: number;
  /** 95th percentile to the first byte; null where not known. */
  readonly usualMs: number | null;
}

/**
 * The limits of an attempt that another can follow: half of what is left of the call's time, so that a provider that
 * stalls does not take all of it; but never less than twice what this one usually takes.
 */
export function sharedLimits(limits: TimeLimits, stream: boolean, { leftMs, usualMs }: Share): TimeLimits {
  const ms = Math.max(1, Math.floor(leftMs / 2), USUAL_TIMES * (usualMs ?? 0));
  if (ms >= Math.min(leftMs, limits.firstToken?.ms ?? Infinity)) return limits;
  const name = `${limits.total.name}, of which half is left to another provider`;
  return { ...limits, firstToken: { name, ms, words: stream ? UNBEGUN : UNFINISHED } };
}

const limit = (name: string, ms: number | null, words: string): TimeLimit | null =>
  ms === null ? null : { name, ms, words };

// Longer than any client waits; it keeps the timer within what Node's can count.
const MAX_STAINLESS_S = 24 * 3600;

/** How long the official SDKs say that they wait, `x-stainless-timeout` in seconds; null: nothing readable. */
export function sdkTimeoutMs(header: string | readonly string[] | undefined): number | null {
  const seconds = typeof header === 'string' ? Number(header) : Number.NaN;
  return seconds > 0 ? Math.ceil(Math.min(seconds, MAX_STAINLESS_S) * 1000) : null;
}

export interface Progress {
  /** The call's arrival. */
  readonly receivedAtMs: number;
  /** The attempt's start. */
  readonly startedAtMs: number;
  /** A piece of the answer has come. */
  readonly begun: boolean;
  /** When the provider last sent something; null: it may not send, because the caller is slow to read. */
  readonly heardAtMs: number | null;
}

export interface Due {
  readonly limit: TimeLimit;
  readonly atMs: number;
}

/** The limit that is exceeded first if nothing comes. */
export function dueNext({ firstToken, idle, total }: TimeLimits, progress: Progress): Due {
  const { receivedAtMs, startedAtMs, begun, heardAtMs } = progress;
  const last: Due = { limit: total, atMs: receivedAtMs + total.ms };
  const nearer = begun ? dueAfter(idle, heardAtMs) : dueAfter(firstToken, startedAtMs);
  return nearer !== null && nearer.atMs < last.atMs ? nearer : last;
}

const dueAfter = (limit: TimeLimit | null, fromMs: number | null): Due | null =>
  limit === null || fromMs === null ? null : { limit, atMs: fromMs + limit.ms };
