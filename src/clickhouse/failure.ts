/** What can go wrong with ClickHouse, sorted by the one question that a caller has: may the same thing be tried again? */
import { ClickHouseError as ServerError } from '@clickhouse/client';

export class ClickHouseError extends Error {
  override readonly name = 'ClickHouseError';

  constructor(
    message: string,
    /** Whether the same statement may succeed later, because nothing is wrong with the statement. */
    readonly retryable: boolean,
    /** ClickHouse's name of the exception (`UNKNOWN_TABLE`); null when the server did not get to say one. */
    readonly type: string | null,
    cause: unknown,
  ) {
    super(message, { cause });
  }
}

/** @param doing the tag of the statement */
export function toClickHouseError(doing: string, error: unknown): ClickHouseError {
  if (error instanceof ClickHouseError) return error;
  if (error instanceof ServerError) {
    const type = error.type ?? null;
    return new ClickHouseError(`${doing}: ${error.message}`, type !== null && PASSING.has(type), type, error);
  }
  const message =
    error instanceof Error ? error.message || ('code' in error ? String(error.code) : error.name) : String(error);
  return new ClickHouseError(`${doing}: ${message}`, !isOurFault(error), null, error);
}

export function timeoutError(doing: string, timeoutMs: number, cause: unknown): ClickHouseError {
  return new ClickHouseError(`${doing}: no answer within ${timeoutMs} ms`, true, null, cause);
}

/** Exceptions that tell of the server's moment, and not of the statement. */
const PASSING: ReadonlySet<string> = new Set([
  'ABORTED',
  'ALL_CONNECTION_TRIES_FAILED',
  'ALL_REPLICAS_ARE_STALE',
  'CANNOT_ALLOCATE_MEMORY',
  'CANNOT_OPEN_FILE',
  'CANNOT_SCHEDULE_TASK',
  'CANNOT_WRITE_TO_FILE_DESCRIPTOR',
  'KEEPER_EXCEPTION',
  'MEMORY_LIMIT_EXCEEDED',
  'NETWORK_ERROR',
  'NOT_ENOUGH_SPACE',
  'QUERY_WAS_CANCELLED',
  'SERVER_OVERLOADED',
  'SOCKET_TIMEOUT',
  'TABLE_IS_READ_ONLY',
  'TIMEOUT_EXCEEDED',
  'TOO_MANY_PARTS',
  'TOO_MANY_SIMULTANEOUS_QUERIES',
  'TOO_SLOW',
  'UNKNOWN_STATUS_OF_INSERT',
]);

/** Without an exception of the server's, what is left is the network, a proxy or a server that died; or a bug of ours. */
function isOurFault(error: unknown): boolean {
  return error instanceof TypeError || error instanceof SyntaxError || error instanceof RangeError;
}
