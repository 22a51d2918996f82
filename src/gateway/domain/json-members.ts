/**
 * Where the members of a JSON object lie in its bytes, so that a body can be changed at one place and stay the same
 * everywhere else. The text must be valid JSON: it has been parsed before.
 */

export interface Member {
  readonly key: string;
  /** Offset of the key's opening quote. */
  readonly start: number;
  readonly valueStart: number;
  /** Offset behind the value. */
  readonly end: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN = new Set([0x7b, 0x5b]);
const CLOSE = new Set([0x7d, 0x5d]);
const SPACE = new Set([0x20, 0x0a, 0x0d, 0x09]);
// Up to here a loop in JavaScript is quicker than the call into the native search.
const SHORT_STRING = 48;

/** Members of the object that begins at `from` (the offset of its brace, or blanks before it), in order, repetitions included. */
export function membersOf(json: Buffer, from = 0): Member[] {
  const members: Member[] = [];
  let at = skipSpace(json, skipSpace(json, from) + 1);
  while (json[at] === QUOTE) {
    const start = at;
    const keyEnd = stringEnd(json, start);
    const valueStart = skipSpace(json, skipSpace(json, keyEnd, COLON) + 1);
    const end = valueEnd(json, valueStart);
    members.push({ key: keyOf(json.toString('utf8', start, keyEnd)), start, valueStart, end });
    at = skipSpace(json, end);
    if (json[at] === COMMA) at = skipSpace(json, at + 1);
  }
  return members;
}

const keyOf = (quoted: string): string =>
  quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);

/** The first key that occurs twice, or null. */
export function repeatedKey(members: readonly Member[]): string | null {
  const seen = new Set<string>();
  for (const { key } of members) {
    if (seen.has(key)) return key;
    seen.add(key);
  }
  return null;
}

function skipSpace(json: Buffer, from: number, until = -1): number {
  let at = from;
  while (at < json.length && json[at] !== until && SPACE.has(json[at] ?? 0)) at++;
  return at;
}

/** Offset behind the string that begins at `start`. */
function stringEnd(json: Buffer, start: number): number {
  let at = start + 1;
  const near = Math.min(json.length, at + SHORT_STRING);
  while (at < near) {
    const byte = json[at];
    if (byte === QUOTE) return at + 1;
    at += byte === BACKSLASH ? 2 : 1;
  }
  // An even number of backslashes before a quote escapes only themselves. `at` is on a character that is not escaped.
  for (;;) {
    const quote = json.indexOf(QUOTE, at);
    if (quote < 0) return json.length;
    let slashes = 0;
    while (quote - 1 - slashes >= at && json[quote - 1 - slashes] === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}

function valueEnd(json: Buffer, start: number): number {
  const first = json[start] ?? 0;
  if (first === QUOTE) return stringEnd(json, start);
  if (!OPEN.has(first)) return scalarEnd(json, start);
  let depth = 0;
  for (let at = start; at < json.length;) {
    const byte = json[at] ?? 0;
    if (byte === QUOTE) {
      at = stringEnd(json, at);
      continue;
    }
    if (OPEN.has(byte)) depth++;
    else if (CLOSE.has(byte) && --depth === 0) return at + 1;
    at++;
  }
  return json.length;
}

function scalarEnd(json: Buffer, start: number): number {
  let at = start;
  while (at < json.length && !SPACE.has(json[at] ?? 0) && json[at] !== COMMA && !CLOSE.has(json[at] ?? 0)) at++;
  return at;
}
