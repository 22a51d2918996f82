/** What a provider's failure says to its circuit. */
import { type CircuitOutcome, FAILURES } from '../../resilience';
import type { Failure } from './failure';

export const NEUTRAL: CircuitOutcome = Object.freeze({ kind: 'neutral' });

export function outcomeOfFailure({ failureClass, retryAfterMs }: Failure): CircuitOutcome {
  const { breaker } = FAILURES[failureClass];
  if (breaker === 'neutral') return NEUTRAL;
  return breaker === 'failure' ? { kind: breaker, failureClass, retryAfterMs } : { kind: breaker, retryAfterMs };
}
