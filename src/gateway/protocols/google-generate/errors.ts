/** What Google's errors mean: the status by name says more than HTTP's number, and the words more than either. */
import type { FailureClass } from '../../../ledger';
import { isObject, nameOf, objectOf, objectsOf } from '../wire';

interface Row {
  readonly status: string;
  /** Of the message; null: whatever it says. */
  readonly words: RegExp | null;
  readonly class: FailureClass;
}

/** The first row that fits. https://ai.google.dev/gemini-api/docs/troubleshooting */
const ROWS: readonly Row[] = [
  {
    status: 'INVALID_ARGUMENT',
    words: /token count .*exceeds|exceeds the maximum number of tokens/i,
    class: 'context_overflow',
  },
  { status: 'INVALID_ARGUMENT', words: /api key (?:not valid|expired)/i, class: 'auth_error' },
  { status: 'INVALID_ARGUMENT', words: null, class: 'invalid_request' },
  { status: 'FAILED_PRECONDITION', words: /billing/i, class: 'billing_error' },
  // The free tier is not there in every country, nor on every account.
  { status: 'FAILED_PRECONDITION', words: null, class: 'auth_error' },
  { status: 'UNAUTHENTICATED', words: null, class: 'auth_error' },
  { status: 'PERMISSION_DENIED', words: null, class: 'auth_error' },
  { status: 'NOT_FOUND', words: null, class: 'model_not_found' },
  { status: 'RESOURCE_EXHAUSTED', words: /prepayment credits|credit balance/i, class: 'billing_error' },
  { status: 'RESOURCE_EXHAUSTED', words: null, class: 'rate_limited' },
  { status: 'DEADLINE_EXCEEDED', words: null, class: 'timeout' },
  { status: 'CANCELLED', words: null, class: 'server_error' },
  { status: 'UNAVAILABLE', words: null, class: 'server_error' },
  { status: 'INTERNAL', words: /context (?:is )?too long|input context/i, class: 'context_overflow' },
  { status: 'INTERNAL', words: null, class: 'server_error' },
  { status: 'UNKNOWN', words: null, class: 'server_error' },
];

/** Of answers that say no name. */
const NAMES: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};

/** null where nothing of it is known here: then HTTP's number holds. `body` is what was parsed, whatever it is. */
export function classOfGoogleError(httpStatus: number, body: unknown): FailureClass | null {
  const error = errorOf(body);
  const message = nameOf(error['message']) ?? '';
  const name = nameOf(error['status']) ?? NAMES[httpStatus];
  return ROWS.find(({ status, words }) => status === name && words?.test(message) !== false)?.class ?? null;
}

/** Without `alt=sse` a stream's error is in a list. */
const errorOf = (body: unknown): Readonly<Record<string, unknown>> =>
  objectOf((isObject(body) ? body : objectsOf(body)[0])?.['error']);

/** In Google's words, for the caller; null where there are none. */
export const messageOfGoogleError = (body: unknown): string | null => nameOf(errorOf(body)['message']);

const RETRY_INFO = 'type.googleapis.com/google.rpc.RetryInfo';

/** Whole seconds to wait, rounded up: Google says it in the body and not in a header. */
export function retryAfterOfGoogleError(body: unknown): number | null {
  const info = objectsOf(errorOf(body)['details']).find((detail) => detail['@type'] === RETRY_INFO);
  const seconds = /^(\d{1,9}(?:\.\d+)?)s$/.exec(nameOf(info?.['retryDelay']) ?? '')?.[1];
  return seconds === undefined ? null : Math.ceil(Number(seconds));
}
