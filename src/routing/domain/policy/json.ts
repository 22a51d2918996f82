/** Reading JSON of any shape without meeting what every object inherits. */

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The member of that name, undefined where there is none (or nothing that could have members). */
export function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

/** The language counts everything as given and true but `null` and `false`. */
export const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== false;

export const isFiniteNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
