/** How long to wait before a child process that died, or did not come up, is started again. */

const FIRST_MS = 100;
const FACTOR = 2;
/** A fault that lasts costs one attempt in this time, and one that is mended is over within it. */
const LONGEST_MS = 10_000;
/** A life of this length proves that nothing is wrong for good. */
const HEALTHY_LIFE_MS = 30_000;

/**
 * @param before the last delay, null when there was none
 * @param lifeMs how long the child lived; 0 when it did not come up
 */
export function restartDelayMs(before: number | null, lifeMs: number): number {
  if (before === null || lifeMs >= HEALTHY_LIFE_MS) return FIRST_MS;
  return Math.min(before * FACTOR, LONGEST_MS);
}
