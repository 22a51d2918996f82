/** What each class of failure means, a row a class: for the circuit, for the rest of the call, and for the caller. */
import type { FailureClass } from '../../ledger/domain/attempt';

/** Who need not be asked any more in this call; the one that failed never again at once. */
export type RuledOut = 'target' | 'candidate' | 'credential' | 'provider' | 'smaller_windows' | 'everybody';

export interface FailureRow {
  /** What it says of the provider. `rate_limited` cools the credential down, `neutral` says nothing. */
  readonly breaker: 'failure' | 'neutral' | 'rate_limited';
  readonly rulesOut: RuledOut;
  /** The same may answer a little later, when nobody else is left. */
  readonly retrySame: boolean;
  /** What the caller hears, if it was the last: `rejected` its own request, in the provider's words. */
  readonly caller: 'rejected' | 'limited' | 'late' | 'failed';
}

export const FAILURES = {
  server_error: { breaker: 'failure', rulesOut: 'target', retrySame: true, caller: 'failed' },
  rate_limited: { breaker: 'rate_limited', rulesOut: 'target', retrySame: true, caller: 'limited' },
  // The next one gets the rest of the time: the same would only take it again.
  timeout: { breaker: 'failure', rulesOut: 'candidate', retrySame: false, caller: 'late' },
  // All of a provider's models are behind one address.
  connect_error: { breaker: 'failure', rulesOut: 'provider', retrySame: true, caller: 'failed' },
  auth_error: { breaker: 'failure', rulesOut: 'credential', retrySame: false, caller: 'failed' },
  billing_error: { breaker: 'failure', rulesOut: 'credential', retrySame: false, caller: 'failed' },
  // The catalog is wrong, and not the provider ill.
  model_not_found: { breaker: 'neutral', rulesOut: 'candidate', retrySame: false, caller: 'failed' },
  bad_response: { breaker: 'failure', rulesOut: 'candidate', retrySame: true, caller: 'failed' },
  content_filter: { breaker: 'neutral', rulesOut: 'everybody', retrySame: false, caller: 'rejected' },
  context_overflow: { breaker: 'neutral', rulesOut: 'smaller_windows', retrySame: false, caller: 'rejected' },
  invalid_request: { breaker: 'neutral', rulesOut: 'everybody', retrySame: false, caller: 'rejected' },
  stream_interrupted: { breaker: 'failure', rulesOut: 'candidate', retrySame: true, caller: 'failed' },
  cancelled: { breaker: 'neutral', rulesOut: 'everybody', retrySame: false, caller: 'failed' },
} as const satisfies Readonly<Record<FailureClass, FailureRow>>;
