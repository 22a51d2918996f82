/** Turns whatever a management route throws into problem details `{error: {code, message, details?}}`. */
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ClickHouseError } from '../clickhouse';
import { isPostgresUnreachable } from '../postgres';
import { BursarError } from '../shared/errors';
import { LOG, type Log } from '../shared/log';

@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Log) {}

  async catch(thrown: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const error = publicError(thrown, request);
    if (error.code === 'internal') this.log.error({ err: thrown, requestId: request.id }, 'a request failed');
    const reply = http.getResponse<FastifyReply>();
    if (error.retryAfterS !== null) void reply.header('retry-after', error.retryAfterS);
    await reply.status(error.status).send(problemDetails(error));
  }
}

export function problemDetails(error: BursarError): object {
  const details = Object.keys(error.details).length > 0 ? { details: error.details } : {};
  return { error: { code: error.code, message: error.message, ...details } };
}

/** What the caller may know of it: anything unforeseen is `internal`, and only the log has the cause. */
export function publicError(thrown: unknown, request: { id: string }): BursarError {
  if (thrown instanceof BursarError) return thrown;
  return (
    frameworkError(thrown) ??
    storeError(thrown) ??
    new BursarError('internal', { request_id: request.id }, { cause: thrown })
  );
}

function frameworkError(thrown: unknown): BursarError | null {
  if (thrown instanceof HttpException && thrown.getStatus() === 404)
    return new BursarError('not_found', { what: 'route' });
  const code = (thrown as { code?: unknown } | null)?.code;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new BursarError('body_too_large', { limit_bytes: 'the limit' });
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new BursarError('unsupported_media_type');
  return null;
}

// Both stores come back within seconds when they come back by themselves.
const RETRY_AFTER_S = 5;

function storeError(thrown: unknown): BursarError | null {
  const again = { cause: thrown, retryAfterS: RETRY_AFTER_S };
  if (thrown instanceof ClickHouseError)
    return thrown.retryable ? new BursarError('analytics_unavailable', {}, again) : null;
  return isPostgresUnreachable(thrown) ? new BursarError('state_store_unavailable', {}, again) : null;
}
