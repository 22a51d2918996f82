/** What Google's errors mean. */
import fc from 'fast-check';
import {
  classOfGoogleError,
  messageOfGoogleError,
  retryAfterOfGoogleError,
} from '../../../../../src/gateway/protocols/google-generate/index';
import { anyJson, mutations } from '../mutations';

const error = (status: string, message = ''): object => ({ error: { code: 400, message, status } });

/** As Google words them. */
const TOO_LONG = 'The input token count (1200293) exceeds the maximum number of tokens allowed (1048576).';
const LIMITED = {
  error: {
    code: 429,
    message: 'You exceeded your current quota, please check your plan and billing details.',
    status: 'RESOURCE_EXHAUSTED',
    details: [
      { '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [] },
      { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '36.7s' },
    ],
  },
};

describe('classOfGoogleError', () => {
  it.each<[number, unknown, string | null]>([
    [400, error('INVALID_ARGUMENT', TOO_LONG), 'context_overflow'],
    [400, [error('INVALID_ARGUMENT', TOO_LONG)], 'context_overflow'],
    [400, { error: { message: TOO_LONG } }, 'context_overflow'],
    [400, error('INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.'), 'auth_error'],
    [400, error('INVALID_ARGUMENT', 'API key expired. Please renew the API key.'), 'auth_error'],
    [400, error('INVALID_ARGUMENT', 'Unknown name "x": Cannot find field.'), 'invalid_request'],
    [400, error('FAILED_PRECONDITION', 'User location is not supported for the API use.'), 'auth_error'],
    [400, error('FAILED_PRECONDITION', 'Please enable billing on your project.'), 'billing_error'],
    [401, error('UNAUTHENTICATED'), 'auth_error'],
    [403, error('PERMISSION_DENIED'), 'auth_error'],
    [404, error('NOT_FOUND', 'models/x is not found for API version v1beta'), 'model_not_found'],
    [429, LIMITED, 'rate_limited'],
    [429, error('RESOURCE_EXHAUSTED', 'Your prepayment credits are depleted.'), 'billing_error'],
    [499, error('CANCELLED'), 'server_error'],
    [500, error('INTERNAL', 'Your input context is too long.'), 'context_overflow'],
    [500, error('INTERNAL'), 'server_error'],
    [503, error('UNAVAILABLE', 'The model is overloaded.'), 'server_error'],
    [504, error('DEADLINE_EXCEEDED'), 'timeout'],
    [400, error('OF_TOMORROW'), null],
    [418, { error: {} }, null],
    [502, '<html>', null],
  ])('classes a %i of %j as %s', (status, body, expected) => {
    expect(classOfGoogleError(status, body)).toBe(expected);
  });

  it('hears how long to wait and what was said', () => {
    expect(retryAfterOfGoogleError(LIMITED)).toBe(37);
    expect(messageOfGoogleError([LIMITED])).toBe(LIMITED.error.message);
    expect(retryAfterOfGoogleError(error('RESOURCE_EXHAUSTED'))).toBeNull();
    expect(messageOfGoogleError('<html>')).toBeNull();
  });

  it('never throws, whatever the body is', () => {
    fc.assert(
      fc.property(fc.oneof(anyJson, mutations(LIMITED)), (body) => {
        for (const read of [messageOfGoogleError, retryAfterOfGoogleError]) expect(() => read(body)).not.toThrow();
        expect(() => classOfGoogleError(429, body)).not.toThrow();
      }),
    );
  });
});
