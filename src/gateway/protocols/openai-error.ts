/** Errors as both of OpenAI's dialects word them. */
import type { BursarError } from '../../shared/errors';
import type { JsonObject } from './dialect';

/** The shape that the official SDKs raise as their own classes. */
export function openAiError(error: BursarError, requestId: string): JsonObject {
  const { path } = error.details;
  const param = typeof path === 'string' ? path : null;
  const details = Object.keys(error.details).length > 0 ? { details: error.details } : {};
  return {
    error: { message: error.message, type: error.type, param, code: error.code, ...details, request_id: requestId },
  };
}
