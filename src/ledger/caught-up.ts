/** Reading what was just written: a question waits shortly for the journal to be delivered. */
import type { Journal } from '../journal';

// Usually the journal is behind by tens of milliseconds; when the store is down, an answer of before is better than none.
const PATIENCE_MS = 1500;

export async function caughtUp(journal: Journal): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS);
  });
  await Promise.race([journal.flush(), patience]);
  clearTimeout(timer);
}
