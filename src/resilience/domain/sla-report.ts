/** Availability as callers saw it, against that of each provider; how soon outages were seen, and how long they lasted. */
import {
  availabilityOf,
  type FailureClass,
  NO_CALLS,
  type Outcome,
  requestVerdict,
  type Tally,
  tallied,
  verdictOf,
} from './availability';
import type { Outage } from './outages';

interface Ended {
  readonly outcome: Outcome;
  readonly failureClass: FailureClass | '';
}

export interface EndedRequests extends Ended {
  readonly requests: number;
  readonly severalAttempts: boolean;
}

export interface EndedCalls extends Ended {
  readonly provider: string;
  readonly calls: number;
}

/** Milliseconds; nulls without any. */
export interface Durations {
  readonly count: number;
  readonly mean: number | null;
  readonly max: number | null;
}

interface Availability extends Tally {
  readonly availability: number | null;
}

export interface CallersSide extends Availability {
  readonly requests: number;
  /** Answered although their first attempt failed. */
  readonly saved_by_failover: number;
  /** What it would have been. */
  readonly availability_without_failover: number | null;
}

export interface ProvidersSide extends Availability {
  readonly provider: string;
  readonly calls: number;
  /** Of its circuits. */
  readonly outages: number;
  /** From the first call that failed to the moment in which the circuit opened. */
  readonly detect_ms: Durations;
  /** From the moment in which the circuit opened to that in which it closed. */
  readonly recover_ms: Durations;
}

export interface Found {
  readonly provider: string;
  readonly detectMs: number;
}

const withAvailability = (tally: Tally): Availability => ({ ...tally, availability: availabilityOf(tally) });

export function callersSide(ended: readonly EndedRequests[]): CallersSide {
  let tally = NO_CALLS;
  let saved = 0;
  for (const { outcome, failureClass, requests, severalAttempts } of ended) {
    tally = tallied(tally, requestVerdict(outcome, failureClass), requests);
    if (severalAttempts && outcome === 'success') saved += requests;
  }
  const without = { ...tally, answered: tally.answered - saved, failed: tally.failed + saved };
  return {
    requests: tally.answered + tally.failed + tally.not_counted,
    ...withAvailability(tally),
    saved_by_failover: saved,
    availability_without_failover: availabilityOf(without),
  };
}

/** In the order of their names. */
export function providersSide(
  ended: readonly EndedCalls[],
  outages: readonly Outage[],
  found: readonly Found[],
): ProvidersSide[] {
  const names = new Set([...ended, ...outages].map(({ provider }) => provider));
  return [...names].sort().map((name) => {
    const ofName = <Row extends { provider: string }>(rows: readonly Row[]): Row[] =>
      rows.filter(({ provider }) => provider === name);
    const tally = ofName(ended).reduce<Tally>(
      (sum, { outcome, failureClass, calls }) => tallied(sum, verdictOf(outcome, failureClass), calls),
      NO_CALLS,
    );
    const down = ofName(outages);
    return {
      provider: name,
      calls: tally.answered + tally.failed + tally.not_counted,
      ...withAvailability(tally),
      outages: down.length,
      detect_ms: durations(ofName(found).map(({ detectMs }) => detectMs)),
      recover_ms: durations(
        down.flatMap(({ openedAtMs, closedAtMs }) => (closedAtMs === null ? [] : [closedAtMs - openedAtMs])),
      ),
    };
  });
}

function durations(ms: readonly number[]): Durations {
  if (ms.length === 0) return { count: 0, mean: null, max: null };
  const sum = ms.reduce((total, one) => total + one, 0);
  return { count: ms.length, mean: Math.round(sum / ms.length), max: ms.reduce((a, b) => Math.max(a, b)) };
}
