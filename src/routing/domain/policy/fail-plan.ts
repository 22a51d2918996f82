/** What fail plans mean: the action for each kind of error. */
import type { Action, Algebra, FailPlan } from './meaning';

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
