/** Every error a caller can see: one table of code, status and public words, and the class that carries an entry. */

interface ErrorEntry {
  readonly status: number;
  /** `type` in the OpenAI error shape, which SDKs show beside the code. */
  readonly type:
    'invalid_request_error' | 'authentication_error' | 'permission_error' | 'rate_limit_error' | 'api_error';
  /** What it means and what to do; `{name}` is filled from the details. */
  readonly message: string;
}

export const ERRORS = {
  invalid_json: {
    status: 400,
    type: 'invalid_request_error',
    message: 'The body is not valid JSON at position {position}: {problem}.',
  },
  invalid_request: { status: 400, type: 'invalid_request_error', message: '{path}: {problem}.' },
  invalid_policy: {
    status: 400,
    type: 'invalid_request_error',
    message: 'The policy is refused at {path}: {problem}{hint}.',
  },
  policy_missing: {
    status: 400,
    type: 'invalid_request_error',
    message: 'No policy is called {policy}; send its term as policy_ir, or store it: PUT /v1/policies/NAME.',
  },
  duplicate_key: {
    status: 400,
    type: 'invalid_request_error',
    message: 'The body repeats the key {key}; send it once.',
  },
  invalid_header: { status: 400, type: 'invalid_request_error', message: 'Header {header}: {problem}.' },
  body_too_large: {
    status: 413,
    type: 'invalid_request_error',
    message: 'The body is larger than {limit_bytes} bytes (GATEWAY_BODY_LIMIT_BYTES).',
  },
  unsupported_media_type: { status: 415, type: 'invalid_request_error', message: 'Send the body as application/json.' },
  missing_api_key: {
    status: 401,
    type: 'authentication_error',
    message: 'No API key: send "Authorization: Bearer <key>".',
  },
  invalid_api_key: {
    status: 401,
    type: 'authentication_error',
    message: 'The API key is {problem}; ask the owner of this Bursar for one.',
  },
  forbidden: { status: 403, type: 'permission_error', message: 'The key lacks the scope {scope}; its role is {role}.' },
  role_exceeds_caller: {
    status: 403,
    type: 'permission_error',
    message: 'A key of role {role} may do more than yours ({scopes}); ask an owner.',
  },
  model_not_allowed: {
    status: 403,
    type: 'permission_error',
    message: 'The key may not use {model}; it allows: {allowed}.',
  },
  not_found: { status: 404, type: 'invalid_request_error', message: 'There is no {what} at this address.' },
  model_not_found: {
    status: 404,
    type: 'invalid_request_error',
    message: 'No endpoint, model or tier is called {model}; GET /v1/models lists them.',
  },
  conflict: { status: 409, type: 'invalid_request_error', message: '{what} exists already.' },
  in_use: {
    status: 409,
    type: 'invalid_request_error',
    message: '{what} is still used by {used_by}; move or remove those first.',
  },
  key_revoked: {
    status: 409,
    type: 'invalid_request_error',
    message: 'The key is revoked, which is final; create another.',
  },
  last_owner_key: {
    status: 409,
    type: 'invalid_request_error',
    message: 'This is the last key that can create keys; create another before you give it up.',
  },
  managed_by_file: {
    status: 409,
    type: 'invalid_request_error',
    message: '{what} is managed by the configuration document; change it there.',
  },
  backtest_running: {
    status: 409,
    type: 'invalid_request_error',
    message: 'A backtest ({id}) is running; wait for it, or end it with DELETE /v1/policies/backtests/ID.',
  },
  parameter_unsupported: {
    status: 400,
    type: 'invalid_request_error',
    message: 'The endpoint is strict, and {model} cannot do all that was asked: {problem}.',
  },
  no_candidate: { status: 422, type: 'invalid_request_error', message: 'No model can serve this request. {reasons}' },
  provider_rejected: {
    status: 400,
    type: 'invalid_request_error',
    message: 'The provider refused the request: {problem}',
  },
  provider_failed: {
    status: 502,
    type: 'api_error',
    message: 'The provider {provider} failed ({failure_class}): {problem}',
  },
  rate_limited: {
    status: 429,
    type: 'rate_limit_error',
    message: 'The key may use {limit} {kind} a minute; wait {wait_s} s, or ask the owner of this Bursar for more.',
  },
  provider_rate_limited: {
    status: 429,
    type: 'rate_limit_error',
    message: 'The provider {provider} limits the rate: {problem}',
  },
  provider_timeout: {
    status: 504,
    type: 'api_error',
    message: 'The provider {provider} took too long: {problem}.',
  },
  too_many_streams: {
    status: 429,
    type: 'rate_limit_error',
    message: 'This tenant has {limit} event streams open already; close one.',
  },
  storage_full: {
    status: 503,
    type: 'api_error',
    message: 'The ledger has no room for another request; free disk space under BURSAR_DATA_DIR.',
  },
  backtests_busy: {
    status: 503,
    type: 'api_error',
    message: 'This instance is running {running} backtests of other tenants; retry.',
  },
  shutting_down: { status: 503, type: 'api_error', message: 'This instance is shutting down; retry.' },
  analytics_unavailable: {
    status: 503,
    type: 'api_error',
    message: 'The analytics store does not answer; calls go on and their figures will follow.',
  },
  state_store_unavailable: {
    status: 503,
    type: 'api_error',
    message:
      'The state store does not answer; retry, and look first whether a change that was under way has been made.',
  },
  internal: {
    status: 500,
    type: 'api_error',
    message: 'Something broke inside Bursar; the log has it under request {request_id}.',
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;

/** Values shown to the caller: they fill the message and travel in `details`. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

export class BursarError extends Error {
  override readonly name = 'BursarError';
  readonly status: number;
  readonly type: ErrorEntry['type'];

  constructor(
    readonly code: ErrorCode,
    readonly details: ErrorDetails = {},
    options: ErrorOptions & { retryAfterS?: number } = {},
  ) {
    super(fill(ERRORS[code].message, details), options);
    this.status = ERRORS[code].status;
    this.type = ERRORS[code].type;
    this.retryAfterS = options.retryAfterS ?? null;
  }

  /** Seconds after which trying again may help. */
  readonly retryAfterS: number | null;
}

function fill(template: string, details: ErrorDetails): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = details[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value ?? name);
  });
}
