/** A calendar day as text and as the instant it begins in UTC, by arithmetic: the domain owns no clock. */

const MS_PER_DAY = 86_400_000;
const DAYS_PER_ERA = 146_097;
const DAY_PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * `2026-08-17` → the epoch milliseconds at which that day begins in UTC. The arithmetic is Hinnant's `days_from_civil`:
 * eras of 400 years that begin in March, so that the leap day comes last.
 * @throws RangeError when the text is no such day
 */
export function utcDayToMs(day: string): number {
  const match = DAY_PATTERN.exec(day);
  const [year, month, dayOfMonth] = (match?.slice(1) ?? []).map(Number);
  if (year === undefined || month === undefined || dayOfMonth === undefined) throw notADay(day);
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  const ms = (era * DAYS_PER_ERA + dayOfEra - 719_468) * MS_PER_DAY;
  if (msToUtcDay(ms) !== day) throw notADay(day);
  return ms;
}

/** The UTC day that holds this instant (`civil_from_days`). */
export function msToUtcDay(ms: number): string {
  const days = Math.floor(ms / MS_PER_DAY) + 719_468;
  const era = Math.floor(days / DAYS_PER_ERA);
  const dayOfEra = days - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(dayOfMonth, 2)}`;
}

const padded = (value: number, digits: number): string => value.toString().padStart(digits, '0');
const notADay = (text: string): RangeError => new RangeError(`"${text}" is not a day such as 2026-08-17`);
