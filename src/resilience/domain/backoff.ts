/** How long to wait before the same provider is asked again. */

const FIRST_BACKOFF_MS = 500;
export const LONGEST_BACKOFF_MS = 5_000;
/** Calls that failed together do not come back together. */
export const BACKOFF_JITTER = 0.2;
/** A wait that a provider asks for is kept up to here; whoever would wait longer is better told when to come back. */
export const LONGEST_WAIT_MS = 30_000;

/** Milliseconds: doubling with every failure, up to the limit. @param failures in a row, from 1 @param chance 0..1 */
export function backoffMs(failures: number, chance: number): number {
  const doubled = FIRST_BACKOFF_MS * 2 ** (failures - 1);
  return Math.min(LONGEST_BACKOFF_MS, Math.round(doubled * (1 + BACKOFF_JITTER * (2 * chance - 1))));
}

/** What the provider asked for, and never sooner; a wait of nothing, or of less, is none. */
export function waitMs({ failures, chance, retryAfterMs }: Waiting): number {
  if (retryAfterMs === null || !(retryAfterMs > 0)) return backoffMs(failures, chance);
  return Math.round(retryAfterMs * (1 + BACKOFF_JITTER * chance));
}

interface Waiting {
  readonly failures: number;
  readonly chance: number;
  readonly retryAfterMs: number | null;
}
