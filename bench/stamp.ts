/**
 * The moment of sending, written into each streamed chunk: what the receiver sees later than that is the way's own, whatever
 * the sender's timers did. The clock is the machine's, common to all of its processes.
 */

const mark = Buffer.from('"@');
const digits = 16;

/** What a chunk's text begins with; the digits are written over when it is sent. */
export const blankStamp = `@${'0'.repeat(digits)}`;

/** `performance.now()` counts from the start of its process, this clock from the machine's. */
const originUs = Number(process.hrtime.bigint()) / 1000 - performance.now() * 1000;

/** Microseconds on the machine's clock at `nowMs` of this process's `performance.now()`. */
export const machineUs = (nowMs: number): number => originUs + nowMs * 1000;

/** A copy of `chunk`, which holds `blankStamp` at the start of a JSON string, that says it was sent now. */
export function stamped(chunk: Buffer): Buffer {
  const copy = Buffer.from(chunk);
  const at = copy.indexOf(mark) + mark.length;
  copy.write(String(Math.round(machineUs(performance.now()))).padStart(digits, '0'), at, 'latin1');
  return copy;
}

/** When what lies between the two offsets was sent, in microseconds; undefined where no whole stamp is. */
export function stampOf(piece: Buffer, from: number, to: number): number | undefined {
  const at = piece.indexOf(mark, from);
  const start = at + mark.length;
  if (at === -1 || start + digits > to) return undefined;
  const sentUs = Number(piece.toString('latin1', start, start + digits));
  return Number.isNaN(sentUs) ? undefined : sentUs;
}
