/** Local time in IANA zones, by arithmetic on epoch milliseconds. */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
// Zones change their offset on a quarter of an hour of UTC at the finest.
const OFFSET_HOLDS_MS = 15 * MINUTE_MS;
// 1970-01-01 was a Thursday.
export const WEEKDAYS = ['thu', 'fri', 'sat', 'sun', 'mon', 'tue', 'wed'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export interface LocalTime {
  readonly hour: number;
  /** `HH:MM`. */
  readonly timeOfDay: string;
  readonly weekday: Weekday;
}

/** Local wall-clock time in a valid zone. */
export function localTime(atMs: number, zone: string): LocalTime {
  const localMs = atMs + zoneOffsetMs(atMs, zone);
  const dayMs = ((localMs % DAY_MS) + DAY_MS) % DAY_MS;
  const hour = Math.floor(dayMs / HOUR_MS);
  const minute = Math.floor((dayMs % HOUR_MS) / MINUTE_MS);
  const day = Math.floor(localMs / DAY_MS);
  return { hour, timeOfDay: `${pad(hour)}:${pad(minute)}`, weekday: WEEKDAYS[((day % 7) + 7) % 7] ?? 'thu' };
}

const offsets = new Map<string, { slot: number; offsetMs: number }>();

/** Milliseconds to add to UTC; remembered for the quarter hour, since asking Intl costs microseconds. */
export function zoneOffsetMs(atMs: number, zone: string): number {
  const slot = Math.floor(atMs / OFFSET_HOLDS_MS);
  const known = offsets.get(zone);
  if (known?.slot === slot) return known.offsetMs;
  const offsetMs = zone === 'UTC' ? 0 : readOffsetMs(atMs, zone);
  offsets.set(zone, { slot, offsetMs });
  return offsetMs;
}

const OFFSET_TEXT = /GMT(?:([+-])(\d{2}):(\d{2})(?::\d{2})?)?$/;

function readOffsetMs(atMs: number, zone: string): number {
  const text = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).format(atMs);
  const [, sign, hours, minutes] = OFFSET_TEXT.exec(text) ?? [];
  const size = Number(hours ?? 0) * HOUR_MS + Number(minutes ?? 0) * MINUTE_MS;
  return sign === '-' ? -size : size;
}

/** The first instant in a zone of the date that begins in UTC at `utcMidnightMs`: where the clocks skip midnight, the first one behind the gap. */
export function startOfDate(utcMidnightMs: number, zone: string): number {
  const offsets = [zoneOffsetMs(utcMidnightMs - DAY_MS, zone), zoneOffsetMs(utcMidnightMs + DAY_MS, zone)];
  const instants = offsets.map((offsetMs) => utcMidnightMs - offsetMs).sort((a, b) => a - b);
  const reached = instants.find((atMs) => atMs + zoneOffsetMs(atMs, zone) >= utcMidnightMs);
  return reached ?? utcMidnightMs;
}

const pad = (value: number): string => String(value).padStart(2, '0');
