/** Errors in Anthropic's shape. */
import { anthropicMessages, classOfAnthropicError } from '../../../../../src/gateway/protocols/anthropic-messages';
import type { FailureClass } from '../../../../../src/ledger';
import { BursarError, type ErrorCode, ERRORS } from '../../../../../src/shared/errors';

const TYPES: Readonly<Record<number, string>> = {
  ...{ 400: 'invalid_request_error', 401: 'authentication_error', 403: 'permission_error', 404: 'not_found_error' },
  ...{ 409: 'conflict_error', 413: 'request_too_large', 415: 'invalid_request_error', 422: 'invalid_request_error' },
  ...{ 429: 'rate_limit_error', 500: 'api_error', 502: 'api_error', 503: 'overloaded_error', 504: 'timeout_error' },
};

describe('an error to a caller', () => {
  it('has Anthropic’s type, our code, and what is wrong', () => {
    const error = new BursarError('invalid_request', { path: 'messages', problem: 'must be a list' });
    expect(anthropicMessages.error(error, 'req_1')).toEqual({
      type: 'error',
      error: {
        ...{ type: 'invalid_request_error', message: error.message },
        details: { error_code: 'invalid_request', path: 'messages', problem: 'must be a list' },
      },
      request_id: 'req_1',
    });
  });

  it.each(Object.keys(ERRORS) as ErrorCode[])('has the type of its status: %s', (code) => {
    const { status } = ERRORS[code];
    expect(anthropicMessages.error(new BursarError(code), 'req_1')).toMatchObject({
      error: { type: TYPES[status] ?? 'unexpected status' },
    });
  });

  it('is an event of its own in a stream', () => {
    const event = anthropicMessages.errorEvent(new BursarError('internal', { request_id: 'req_1' }), 'req_1');
    expect(event).toMatch(/^event: error\ndata: \{"type":"error",.*\}\n\n$/);
  });
});

describe('classOfAnthropicError', () => {
  const error = (type: string, message = '', code?: string): object => ({
    type: 'error',
    error: { type, message, ...(code !== undefined && { details: { error_code: code } }) },
  });

  it.each<[number, unknown, FailureClass | null]>([
    [400, error('invalid_request_error', 'messages: field required'), 'invalid_request'],
    [400, error('invalid_request_error', 'prompt is too long: 208310 tokens > 200000 maximum'), 'context_overflow'],
    [
      400,
      error('invalid_request_error', 'input length and `max_tokens` exceed context limit: 154690 + 64000 > 200000'),
      'context_overflow',
    ],
    [
      400,
      error('invalid_request_error', 'Your credit balance is too low to access the Anthropic API'),
      'billing_error',
    ],
    [400, error('invalid_request_error', 'You have reached your specified API usage limits'), 'billing_error'],
    [401, error('authentication_error', 'invalid x-api-key'), 'auth_error'],
    [402, error('billing_error'), 'billing_error'],
    [403, error('permission_error'), 'auth_error'],
    [404, error('not_found_error', 'model: claude-9'), 'model_not_found'],
    [413, error('request_too_large'), 'context_overflow'],
    [429, error('rate_limit_error', 'This request would exceed your rate limit'), 'rate_limited'],
    [429, error('rate_limit_error', '', 'contract_spend_limit_reached'), 'billing_error'],
    [500, error('api_error'), 'server_error'],
    [504, error('timeout_error'), 'timeout'],
    [529, error('overloaded_error', 'Overloaded'), 'server_error'],
    [400, error('of_tomorrow'), null],
    [502, '<html>', null],
    [500, null, null],
  ])('reads %i %j as %s', (status, body, failureClass) => {
    expect(classOfAnthropicError(status, body)).toBe(failureClass);
  });
});
