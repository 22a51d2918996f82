/** An exception as ClickHouse's HTTP interface tells it: numeric code, its text, and the status that belongs to the code. */

export class EngineException extends Error {
  override readonly name = 'EngineException';
  readonly code: number;

  constructor(code: number, text: string, cause?: unknown) {
    super(text, { cause });
    this.code = code;
  }

  get status(): number {
    return STATUS_OF_CODE.get(this.code) ?? 500;
  }
}

/** Those that the engine process raises itself, by the names that ClickHouse has for them. */
const OWN = {
  NOT_IMPLEMENTED: 48,
  UNKNOWN_SETTING: 115,
  TOO_MANY_SIMULTANEOUS_QUERIES: 202,
  QUERY_WAS_CANCELLED: 394,
  AUTHENTICATION_FAILED: 516,
  STD_EXCEPTION: 1001,
} as const;

export function exception(type: keyof typeof OWN, sentence: string): EngineException {
  return new EngineException(OWN[type], `Code: ${OWN[type]}. DB::Exception: ${sentence} (${type})`);
}

/** chdb's errors carry ClickHouse's own text, which begins with the code. */
export function toException(error: unknown): EngineException {
  if (error instanceof EngineException) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = /^Code: (\d+)\./.exec(message)?.[1];
  if (code !== undefined) return new EngineException(Number(code), message, error);
  return new EngineException(OWN.STD_EXCEPTION, `Code: 1001. DB::Exception: ${message} (STD_EXCEPTION)`, error);
}

/** ClickHouse, src/Server/HTTP/exceptionCodeToHTTPStatus.cpp; what is not named there is 500. */
const CODES_OF_STATUS: readonly (readonly [status: number, codes: readonly number[]])[] = [
  [400, [6, 8, 15, 25, 26, 27, 36, 37, 38, 41, 44, 53, 62, 72, 117, 123, 167, 168, 223, 321, 376, 427, 441, 675, 676]],
  [401, [194]],
  [403, [192, 193, 497, 512, 516]],
  [404, [46, 47, 50, 56, 60, 63, 73, 78, 81, 115, 152, 336, 511]],
  [408, [159]],
  [411, [381]],
  [413, [229]],
  [415, [779]],
  [501, [48]],
  [503, [76, 209, 439]],
];

const STATUS_OF_CODE: ReadonlyMap<number, number> = new Map(
  CODES_OF_STATUS.flatMap(([status, codes]) => codes.map((code) => [code, status] as const)),
);
