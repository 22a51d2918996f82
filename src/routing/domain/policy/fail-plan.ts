/** What fail plans mean: the action for each kind of error. */
import type { Action, Algebra, FailPlan, Verb } from './meaning';

/** The kind under which the base is kept; an override of that name replaces it. */
const BASE = 'unknown';

export const FAIL_PLANS: Algebra<'FailPlan'> = {
  always: (action) => new Map([[BASE, action]]),
  override: (plan, kind, action) => new Map([...plan, [kind, action]]),
};

export const actionFor = (plan: FailPlan, kind: string): Action =>
  plan.get(kind) ?? plan.get(BASE) ?? { action: 'next_candidate' };

/** Milliseconds to wait before the attempt of that number, counted from 1; of a list the last value repeats. */
export function backoffMs({ backoff_ms: backoff = 0 }: Action, attempt: number): number {
  return typeof backoff === 'number' ? backoff : (backoff[Math.min(attempt, backoff.length) - 1] ?? 0);
}

/** An action as the host carries it out. */
export interface PlannedAction {
  /** The first that leads anywhere is done. */
  readonly verbs: readonly Verb[];
  /** How often the same candidate is asked again at the most. */
  readonly retries: number;
  readonly waitMs: number;
}

/** What is done when the action leads nowhere, unless it says so itself. */
const THEN: Readonly<Record<Verb, Verb>> = {
  retry_same: 'next_candidate',
  disable_provider: 'next_candidate',
  next_candidate: 'abort',
  next_provider_same_model: 'abort',
  abort: 'abort',
};

/** @param failures of the call so far, this one counted */
export function plannedAction(plan: FailPlan, kind: string, failures: number): PlannedAction {
  const action = actionFor(plan, kind);
  return {
    verbs: [action.action, action.then_action ?? THEN[action.action]],
    retries: action.attempts ?? 1,
    waitMs: Math.max(0, backoffMs(action, failures)),
  };
}
