/** How long the provider may take over one call: the limits that hold, and which of them is due next. */
import type { Timeouts } from '../../catalog/domain/catalog';

export interface TimeLimit {
  /** Where it was set, for whoever wants another. */
  readonly name: string;
  readonly ms: number;
  /** What a provider that exceeds it did. */
  readonly words: string;
}

/** `total` counts from the call's arrival; the others are those of a stream, for a whole answer is one piece. */
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

const UNFINISHED = 'it did not finish';

/** Of several that bound the whole call the least holds. */
export function limitsOf({ stream, timeouts, caller, providerTimeoutMs }: Sources): TimeLimits {
  const totals: readonly (TimeLimit | null)[] = [
    limit('timeouts.total_ms', timeouts.totalMs, UNFINISHED),
    ...Object.entries(caller).map(([name, ms]) => limit(name, ms, UNFINISHED)),
  ];
  return {
    firstToken: stream ? limit('timeouts.first_token_ms', timeouts.firstTokenMs, 'it began no answer') : null,
    idle: stream ? limit('timeouts.idle_ms', timeouts.idleMs, 'it sent nothing more') : null,
    total: totals.reduce<TimeLimit>((least, next) => (next !== null && next.ms < least.ms ? next : least), {
      ...{ name: 'PROVIDER_TIMEOUT_MS', ms: providerTimeoutMs, words: UNFINISHED },
    }),
  };
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
  const { startedAtMs, begun, heardAtMs } = progress;
  const last: Due = { limit: total, atMs: startedAtMs + total.ms };
  const nearer = begun ? dueAfter(idle, heardAtMs) : dueAfter(firstToken, startedAtMs);
  return nearer !== null && nearer.atMs < last.atMs ? nearer : last;
}

const dueAfter = (limit: TimeLimit | null, fromMs: number | null): Due | null =>
  limit === null || fromMs === null ? null : { limit, atMs: fromMs + limit.ms };
