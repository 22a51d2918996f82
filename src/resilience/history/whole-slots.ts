/** Health is kept by five minutes, so a range is made to begin and end with one. */
const SLOT_MS = 5 * 60_000;

interface Range {
  readonly fromMs: number;
  readonly toMs: number;
  readonly zone: string;
}

export const wholeSlots = ({ fromMs, toMs, zone }: Range): Range => ({
  fromMs: Math.floor(fromMs / SLOT_MS) * SLOT_MS,
  toMs: Math.ceil(toMs / SLOT_MS) * SLOT_MS,
  zone,
});
