/** Which circuits are tried without a call, and when: those that a listing can tell of, and that nobody else tries. */
import type { FailureClass } from '../../ledger/domain/attempt';
import { type Cause, isDue } from './breaker';
import type { Circuit } from './circuit';

/** What an operator opened stays open as said, and a listing is no measure of how fast a model is. */
const TOLD_BY_A_LISTING: Readonly<Record<Cause, boolean>> = {
  failures_in_row: true,
  failure_rate: true,
  slow_calls: false,
  by_hand: false,
};

/** What is over when a list comes, which takes the same way and credential, but no model. */
const OVER_WHEN_LISTED: ReadonlySet<FailureClass> = new Set<FailureClass>([
  'server_error',
  'timeout',
  'connect_error',
  'auth_error',
]);

/** Replicas that saw the same failure do not ask together. */
const JITTER = 0.2;

/** @param chance 0..1 */
export const untilNextRoundMs = (intervalMs: number, chance: number): number =>
  Math.round(intervalMs * (1 + JITTER * (2 * chance - 1)));

/** The shortest time between two rounds: a circuit that was used within it is being tried by calls. */
export const quietMs = (intervalMs: number): number => untilNextRoundMs(intervalMs, 0);

interface At {
  readonly quietMs: number;
  readonly nowMs: number;
}

/** A circuit whose failures are not known here, as after a restart, is tried too. */
export function wantsProbe(
  { phase, lastFailure, lastUsedMs }: Pick<Circuit, 'phase' | 'lastFailure' | 'lastUsedMs'>,
  { quietMs: quiet, nowMs }: At,
): boolean {
  if (phase.state === 'closed' || !TOLD_BY_A_LISTING[phase.trouble.cause]) return false;
  if (lastFailure !== null && !OVER_WHEN_LISTED.has(lastFailure)) return false;
  // One that is due and was called would not be open any more.
  if (phase.state === 'open') return isDue(phase, nowMs);
  return phase.probing === 0 && nowMs - lastUsedMs >= quiet;
}
