/** Reading values of the wire: each is unknown until one of these has looked at it, and none of these throws. */
import type { JsonObject } from './dialect';

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Empty where there is none, so that a member of it is simply not there. */
export const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});

/** The objects of a list; what is none is passed over, and so is what is no list. */
export const objectsOf = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

/** '' where there is none: for texts that are joined. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** null where there is none, or an empty one: for names and ids. */
export const nameOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Tokens: zero is a count, a missing number is not. */
export const countOf = (value: unknown): number | null =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null;

export function parseObject(json: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(json);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** Without the members that hold nothing, the others in their order. */
export const withoutNulls = (members: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null && value !== undefined));
