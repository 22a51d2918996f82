/** Numbers that a double cannot hold stay as they were written, and all other JSON is as it always was. */
import fc from 'fast-check';
import { exactly, parseExactly, parseObjectExactly, plainNumber } from '../../../../src/gateway/protocols/exact-json';

const again = (json: string): string => JSON.stringify(parseExactly(json));

it.each([
  '9007199254740993',
  '-9223372036854775808',
  '18446744073709551615',
  '0.12345678901234567890',
  '123456789.123456789',
  '1e400',
  '-1.5E+999',
  '{"a":[{"b":12345678901234567890}],"c":"12345678901234567890"}',
])('comes back as it was written: %s', (json) => {
  expect(again(json)).toBe(json);
});

it.each([
  ['of an ordinary number', '{"n":1.0}', '{"n":1}'],
  ['of a long one that a double holds', '[9007199254740991,0.1000000000000000055,1000000000000000.0]', null],
  ['of digits within a text', '{"id":"9007199254740993","at":1.50}', '{"id":"9007199254740993","at":1.5}'],
])('the value holds, whatever its text: %s', (_what, json, written) => {
  expect(JSON.parse(again(json))).toEqual(JSON.parse(json));
  if (written !== null) expect(again(json)).toBe(written);
});

it('any JSON is read as JSON.parse reads it, to the nearest double', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 3 }), (json) => {
      expect(JSON.parse(again(json))).toEqual(JSON.parse(JSON.stringify(JSON.parse(json))));
    }),
  );
});

it('integers of any length survive', () => {
  fc.assert(
    fc.property(fc.bigInt(), (value) => {
      expect(again(`{"id":${value}}`)).toBe(`{"id":${value}}`);
    }),
  );
});

it('what is no object, or no JSON, is none', () => {
  expect([parseObjectExactly('[1]'), parseObjectExactly('{"a":'), parseObjectExactly('12345678901234567890')]).toEqual([
    ...[null, null, null],
  ]);
});

it('what has been parsed is parsed again only where a number has lost something', () => {
  const ordinary = { a: 1 };
  expect(exactly(ordinary, Buffer.from('{"a":1}'))).toBe(ordinary);
  const long = '{"a":12345678901234567890}';
  expect(JSON.stringify(exactly(JSON.parse(long) as never, Buffer.from(long)))).toBe(long);
});

it('a member that is looked at is the nearest double', () => {
  const { seed } = parseObjectExactly('{"seed":12345678901234567890}') ?? {};
  expect([plainNumber(seed), plainNumber('x'), plainNumber(null)]).toEqual([12345678901234567000, 'x', null]);
});
