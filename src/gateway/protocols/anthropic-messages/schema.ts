/**
 * A JSON schema as Anthropic's constrained answers take it: every object is closed, and constraints that are refused
 * become words of the description, as Anthropic's own SDKs do it.
 */
import type { JsonObject } from '../dialect';
import { isObject, textOf } from '../wire';

const KEPT = new Set([
  '$schema',
  '$id',
  '$ref',
  'title',
  'description',
  'default',
  'const',
  'enum',
  'type',
  'required',
]);
const FORMATS: readonly unknown[] = [
  ...['date-time', 'time', 'date', 'duration', 'email', 'hostname', 'uri', 'ipv4', 'ipv6', 'uuid'],
];

const each = (value: unknown): unknown => (Array.isArray(value) ? value.map(closed) : value);
const eachMember = (value: unknown): unknown =>
  isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, closed(schema)])) : value;

/** Keywords that hold schemas: their name in what is written, and how they are walked. */
const NESTED: ReadonlyMap<string, readonly [string, (value: unknown) => unknown]> = new Map([
  ['properties', ['properties', eachMember]],
  ['$defs', ['$defs', eachMember]],
  ['definitions', ['definitions', eachMember]],
  ['anyOf', ['anyOf', each]],
  ['oneOf', ['anyOf', each]],
  ['allOf', ['allOf', each]],
  ['items', ['items', (value: unknown) => (Array.isArray(value) ? each(value) : closed(value))]],
]);

export const closedSchema = (schema: JsonObject): JsonObject => closed(schema) as JsonObject;

function closed(schema: unknown): unknown {
  if (!isObject(schema)) return schema;
  const written: Record<string, unknown> = {};
  const constraints: string[] = [];
  for (const [keyword, value] of Object.entries(schema)) {
    const nested = NESTED.get(keyword);
    if (nested !== undefined) written[nested[0]] = nested[1](value);
    else if (KEPT.has(keyword) || isKept(keyword, value)) written[keyword] = value;
    else if (keyword !== 'additionalProperties') constraints.push(`${keyword}: ${JSON.stringify(value)}`);
  }
  if (schema['type'] === 'object' || 'properties' in schema) written['additionalProperties'] = false;
  if (constraints.length > 0)
    written['description'] = [textOf(schema['description']), `{${constraints.join(', ')}}`].join('\n\n').trim();
  return written;
}

const isKept = (keyword: string, value: unknown): boolean =>
  (keyword === 'format' && FORMATS.includes(value)) || (keyword === 'minItems' && (value === 0 || value === 1));
