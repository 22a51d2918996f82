/** Reading what was just written: a question waits shortly for the journal to be delivered. */
import type { Journal } from '../journal';

// Usually the journal is behind by tens of milliseconds; when the store is down, an answer of before is better than none.
const PATIENCE_MS = 1500;

/**
 * @param sink whose store is about to be asked
 * @returns whether everything appended before the call is in that store
 */
export async function caughtUp(journal: Journal, sink: 'clickhouse' | 'postgres' = 'clickhouse'): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  const flushed = await Promise.race([journal.flush(sink).then(() => true), patience]);
  clearTimeout(timer);
  return flushed;
}
