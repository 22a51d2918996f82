/**
 * What follows a failure: who is asked next, and when, or that the call ends with it. Without a policy's plan somebody
 * else is asked at once, and only when nobody else is left the same again, after a wait.
 */
import type { Candidate } from '../../catalog/domain/catalog';
import type { FailureClass } from '../../ledger/domain/attempt';
import { LONGEST_WAIT_MS, waitMs } from './backoff';
import { FAILURES, type RuledOut } from './failure-table';

/** Somebody who can be asked: a model at a provider, with one of the credentials there. */
export interface Target {
  readonly candidate: Candidate;
  /** Its name; '' where there is none. */
  readonly credential: string;
  /** Of the decision's order: 0 for what was named first, then one for each fallback. */
  readonly line: number;
}

export interface Failed<T extends Target = Target> {
  readonly target: T;
  readonly failureClass: FailureClass;
  readonly atMs: number;
  /** What the provider asked for; null: nothing. */
  readonly retryAfterMs: number | null;
  /** What a policy has planned for it; null: none stands over the call. */
  readonly planned: Planned | null;
}

export type PlannedVerb = 'retry_same' | 'next_candidate' | 'next_provider_same_model' | 'disable_provider' | 'abort';

/** A policy's action after a failure. */
export interface Planned {
  /** The first that leads anywhere is done. */
  readonly verbs: readonly PlannedVerb[];
  /** How often the same is asked again at the most. */
  readonly retries: number;
  /** Before the next attempt, whoever it is at. */
  readonly waitMs: number;
}

export interface Standing<T extends Target> {
  /** In the decision's order, the credentials of each candidate in theirs. */
  readonly targets: readonly T[];
  /** At least one: the last has just happened. */
  readonly failures: readonly Failed<T>[];
  /** Who could not be asked: an open circuit, or parameters that a strict endpoint does not drop. */
  readonly passedOver: readonly Target[];
  readonly attemptsLeft: number;
  readonly deadlineMs: number;
  readonly nowMs: number;
  /** 0..1 */
  readonly chance: number;
}

export type NextStep<T extends Target> =
  { readonly kind: 'attempt'; readonly target: T; readonly atMs: number } | { readonly kind: 'stop' };

const STOP = Object.freeze({ kind: 'stop' } as const);

export function nextStep<T extends Target>(standing: Standing<T>): NextStep<T> {
  const last = standing.failures.at(-1);
  if (last === undefined || standing.attemptsLeft <= 0 || last.failureClass === 'cancelled') return STOP;
  const next = last.planned === null ? usual(standing, last) : asPlanned(standing, last, last.planned);
  return next !== null && next.atMs < standing.deadlineMs ? { kind: 'attempt', ...next } : STOP;
}

export const isSame = (a: Target, b: Target): boolean => a.candidate === b.candidate && a.credential === b.credential;

interface Next<T extends Target> {
  readonly target: T;
  readonly atMs: number;
}

function usual<T extends Target>(standing: Standing<T>, last: Failed<T>): Next<T> | null {
  if (FAILURES[last.failureClass].rulesOut === 'everybody') return null;
  const { failures, nowMs } = standing;
  const left = untried(standing).filter((target) => !failures.some((failed) => rulesOut(failed, target)));
  const target = nearest(left, last.target);
  return target === undefined ? soonestAgain(standing) : { target, atMs: nowMs };
}

const untried = <T extends Target>({ targets, failures, passedOver }: Standing<T>): T[] =>
  targets.filter(
    (target) =>
      !failures.some((failed) => isSame(failed.target, target)) && !passedOver.some((other) => isSame(other, target)),
  );

const rulesOut = (failed: Failed, target: Target): boolean =>
  RULES[FAILURES[failed.failureClass].rulesOut](failed.target, target);

const RULES: Readonly<Record<RuledOut, (failed: Target, target: Target) => boolean>> = {
  target: isSame,
  candidate: (failed, target) => failed.candidate === target.candidate,
  credential: (failed, target) => isSameProvider(failed, target) && failed.credential === target.credential,
  provider: isSameProvider,
  smaller_windows: (failed, target) => !isLarger(target, failed),
  everybody: () => true,
};

function isSameProvider(a: Target, b: Target): boolean {
  return a.candidate.provider.name === b.candidate.provider.name;
}

/** What is not known is not known to be larger. */
function isLarger({ candidate: { model } }: Target, than: Target): boolean {
  const { contextWindow } = than.candidate.model;
  return model.contextWindow !== null && contextWindow !== null && model.contextWindow > contextWindow;
}

/**
 * The same model with another credential, then at another provider, then whoever is next. A list has an order of its own
 * (an endpoint's fallback, `models`, a policy): over its lines nobody moves forward.
 */
function nearest<T extends Target>(left: readonly T[], failed: Target): T | undefined {
  return (
    left.find(({ candidate }) => candidate === failed.candidate) ??
    left.find((target) => target.line === failed.line && isSameModel(target, failed)) ??
    left[0]
  );
}

const isSameModel = (a: Target, b: Target): boolean => a.candidate.model.model === b.candidate.model.model;

/** Of all that failed and may answer a little later, whoever is ready first. */
function soonestAgain<T extends Target>({ failures, passedOver, nowMs, chance }: Standing<T>): Next<T> | null {
  let soonest: Next<T> | null = null;
  for (const [at, { target, failureClass, atMs: failedAtMs, retryAfterMs }] of failures.entries()) {
    const later = failures.slice(at + 1).some((other) => isSame(other.target, target));
    const barred = passedOver.some((other) => isSame(other, target));
    if (later || barred || !FAILURES[failureClass].retrySame) continue;
    const count = failures.filter((other) => isSame(other.target, target)).length;
    const atMs = Math.max(nowMs, failedAtMs + waitMs({ failures: count, chance, retryAfterMs }));
    if (atMs - nowMs > LONGEST_WAIT_MS || (soonest !== null && soonest.atMs <= atMs)) continue;
    soonest = { target, atMs };
  }
  return soonest;
}

/** A policy's plan stands in place of the table, but for what cannot help: a window that is no larger. */
function asPlanned<T extends Target>(standing: Standing<T>, last: Failed<T>, planned: Planned): Next<T> | null {
  const { failures, nowMs } = standing;
  const left = untried(standing).filter((target) => !failures.some((failed) => isSpent(failed, target)));
  for (const verb of planned.verbs) {
    if (verb === 'abort') return null;
    const target = CHOICES[verb]({ left, last, failures, planned }) as T | undefined;
    if (target === undefined) continue;
    const askedMs = target === last.target ? (last.retryAfterMs ?? 0) : 0;
    return { target, atMs: nowMs + Math.max(planned.waitMs, askedMs) };
  }
  return null;
}

/** A plan knows candidates, not credentials: one that has failed has had its turn. */
const isSpent = (failed: Failed, target: Target): boolean =>
  failed.target.candidate === target.candidate ||
  (failed.failureClass === 'context_overflow' && rulesOut(failed, target)) ||
  (failed.planned?.verbs.includes('disable_provider') === true && isSameProvider(failed.target, target));

interface Choosing {
  readonly left: readonly Target[];
  readonly last: Failed;
  readonly failures: readonly Failed[];
  readonly planned: Planned;
}

const CHOICES: Readonly<Record<Exclude<PlannedVerb, 'abort'>, (choosing: Choosing) => Target | undefined>> = {
  retry_same: ({ last, failures, planned }) =>
    inARow(failures, last.target) <= planned.retries ? last.target : undefined,
  next_candidate: ({ left }) => left[0],
  next_provider_same_model: ({ left, last }) =>
    left.find((target) => isSameModel(target, last.target) && !isSameProvider(target, last.target)),
  // It has had its effect already: nobody of that provider is left.
  disable_provider: () => undefined,
};

/** How often it has failed without anybody else in between. */
function inARow(failures: readonly Failed[], target: Target): number {
  const other = failures.findLastIndex((failed) => !isSame(failed.target, target));
  return failures.length - 1 - other;
}
