/** How the delays before restarts grow, and when they begin again. */
import { restartDelayMs } from '../../../src/shared/domain/restart-delay';

/** The delays of children that live as long as listed. */
function delaysOf(livesMs: readonly number[]): readonly number[] {
  const delays: number[] = [];
  for (const lifeMs of livesMs) delays.push(restartDelayMs(delays.at(-1) ?? null, lifeMs));
  return delays;
}

describe('the delay before a restart', () => {
  it('doubles while lives stay short, up to ten seconds', () => {
    expect(delaysOf(Array<number>(9).fill(50))).toEqual([100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000]);
  });

  it('begins again after a life that was long enough, and not after one that was not', () => {
    expect(delaysOf([0, 0, 29_999, 30_000, 0])).toEqual([100, 200, 400, 100, 200]);
  });
});
