/** What counts as an answer, what as a failure, and what says nothing of the provider. */
import type { FailureClass, Outcome } from '../../ledger/domain/attempt';

export type { FailureClass, Outcome } from '../../ledger/domain/attempt';

/** The caller's own doing: the provider was there and said so, or the caller left. */
export const CALLERS_DOING: readonly FailureClass[] = [
  'invalid_request',
  'content_filter',
  'context_overflow',
  'cancelled',
];

export type Verdict = 'answered' | 'failed' | 'not_counted';

/** Of one call. `unknown`: this process died before the end, which is nothing that the provider did. */
export function verdictOf(outcome: Outcome, failureClass: FailureClass | ''): Verdict {
  if (outcome === 'success') return 'answered';
  if (outcome === 'unknown' || outcome === 'cancelled') return 'not_counted';
  return failureClass !== '' && CALLERS_DOING.includes(failureClass) ? 'not_counted' : 'failed';
}

/** Of a request as its caller saw it: one that died with this process went unanswered, whoever's fault it was. */
export const requestVerdict = (outcome: Outcome, failureClass: FailureClass | ''): Verdict =>
  outcome === 'unknown' ? 'failed' : verdictOf(outcome, failureClass);

export type Tally = Readonly<Record<Verdict, number>>;

export const NO_CALLS: Tally = { answered: 0, failed: 0, not_counted: 0 };

export const tallied = (tally: Tally, verdict: Verdict, calls: number): Tally => ({
  ...tally,
  [verdict]: tally[verdict] + calls,
});

/** 0..1 of what counts; null where nothing does. */
export function availabilityOf({ answered, failed }: Tally): number | null {
  const counted = answered + failed;
  return counted === 0 ? null : answered / counted;
}
