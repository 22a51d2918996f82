/**
 * The circuit breaker as pure transitions. A closed circuit lets every call through and counts; an open one lets none
 * through until it is due; a half-open one lets a few probes through, whose outcomes close it or open it again.
 */
import type { BreakerSettings } from '../../catalog/domain/breaker-settings';
import type { FailureClass } from '../../ledger/domain/attempt';
import type { OutcomeWindow } from './outcome-window';

export const BREAKER_STATES = ['closed', 'open', 'half_open'] as const;
export type BreakerState = (typeof BREAKER_STATES)[number];

/** `neutral`: says nothing of the provider's health (the caller's own mistake, a caller who left). */
export type Outcome =
  | { readonly kind: 'success'; readonly slow: boolean }
  | { readonly kind: 'failure'; readonly failureClass: FailureClass; readonly retryAfterMs: number | null }
  | { readonly kind: 'rate_limited'; readonly retryAfterMs: number | null }
  | { readonly kind: 'neutral' };

export type Phase =
  | {
      readonly state: 'closed';
      readonly failuresInRow: number;
      /** The latest moment before which a provider asked not to be called; 0: none did. */
      readonly askedForMs: number;
    }
  | { readonly state: 'open'; readonly sinceMs: number; readonly untilMs: number; readonly trouble: Trouble }
  | {
      readonly state: 'half_open';
      readonly sinceMs: number;
      readonly trouble: Trouble;
      /** Probes in flight. */
      readonly probing: number;
      readonly successes: number;
    };

export interface Trouble {
  readonly cause: Cause;
  /** How often in a row it has opened: each time for twice as long. */
  readonly openings: number;
}

export type Cause = 'failures_in_row' | 'failure_rate' | 'slow_calls' | 'by_hand';

/** How a call came through: `insisted` although the circuit would not have it, because nothing else was left. */
export type Passage = 'call' | 'probe' | 'insisted';

export interface Rules extends BreakerSettings {
  /** Whether a `Retry-After` only prolongs the time open, or is the time. */
  readonly retryAfter: 'at_least' | 'exactly';
}

export interface Moment {
  readonly nowMs: number;
  /** 0..1, from chance. */
  readonly chance: number;
  readonly rules: Rules;
}

/** What a step leads to, and the word for it; the same phase object where nothing changed. */
export interface Step {
  readonly phase: Phase;
  readonly reason: string;
  /** Those that opened it. */
  readonly failuresInRow?: number;
}

/** Replicas that opened together do not come back together. */
const JITTER = 0.2;
/** A header can be wrong by days: one probe every ten minutes costs nobody anything, and finds that out. */
export const MAX_RETRY_AFTER_MS = 600_000;
/**
 * An opening that lies ahead of the clock by more means that the clock was set back: then the circuit is due, for it
 * might otherwise be so in a year. Less is only a time that was read before a call and told after it.
 */
export const CLOCK_TOLERANCE_MS = 10_000;

export const CLOSED: Phase = Object.freeze({ state: 'closed', failuresInRow: 0, askedForMs: 0 });

type Open = Extract<Phase, { state: 'open' }>;
type Closed = Extract<Phase, { state: 'closed' }>;
type HalfOpen = Extract<Phase, { state: 'half_open' }>;

export const isDue = ({ sinceMs, untilMs }: Open, nowMs: number): boolean =>
  nowMs >= untilMs || nowMs < sinceMs - CLOCK_TOLERANCE_MS;

/** Whether a call may come through, and the phase with it on its way; null: it may not. */
export function enter(phase: Phase, nowMs: number, { probes }: Rules): Step | null {
  switch (phase.state) {
    case 'closed':
      return { phase, reason: '' };
    case 'open':
      return isDue(phase, nowMs) ? { phase: halfOpen(phase, nowMs, { probing: 1 }), reason: 'due' } : null;
    case 'half_open':
      return phase.probing < probes ? { phase: { ...phase, probing: phase.probing + 1 }, reason: '' } : null;
  }
}

/**
 * After the outcome of a call that was let through in this very spell of the phase.
 * @param window the outcome is in it already where the phase is closed
 */
export function leave(
  phase: Phase,
  passage: Passage,
  outcome: Outcome,
  at: Moment & { readonly window: OutcomeWindow },
): Step {
  switch (phase.state) {
    case 'closed':
      return countedIn(phase, outcome, at);
    case 'open':
      return insistedOn(phase, outcome, at);
    case 'half_open':
      return probed(passage === 'probe' ? { ...phase, probing: phase.probing - 1 } : phase, outcome, at);
  }
}

/** After the outcome of a call of an earlier spell: it says nothing new, but what the provider asks for holds. */
export function leaveLate(phase: Phase, outcome: Outcome, at: Moment): Phase {
  return phase.state === 'open' && outcome.kind === 'failure' ? prolonged(phase, outcome.retryAfterMs, at) : phase;
}

function countedIn(phase: Closed, outcome: Outcome, at: Moment & { readonly window: OutcomeWindow }): Step {
  const counted = afterCall(phase, outcome, at);
  const cause = counted === phase && outcome.kind !== 'success' ? null : tripped(counted, at.window, at.rules);
  if (cause === null) return { phase: counted, reason: '' };
  const { failuresInRow, askedForMs } = counted;
  return { phase: opened({ cause, openings: 1 }, askedForMs, at), reason: cause, failuresInRow };
}

function afterCall(phase: Closed, outcome: Outcome, at: Moment): Closed {
  switch (outcome.kind) {
    case 'success':
      return phase.failuresInRow === 0 && phase.askedForMs === 0 ? phase : (CLOSED as Closed);
    case 'failure':
      return {
        state: 'closed',
        failuresInRow: phase.failuresInRow + 1,
        askedForMs: Math.max(phase.askedForMs, askedFor(outcome.retryAfterMs, at.nowMs)),
      };
    case 'rate_limited':
    case 'neutral':
      return phase;
  }
}

function tripped({ failuresInRow }: Closed, { calls, failures, slow }: OutcomeWindow, rules: Rules): Cause | null {
  if (failuresInRow >= rules.failures_in_row) return 'failures_in_row';
  if (calls < rules.min_calls) return null;
  if (failures >= rules.failure_rate * calls) return 'failure_rate';
  return slow >= rules.slow_rate * calls ? 'slow_calls' : null;
}

/** Only calls without any other way out come here: a success is the first probe, a failure is no news. */
function insistedOn(phase: Open, outcome: Outcome, at: Moment): Step {
  switch (outcome.kind) {
    case 'success':
      return { phase: halfOpen(phase, at.nowMs, { successes: 1 }), reason: 'answered' };
    case 'failure':
      return { phase: prolonged(phase, outcome.retryAfterMs, at), reason: '' };
    case 'rate_limited':
    case 'neutral':
      return { phase, reason: '' };
  }
}

function probed(phase: HalfOpen, outcome: Outcome, at: Moment): Step {
  switch (outcome.kind) {
    case 'success':
      return outcome.slow && phase.trouble.cause === 'slow_calls' ? reopened(phase, null, at) : mended(phase, at);
    case 'failure':
      return reopened(phase, outcome.retryAfterMs, at);
    case 'rate_limited':
    case 'neutral':
      return { phase, reason: '' };
  }
}

function mended(phase: HalfOpen, { rules }: Moment): Step {
  const successes = phase.successes + 1;
  if (successes >= rules.successes_to_close) return { phase: CLOSED, reason: 'probes_succeeded' };
  return { phase: { ...phase, successes }, reason: '' };
}

function reopened({ trouble }: HalfOpen, retryAfterMs: number | null, at: Moment): Step {
  const openings = trouble.openings + 1;
  return {
    phase: opened({ ...trouble, openings }, askedFor(retryAfterMs, at.nowMs), at),
    reason: 'probe_failed',
  };
}

function opened(trouble: Trouble, askedForMs: number, at: Moment): Phase {
  const { nowMs, rules } = at;
  const ownMs = nowMs + timeOpenMs(trouble.openings, at);
  // What was asked for before the clock was set back may lie anywhere.
  const asked = Math.min(askedForMs, nowMs + MAX_RETRY_AFTER_MS);
  const exact = rules.retryAfter === 'exactly' && asked > nowMs;
  return { state: 'open', sinceMs: nowMs, untilMs: exact ? asked : Math.max(ownMs, asked), trouble };
}

/** Milliseconds: doubling up to the limit, then more or less by chance. */
function timeOpenMs(openings: number, { chance, rules }: Moment): number {
  const seconds = Math.min(rules.open_s * 2 ** (openings - 1), rules.max_open_s);
  return Math.round(seconds * 1000 * (1 + JITTER * (2 * chance - 1)));
}

const halfOpen = (
  { trouble }: Open,
  sinceMs: number,
  { probing = 0, successes = 0 }: { probing?: number; successes?: number },
): Phase => ({ state: 'half_open', sinceMs, trouble, probing, successes });

function prolonged(phase: Open, retryAfterMs: number | null, { nowMs }: Moment): Phase {
  const untilMs = askedFor(retryAfterMs, nowMs);
  return untilMs > phase.untilMs ? { ...phase, untilMs } : phase;
}

/** Of what lies in the past nothing is left; of a year, ten minutes. */
const askedFor = (retryAfterMs: number | null, nowMs: number): number =>
  retryAfterMs === null || !(retryAfterMs > 0) ? 0 : nowMs + Math.min(retryAfterMs, MAX_RETRY_AFTER_MS);
