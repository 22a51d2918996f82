/** Waits for what other processes or connections bring about. */
import { setTimeout as pause } from 'node:timers/promises';

export async function eventually(isTrue: () => boolean | Promise<boolean>, withinMs = 15_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${isTrue.toString()}`);
    await pause(10);
  }
}
