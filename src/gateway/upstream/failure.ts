/** How a provider's failure is classed, and what the caller hears of it. */
import type { FailureClass } from '../../ledger';
import { BursarError } from '../../shared/errors';
import type { TimeLimit } from '../domain/time-limits';

export interface Failure {
  readonly failureClass: FailureClass;
  readonly httpStatus: number | null;
  /** Our own words, for the ledger. */
  readonly problem: string;
  /** What the provider said, for the caller only. */
  readonly said: string | null;
  readonly retryAfterS: number | null;
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
  return { failureClass, httpStatus: null, problem: `${words} (${name})`, said: null, retryAfterS: null };
}

/** Says which limit it was, so that whoever set it can set another. */
export const failureOfLimit = ({ name, ms, words }: TimeLimit): Failure => ({
  failureClass: 'timeout',
  httpStatus: null,
  problem: `${words} within ${ms} ms (${name})`,
  said: null,
  retryAfterS: null,
});

export const badResponse = (problem: string, httpStatus: number): Failure => ({
  failureClass: 'bad_response',
  httpStatus,
  problem,
  said: null,
  retryAfterS: null,
});

interface Telling {
  readonly failure: Failure;
  readonly provider: string;
}

type Teller = (telling: Telling) => BursarError;

/** About the caller's own request: the provider's words are for the caller. */
const rejected: Teller = ({ failure: { said, problem }, provider }) =>
  new BursarError('provider_rejected', { problem: said ?? problem, provider });

/** About the provider or our account there: none of the caller's business but that it failed. */
const failed: Teller = ({ failure: { failureClass, problem, retryAfterS }, provider }) =>
  new BursarError('provider_failed', { provider, failure_class: failureClass, problem }, waiting(retryAfterS));

const limited: Teller = ({ failure: { said, problem, retryAfterS }, provider }) =>
  new BursarError('provider_rate_limited', { provider, problem: said ?? problem }, waiting(retryAfterS));

const late: Teller = ({ failure: { problem }, provider }) => new BursarError('provider_timeout', { provider, problem });

const waiting = (retryAfterS: number | null): { retryAfterS?: number } => (retryAfterS === null ? {} : { retryAfterS });

/** What the caller hears, a row a class. */
const TELLERS: Readonly<Record<FailureClass, Teller>> = {
  invalid_request: rejected,
  context_overflow: rejected,
  content_filter: rejected,
  rate_limited: limited,
  timeout: late,
  auth_error: failed,
  billing_error: failed,
  model_not_found: failed,
  server_error: failed,
  connect_error: failed,
  bad_response: failed,
  stream_interrupted: failed,
  cancelled: failed,
};

export const callerError = (failure: Failure, provider: string): BursarError =>
  TELLERS[failure.failureClass]({ failure, provider });
