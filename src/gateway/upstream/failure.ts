/** How a provider's failure is classed, and what the caller hears of it. */
import type { FailureClass } from '../../ledger';
import { FAILURES, type FailureRow } from '../../resilience';
import { BursarError } from '../../shared/errors';
import type { TimeLimit } from '../domain/time-limits';
import { waitS } from './retry-after';

export interface Failure {
  readonly failureClass: FailureClass;
  readonly httpStatus: number | null;
  /** Our own words, for the ledger. */
  readonly problem: string;
  /** What the provider said, for the caller only. */
  readonly said: string | null;
  /** What the provider asked for, 0 or more; null: nothing. */
  readonly retryAfterMs: number | null;
}

const BY_STATUS: Readonly<Record<number, FailureClass>> = {
  400: 'invalid_request',
  401: 'auth_error',
  402: 'billing_error',
  403: 'auth_error',
  404: 'model_not_found',
  408: 'timeout',
  413: 'context_overflow',
  422: 'invalid_request',
  429: 'rate_limited',
};

/** Other client errors are the caller's, everything else is the server's. */
export const classOfStatus = (status: number): FailureClass =>
  BY_STATUS[status] ?? (status >= 400 && status < 500 ? 'invalid_request' : 'server_error');

/** How far an exchange had come when it broke. */
export type Phase = 'connecting' | 'waiting' | 'answering';

interface Break {
  readonly failureClass: FailureClass;
  readonly words: string;
}

const BREAKS: Readonly<Record<Phase, Break>> = {
  connecting: { failureClass: 'connect_error', words: 'it could not be reached' },
  waiting: { failureClass: 'server_error', words: 'it closed the connection without an answer' },
  answering: { failureClass: 'stream_interrupted', words: 'it broke off its answer' },
};

const NO_HTTP: Break = { failureClass: 'bad_response', words: 'its answer is no HTTP' };

function breakOf(code: string, phase: Phase): Break {
  return code.startsWith('HPE_') ? NO_HTTP : BREAKS[phase];
}

/** What an error of the connection means. */
export function failureOfError(error: Error, phase: Phase): Failure {
  const code = (error as { code?: unknown }).code;
  const name = typeof code === 'string' ? code : error.name;
  const { failureClass, words } = breakOf(name, phase);
  return { failureClass, httpStatus: null, problem: `${words} (${name})`, said: null, retryAfterMs: null };
}

/** Says which limit it was, so that whoever set it can set another. */
export const failureOfLimit = ({ name, ms, words }: TimeLimit): Failure => ({
  failureClass: 'timeout',
  httpStatus: null,
  problem: `${words} within ${ms} ms (${name})`,
  said: null,
  retryAfterMs: null,
});

export const badResponse = (problem: string, httpStatus: number): Failure => ({
  failureClass: 'bad_response',
  httpStatus,
  problem,
  said: null,
  retryAfterMs: null,
});

interface Telling {
  readonly failure: Failure;
  readonly provider: string;
}

type Teller = (telling: Telling) => BursarError;

const waiting = ({ retryAfterMs }: Failure): { retryAfterS?: number } =>
  retryAfterMs === null ? {} : { retryAfterS: waitS(retryAfterMs) };

/** What the caller hears. */
const TELLERS: Readonly<Record<FailureRow['caller'], Teller>> = {
  /** About the caller's own request: the provider's words are for the caller. */
  rejected: ({ failure: { said, problem }, provider }) =>
    new BursarError('provider_rejected', { problem: said ?? problem, provider }),
  limited: ({ failure, provider }) =>
    new BursarError('provider_rate_limited', { provider, problem: failure.said ?? failure.problem }, waiting(failure)),
  late: ({ failure: { problem }, provider }) => new BursarError('provider_timeout', { provider, problem }),
  /** About the provider or our account there: none of the caller's business but that it failed. */
  failed: ({ failure, provider }) => {
    const { failureClass, problem } = failure;
    return new BursarError('provider_failed', { provider, failure_class: failureClass, problem }, waiting(failure));
  },
};

export const callerError = (failure: Failure, provider: string): BursarError =>
  TELLERS[FAILURES[failure.failureClass].caller]({ failure, provider });

/** Refused, or never reached: nobody bills that. Whoever took the request and broke off may. */
export const costsNothing = ({ failureClass, httpStatus }: Failure): boolean =>
  failureClass === 'connect_error' || (httpStatus !== null && httpStatus >= 400);
