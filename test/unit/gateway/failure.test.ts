/** How a provider's failures are classed, told to the caller, and waited for. */
import {
  badResponse,
  callerError,
  classOfStatus,
  type Failure,
  failureOfError,
  type Phase,
} from '../../../src/gateway/upstream/failure';
import { retryAfterMs, waitS } from '../../../src/gateway/upstream/retry-after';
import { FAILURE_CLASSES, type FailureClass } from '../../../src/ledger/domain/attempt';

const failure = (failureClass: FailureClass, more: Partial<Failure> = {}): Failure => ({
  ...{ failureClass, httpStatus: 500, problem: 'it failed', said: 'their words', retryAfterMs: null, ...more },
});
const told = (failed: Failure) => callerError(failed, 'lab');

describe('a status', () => {
  it.each<[number, FailureClass]>([
    [400, 'invalid_request'],
    [401, 'auth_error'],
    [402, 'billing_error'],
    [403, 'auth_error'],
    [404, 'model_not_found'],
    [408, 'timeout'],
    [409, 'invalid_request'],
    [413, 'context_overflow'],
    [422, 'invalid_request'],
    [429, 'rate_limited'],
    [500, 'server_error'],
    [502, 'server_error'],
    [503, 'server_error'],
    [529, 'server_error'],
    [302, 'server_error'],
    [204, 'server_error'],
  ])('%i is %s', (status, failureClass) => {
    expect(classOfStatus(status)).toBe(failureClass);
  });
});

describe('an error of the connection', () => {
  const error = (code: string): Error => Object.assign(new Error('x'), { code });

  it.each<[string, Phase, FailureClass, RegExp]>([
    ['ECONNREFUSED', 'connecting', 'connect_error', /not be reached \(ECONNREFUSED\)/],
    ['UND_ERR_CONNECT_TIMEOUT', 'connecting', 'connect_error', /not be reached/],
    ['CERT_HAS_EXPIRED', 'connecting', 'connect_error', /not be reached/],
    ['UND_ERR_SOCKET', 'waiting', 'server_error', /closed the connection without an answer/],
    ['ECONNRESET', 'waiting', 'server_error', /without an answer \(ECONNRESET\)/],
    ['ECONNRESET', 'answering', 'stream_interrupted', /broke off/],
    ['HPE_INVALID_CONSTANT', 'waiting', 'bad_response', /no HTTP/],
  ])('%s while %s is %s', (code, phase, failureClass, problem) => {
    expect(failureOfError(error(code), phase)).toMatchObject({
      ...{ failureClass, problem: expect.stringMatching(problem), said: null, httpStatus: null },
    });
  });

  it('without a code is named by its class', () => {
    expect(failureOfError(new TypeError('x'), 'connecting').problem).toMatch(/TypeError/);
  });
});

describe('what the caller hears', () => {
  it.each<[FailureClass, number, string, RegExp]>([
    ['invalid_request', 400, 'provider_rejected', /refused the request: their words/],
    ['context_overflow', 400, 'provider_rejected', /their words/],
    ['content_filter', 400, 'provider_rejected', /their words/],
    ['rate_limited', 429, 'provider_rate_limited', /lab limits the rate: their words/],
    ['timeout', 504, 'provider_timeout', /lab took too long: it failed/],
    ['server_error', 502, 'provider_failed', /lab failed \(server_error\): it failed/],
    ['connect_error', 502, 'provider_failed', /connect_error/],
    ['auth_error', 502, 'provider_failed', /auth_error/],
    ['billing_error', 502, 'provider_failed', /billing_error/],
    ['model_not_found', 502, 'provider_failed', /model_not_found/],
    ['bad_response', 502, 'provider_failed', /bad_response/],
    ['stream_interrupted', 502, 'provider_failed', /stream_interrupted/],
    ['cancelled', 502, 'provider_failed', /cancelled/],
  ])('of %s is %i %s', (failureClass, status, code, message) => {
    const error = told(failure(failureClass));
    expect({ status: error.status, code: error.code, message: error.message }).toEqual({
      ...{ status, code, message: expect.stringMatching(message) },
    });
  });

  it("never holds the provider's words about our own account there", () => {
    const ours = FAILURE_CLASSES.filter(
      (name) => !['invalid_request', 'context_overflow', 'content_filter', 'rate_limited'].includes(name),
    );
    expect(
      ours.filter((name) => JSON.stringify([told(failure(name)), told(failure(name)).message]).includes('their words')),
    ).toEqual([]);
  });

  it('is our own words where the provider said nothing', () => {
    expect(told(failure('invalid_request', { said: null })).message).toMatch(/it failed/);
    expect(told(badResponse('no JSON', 200)).message).toMatch(/bad_response\): no JSON/);
  });

  it('says how long to wait where the provider did', () => {
    expect(told(failure('rate_limited', { retryAfterMs: 7000 })).retryAfterS).toBe(7);
    expect(told(failure('server_error', { retryAfterMs: 8001 })).retryAfterS).toBe(9);
    expect(told(failure('rate_limited')).retryAfterS).toBeNull();
  });
});

describe('Retry-After', () => {
  const NOW = Date.UTC(2026, 0, 31, 8, 30);

  it.each<[Record<string, string>, number | null]>([
    [{}, null],
    [{ 'retry-after': '7' }, 7000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': '1.2' }, 1200],
    [{ 'retry-after': '-5' }, 0],
    [{ 'retry-after': '31536000' }, 3_600_000],
    [{ 'retry-after': 'Sat, 31 Jan 2026 08:30:20 GMT' }, 20_000],
    [{ 'retry-after': 'Sat, 31 Jan 2026 08:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, null],
    [{ 'retry-after-ms': '1500' }, 1500],
    [{ 'retry-after-ms': '250', 'retry-after': '9' }, 250],
    [{ 'retry-after-ms': 'soon', 'retry-after': '9' }, 9000],
  ])('of %j is %j milliseconds', (headers, ms) => {
    expect(retryAfterMs(headers, NOW)).toBe(ms);
  });

  it('is told in whole seconds, at least one', () => {
    expect([0, 250, 1000, 1001].map(waitS)).toEqual([1, 1, 1, 2]);
  });
});
