/**
 * JSON for other dialects, in which numbers that a double cannot hold keep their text: an argument of a tool may be an id of
 * 64 bits, and is a member of an object here and part of a text there. `JSON.stringify` writes them as they were.
 */
import type { JsonObject } from './dialect';
import { isObject } from './wire';

/** ECMAScript 2026, of which TypeScript's library does not know yet. */
interface JsonWithSource {
  readonly parse: (
    text: string,
    reviver: (key: string, value: unknown, context: { readonly source: string }) => unknown,
  ) => unknown;
  readonly rawJSON: (text: string) => RawNumber;
  readonly isRawJSON: (value: unknown) => value is RawNumber;
}

interface RawNumber {
  readonly rawJSON: string;
}

const { parse, rawJSON, isRawJSON } = JSON as unknown as JsonWithSource;

/** Only a text with one of these may hold such a number, and few texts have one: they alone are read the slow way. */
const SUSPECT = /\d[\d.]{15}|\d[eE][+-]?\d{3}/;

// Fifteen digits are the same in a double and back; sixteen may not be.
const SURELY_EXACT_LENGTH = 15;

const isExact = (value: number, source: string): boolean =>
  Number.isSafeInteger(value) ||
  (Number.isFinite(value) && source.length <= SURELY_EXACT_LENGTH) ||
  String(value) === source;

/** @throws SyntaxError */
export function parseExactly(json: string): unknown {
  if (!SUSPECT.test(json)) return JSON.parse(json) as unknown;
  return parse(json, (_key, value, { source }) =>
    typeof value === 'number' && !isExact(value, source) ? rawJSON(source) : value,
  );
}

/** null where the text is no JSON object. */
export function parseObjectExactly(json: string): JsonObject | null {
  try {
    const value = parseExactly(json);
    return isObject(value) && !isRawJSON(value) ? value : null;
  } catch {
    return null;
  }
}

/** What has been parsed already, again only where numbers have lost something. @param bytes what it was parsed from */
export const exactly = (parsed: JsonObject, bytes: Buffer): JsonObject => {
  const text = bytes.toString('utf8');
  return SUSPECT.test(text) ? (parseObjectExactly(text) ?? parsed) : parsed;
};

/** For members whose value we look at: the nearest double. */
export const plainNumber = (value: unknown): unknown => (isRawJSON(value) ? Number(value.rawJSON) : value);
