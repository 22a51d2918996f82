/** A circuit's change of state, as it is persisted, told to other replicas, and made an incident of. */
import type { FailureClass } from '../../ledger/domain/attempt';
import { type BreakerState, type Cause, CLOSED, type Phase } from './breaker';
import type { BreakerKey } from './breaker-key';
import type { Counts } from './circuit';

export interface Transition {
  readonly key: BreakerKey;
  readonly from: BreakerState;
  readonly to: BreakerState;
  readonly atMs: number;
  /** `failures_in_row`, `failure_rate`, `slow_calls`, `probe_failed`, `due`, `answered`, `probes_succeeded`; by hand, the operator's words. */
  readonly reason: string;
  /** Why it first opened; null: it closes. */
  readonly cause: Cause | null;
  /** When an open circuit is tried again; null: it is not open. */
  readonly untilMs: number | null;
  readonly counts: Counts;
  /** Of the failure that made it; null: none did. */
  readonly failureClass: FailureClass | null;
  /** The version that it leads to, if nobody else was first. */
  readonly version: number;
  /** Whose hand it was, as the audit log names it; null: nobody's. */
  readonly by: string | null;
}

/** The phase that it leads into. */
export function phaseAfter({ to, atMs, untilMs, cause, counts }: Transition): Phase {
  const trouble = { cause: cause ?? 'by_hand', openings: counts.openings };
  switch (to) {
    case 'closed':
      return CLOSED;
    case 'open':
      return { state: 'open', sinceMs: atMs, untilMs: untilMs ?? atMs, trouble };
    case 'half_open':
      return { state: 'half_open', sinceMs: atMs, trouble, probing: 0, successes: 0 };
  }
}
