/** What a stored row says of a circuit. */
import type { FailureClass } from '../../ledger';
import { type Cause, CLOSED, type Phase, type Trouble } from '../domain/breaker';
import type { BreakerKey } from '../domain/breaker-key';
import type { CircuitBreakerRow } from './circuit-breaker.entity';

const CAUSES: readonly string[] = [
  'failures_in_row',
  'failure_rate',
  'slow_calls',
  'by_hand',
] satisfies readonly Cause[];

export const keyOf = ({ tenantId, provider, model, credential }: CircuitBreakerRow): BreakerKey => ({
  ...{ tenantId, provider, model, credential },
});

/** null: its latest transition was not made by one. */
export const failureOf = ({ failureClass }: CircuitBreakerRow): FailureClass | null =>
  failureClass as FailureClass | null;

/** null: its state is a word of a newer version. */
export function phaseOf(row: CircuitBreakerRow, nowMs: number): Phase | null {
  // The clock of the replica that wrote it may be ahead of ours.
  const aheadMs = Math.max(0, row.since.getTime() - nowMs);
  const sinceMs = row.since.getTime() - aheadMs;
  switch (row.state) {
    case 'closed':
      return CLOSED;
    case 'open':
      return { state: 'open', sinceMs, untilMs: (row.until ?? row.since).getTime() - aheadMs, trouble: troubleOf(row) };
    case 'half_open':
      return { state: 'half_open', sinceMs, trouble: troubleOf(row), probing: 0, successes: 0 };
    default:
      return null;
  }
}

const troubleOf = ({ cause, counts }: CircuitBreakerRow): Trouble => ({
  cause: isCause(cause) ? cause : 'failures_in_row',
  openings: Math.max(1, counts.openings),
});

const isCause = (word: string | null): word is Cause => word !== null && CAUSES.includes(word);
