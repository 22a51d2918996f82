/** Errors in Anthropic's shape: ours to callers, and what those of Anthropic mean. */
import type { FailureClass } from '../../../ledger';
import type { BursarError } from '../../../shared/errors';
import type { JsonObject } from '../dialect';
import { objectOf, textOf } from '../wire';
import { sse } from './write-answer';

/** Statuses whose type is not the common one of their hundred. */
const TYPE_OF: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  409: 'conflict_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  503: 'overloaded_error',
  504: 'timeout_error',
};

const typeOf = (status: number): string => TYPE_OF[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error');

/** `details.error_code` is where the SDKs look for a code. */
export const anthropicError = (error: BursarError, requestId: string): JsonObject & { readonly type: 'error' } => ({
  type: 'error',
  error: {
    type: typeOf(error.status),
    message: error.message,
    details: { error_code: error.code, ...error.details },
  },
  request_id: requestId,
});

export const anthropicErrorEvent = (error: BursarError, requestId: string): string =>
  sse(anthropicError(error, requestId));

/** First match holds; each looks into the message, as the type alone does not tell. */
const BY_MESSAGE: readonly (readonly [RegExp, FailureClass])[] = [
  [/prompt is too long|exceeds? (?:the )?(?:context|model's maximum)|context window/i, 'context_overflow'],
  [/credit balance|billing|usage limits?|spend(?:ing)? limit/i, 'billing_error'],
];

const BY_TYPE: ReadonlyMap<string, FailureClass> = new Map([
  ['invalid_request_error', 'invalid_request'],
  ['authentication_error', 'auth_error'],
  ['permission_error', 'auth_error'],
  ['billing_error', 'billing_error'],
  ['not_found_error', 'model_not_found'],
  ['request_too_large', 'context_overflow'],
  ['rate_limit_error', 'rate_limited'],
  ['timeout_error', 'timeout'],
  ['api_error', 'server_error'],
  ['overloaded_error', 'server_error'],
]);

/** Types whose message may tell more than they do. */
const VAGUE = new Set(['invalid_request_error', 'rate_limit_error']);

/** null where the body says nothing in Anthropic's words: then the status decides. */
export function classOfAnthropicError(_status: number, body: unknown): FailureClass | null {
  const error = objectOf(objectOf(body)['error']);
  const type = textOf(error['type']);
  const told = `${textOf(error['message'])} ${textOf(objectOf(error['details'])['error_code']).replaceAll('_', ' ')}`;
  const byMessage = VAGUE.has(type) ? BY_MESSAGE.find(([words]) => words.test(told))?.[1] : undefined;
  return byMessage ?? BY_TYPE.get(type) ?? null;
}
