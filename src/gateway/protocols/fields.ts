/** Reading fields of a caller's body: a wrong type is an error that names the field, null is the same as not said. */
import { BursarError } from '../../shared/errors';
import type { JsonObject } from './dialect';
import { plainNumber } from './exact-json';
import { isObject } from './wire';

/** An object of the body and where it is: '' for the body itself, else a path such as `messages[2]`. */
export interface Place {
  readonly object: JsonObject;
  readonly path: string;
}

export interface Kind<Value> {
  readonly is: (value: unknown) => value is Value;
  /** After "must be". */
  readonly what: string;
}

export const TEXT: Kind<string> = { is: (value) => typeof value === 'string', what: 'a text' };
export const NAME: Kind<string> = {
  is: (value): value is string => typeof value === 'string' && value !== '',
  what: 'a text that is not empty',
};
export const NUMBER: Kind<number> = { is: (value) => typeof value === 'number', what: 'a number' };
export const INTEGER: Kind<number> = {
  // However large: a seed may be beyond what a number holds exactly, and passes as it was written.
  is: (value): value is number => Number.isInteger(value),
  what: 'a whole number',
};
export const POSITIVE: Kind<number> = {
  is: (value): value is number => Number.isSafeInteger(value) && (value as number) > 0,
  what: 'a positive whole number',
};
export const BOOLEAN: Kind<boolean> = { is: (value) => typeof value === 'boolean', what: 'true or false' };
export const OBJECT: Kind<JsonObject> = { is: isObject, what: 'an object' };
export const LIST: Kind<readonly unknown[]> = { is: (value) => Array.isArray(value), what: 'a list' };

export const oneOf = <const Value extends string>(values: readonly Value[]): Kind<Value> => ({
  is: (value): value is Value => (values as readonly unknown[]).includes(value),
  what: `one of ${values.join(', ')}`,
});

export const invalid = (path: string, problem: string): BursarError =>
  new BursarError('invalid_request', { path, problem });

export const pathOf = ({ path }: Place, key: string): string => (path === '' ? key : `${path}.${key}`);

/** null when it is absent or null, as SDKs send either. */
export function optional<Value>(place: Place, key: string, { is, what }: Kind<Value>): Value | null {
  const value = plainNumber(place.object[key]);
  if (value === undefined || value === null) return null;
  if (!is(value)) throw invalid(pathOf(place, key), `must be ${what}`);
  return value;
}

export function required<Value>(place: Place, key: string, kind: Kind<Value>): Value {
  const value = optional(place, key, kind);
  if (value === null) throw invalid(pathOf(place, key), `must be ${kind.what}`);
  return value;
}

/** A member that must be an object if it is there, with its place. */
export function optionalPlace(place: Place, key: string): Place | null {
  const object = optional(place, key, OBJECT);
  return object === null ? null : { object, path: pathOf(place, key) };
}

export function requiredPlace(place: Place, key: string): Place {
  return { object: required(place, key, OBJECT), path: pathOf(place, key) };
}

/** The objects of a list, each with its place; a list that is not there is empty. */
export function placesIn(place: Place, key: string): Place[] {
  return (optional(place, key, LIST) ?? []).map((object, at) => {
    const path = `${pathOf(place, key)}[${at}]`;
    if (!isObject(object)) throw invalid(path, 'must be an object');
    return { object, path };
  });
}
