/** `retry-after-ms`, else `retry-after` in seconds or as a date (RFC 9110 §10.2.3). */
import type { IncomingHttpHeaders } from 'node:http';

// A provider that says "in a year" means "not now".
const MAX_WAIT_S = 3600;

/** Whole seconds, at least 1; null where nothing readable is said. */
export function retryAfterS(headers: IncomingHttpHeaders, nowMs: number): number | null {
  const ms = Number(headers['retry-after-ms'] ?? Number.NaN);
  if (Number.isFinite(ms)) return waitS(ms / 1000);
  const text = headers['retry-after'];
  if (text === undefined) return null;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return waitS(seconds);
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? null : waitS((atMs - nowMs) / 1000);
}

/** Of what a provider asks for, in whichever way. */
export const waitS = (seconds: number): number => Math.min(MAX_WAIT_S, Math.max(1, Math.ceil(seconds)));
