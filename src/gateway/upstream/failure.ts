/** How a provider's failure is classed, and what the caller hears of it. */
import type { FailureClass } from '../../ledger';
import { BursarError } from '../../shared/errors';

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

const BY_CODE: Readonly<Record<string, FailureClass>> = {
  ECONNREFUSED: 'connect_error',
  ENOTFOUND: 'connect_error',
  EAI_AGAIN: 'connect_error',
  EHOSTUNREACH: 'connect_error',
  ENETUNREACH: 'connect_error',
  UND_ERR_CONNECT_TIMEOUT: 'connect_error',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
};

/** What the connection's error means; `answered`: the provider had begun to answer. */
export function failureOfError(error: Error, answered: boolean): Failure {
  const code = (error as { code?: unknown }).code;
  const name = typeof code === 'string' ? code : error.name;
  const parse = name.startsWith('HPE_') ? 'bad_response' : null;
  const failureClass = parse ?? BY_CODE[name] ?? (answered ? 'stream_interrupted' : 'connect_error');
  return { failureClass, httpStatus: null, problem: name, said: null, retryAfterS: null };
}

export const badResponse = (problem: string, httpStatus: number): Failure => ({
  failureClass: 'bad_response',
  httpStatus,
  problem,
  said: null,
  retryAfterS: null,
});

/** The error that the caller sees; the provider's own words only where they are about the caller's request. */
export function callerError(failure: Failure, provider: string, timeoutMs: number): BursarError {
  const { failureClass, said, problem } = failure;
  const retry = failure.retryAfterS === null ? {} : { retryAfterS: failure.retryAfterS };
  switch (failureClass) {
    case 'invalid_request':
    case 'context_overflow':
    case 'content_filter':
      return new BursarError('provider_rejected', { problem: said ?? problem, provider });
    case 'rate_limited':
      return new BursarError('provider_rate_limited', { provider, problem: said ?? problem }, retry);
    case 'timeout':
      return new BursarError('provider_timeout', { provider, timeout_ms: timeoutMs });
    case 'auth_error':
    case 'billing_error':
    case 'model_not_found':
    case 'server_error':
    case 'connect_error':
    case 'bad_response':
    case 'stream_interrupted':
    case 'cancelled':
      return new BursarError('provider_failed', { provider, failure_class: failureClass, problem }, retry);
  }
}
