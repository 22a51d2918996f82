/** A circuit's change of state, as it is persisted, told to other replicas, and made an incident of. */
import type { FailureClass } from '../../ledger/domain/attempt';
import type { BreakerState } from './breaker';
import type { BreakerKey } from './breaker-key';
import type { Counts } from './circuit';

export interface Transition {
  readonly key: BreakerKey;
  readonly from: BreakerState;
  readonly to: BreakerState;
  readonly atMs: number;
  /** `failures_in_row`, `failure_rate`, `slow_calls`, `probe_failed`, `due`, `answered`, `probes_succeeded`; by hand, the operator's words. */
  readonly reason: string;
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
