/** Rubbish for readers: a JSON value in which any member, however deep, is replaced by something else. */
import fc from 'fast-check';

export const anyJson: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1.5, '', 'text', [], {}, [null], [[]], [{}], { type: 'text' }),
  fc.jsonValue({ maxDepth: 2 }),
);

type Path = readonly string[];

const pathsOf = (value: unknown): Path[] =>
  typeof value !== 'object' || value === null
    ? [[]]
    : [[], ...Object.entries(value).flatMap(([key, member]) => pathsOf(member).map((path) => [key, ...path]))];

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  const members = value as Record<string, unknown>;
  if (Array.isArray(value))
    return value.map((item: unknown, at) => (String(at) === key ? replaced(item, rest, by) : item));
  return { ...members, [key]: replaced(members[key], rest, by) };
}

/** The object with one member replaced, never the whole of it. */
export const mutations = (whole: object): fc.Arbitrary<object> =>
  fc
    .tuple(fc.constantFrom(...pathsOf(whole).filter((path) => path.length > 0)), anyJson)
    .map(([path, by]) => replaced(whole, path, by) as object);
