/** The time of one call of something too quick for a clock: many calls in a row, and the median of many such rows. */

const ROWS = 41;
const ROW_MS = 5;

/** Median microseconds a call, once the compiler has settled. */
export function repeated(call: () => unknown): number {
  const calls = callsPerRow(call);
  const rows = Array.from({ length: ROWS }, () => microseconds(call, calls) / calls).sort((a, b) => a - b);
  return rows[Math.floor(ROWS / 2)] ?? Number.NaN;
}

/** Doubled until a row lasts long enough, which also warms up. */
function callsPerRow(call: () => unknown): number {
  let calls = 1;
  while (microseconds(call, calls) < ROW_MS * 1000) calls *= 2;
  return calls;
}

function microseconds(call: () => unknown, calls: number): number {
  const start = performance.now();
  for (let done = 0; done < calls; done++) call();
  return (performance.now() - start) * 1000;
}
