/** JSON log lines on standard error, with everything that could be a secret cut out. */
import { destination, type Logger, pino } from 'pino';

export type Log = Logger;

/** Nest's token for the logger. */
export const LOG = Symbol('log');

const REDACTED = [
  'authorization',
  'api_key',
  'apiKey',
  'password',
  'secret',
  'token',
  'headers.authorization',
  'headers["x-api-key"]',
];

export function createLog(level: string): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      redact: { paths: REDACTED.flatMap((path) => [path, `*.${path}`]), censor: '[redacted]' },
      formatters: { level: (label) => ({ level: label }) },
    },
    destination({ fd: 2, sync: true }),
  );
}
