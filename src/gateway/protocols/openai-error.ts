/** Errors as both of OpenAI's dialects word them, ours and a provider's. */
import type { FailureClass } from '../../ledger';
import type { BursarError } from '../../shared/errors';
import type { JsonObject } from './dialect';
import { isObject, nameOf, objectOf } from './wire';

/** The shape that the official SDKs raise as their own classes. */
export function openAiError(error: BursarError, requestId: string): JsonObject {
  const { path } = error.details;
  const param = typeof path === 'string' ? path : null;
  const details = Object.keys(error.details).length > 0 ? { details: error.details } : {};
  return {
    error: { message: error.message, type: error.type, param, code: error.code, ...details, request_id: requestId },
  };
}

/** By `error.code`, else by `error.type`; where neither says more than the status, the status decides. */
const CLASSES: Readonly<Record<string, FailureClass>> = {
  context_length_exceeded: 'context_overflow',
  insufficient_quota: 'billing_error',
  billing_hard_limit_reached: 'billing_error',
  billing_not_active: 'billing_error',
  rate_limit_exceeded: 'rate_limited',
  invalid_api_key: 'auth_error',
  account_deactivated: 'auth_error',
  unsupported_country_region_territory: 'auth_error',
  model_not_found: 'model_not_found',
  // Azure's word for a model.
  DeploymentNotFound: 'model_not_found',
  content_filter: 'content_filter',
  content_policy_violation: 'content_filter',
  invalid_prompt: 'content_filter',
  bio_policy: 'content_filter',
  server_error: 'server_error',
};

/** How servers that speak the dialect without OpenAI's codes say that the prompt is too long. */
const TOO_LONG = /maximum context length|context window|context_length_exceeded/i;

/** null: the body tells nothing that the status does not. @param body as parsed, whatever it is */
export function classOfOpenAiError(status: number, body: unknown): FailureClass | null {
  const error = objectOf(isObject(body) ? body['error'] : null);
  const words = [error['code'], error['type']].map(nameOf);
  const known = words.find((word) => word !== null && Object.hasOwn(CLASSES, word)) ?? null;
  if (known !== null) return CLASSES[known] ?? null;
  return status === CLIENT_FAULT && TOO_LONG.test(nameOf(error['message']) ?? '') ? 'context_overflow' : null;
}

const CLIENT_FAULT = 400;
