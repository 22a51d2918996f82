/** `retry-after-ms`, else `retry-after` in seconds or as a date (RFC 9110 §10.2.3). */
import type { IncomingHttpHeaders } from 'node:http';

// A provider that says "in a year" means "not now".
const MAX_WAIT_MS = 3_600_000;

/** 0 or more; null where nothing readable is said. */
export function retryAfterMs(headers: IncomingHttpHeaders, nowMs: number): number | null {
  const ms = Number(headers['retry-after-ms'] ?? Number.NaN);
  if (Number.isFinite(ms)) return bounded(ms);
  const text = headers['retry-after'];
  if (text === undefined) return null;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return bounded(seconds * 1000);
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? null : bounded(atMs - nowMs);
}

/** Of what a provider asks for, in whichever way. */
export const bounded = (ms: number): number => Math.min(MAX_WAIT_MS, Math.max(0, Math.ceil(ms)));

/** As the header says it: whole seconds, at least 1. */
export const waitS = (ms: number): number => Math.max(1, Math.ceil(ms / 1000));
