/** A place in the order of all stored events of a tenant, and its text: the `id:` of the stream, `Last-Event-ID` of a reader. */

export interface Position {
  /** When the store took the event, by its own clock: whole seconds, so that those of one second can be put in order. */
  readonly storedS: number;
  /** When it happened, epoch milliseconds. */
  readonly timeMs: number;
  /** Of the type: what causes comes before what is caused. */
  readonly rank: number;
  readonly id: string;
}

/** Before everything that is stored from this second on. */
export const startOf = (storedS: number): Position => ({ storedS, timeMs: 0, rank: 0, id: '' });

export function compare(a: Position, b: Position): number {
  return a.storedS - b.storedS || a.timeMs - b.timeMs || a.rank - b.rank || (a.id < b.id ? -1 : Number(a.id > b.id));
}

export const formatPosition = ({ storedS, timeMs, rank, id }: Position): string => `${storedS}.${timeMs}.${rank}.${id}`;

const PATTERN = /^(\d{1,10})\.(\d{1,15})\.(\d{1,2})\.(\w{0,64})$/;

/** Null when the text is no position. */
export function parsePosition(text: string): Position | null {
  const [, storedS, timeMs, rank, id] = PATTERN.exec(text) ?? [];
  if (id === undefined) return null;
  return { storedS: Number(storedS), timeMs: Number(timeMs), rank: Number(rank), id };
}
