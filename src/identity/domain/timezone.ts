/** IANA time zones, spelled as the stores need them. */

// Intl takes any case and bare offsets; ClickHouse takes neither.
const IANA_SPELLING = /^[A-Z][\w+-]*(?:\/[A-Z][\w+-]*)*$/;

export function isTimezone(name: string): boolean {
  return IANA_SPELLING.test(name) && isKnown(name);
}

function isKnown(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
