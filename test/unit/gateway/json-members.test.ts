/** Finding and changing single members of a JSON object in its bytes. */
import fc from 'fast-check';
import { type Member, membersOf, repeatedKey } from '../../../src/gateway/domain/json-members';
import { appendMember, type Changes, spliceMembers } from '../../../src/gateway/domain/splice';

const bytes = (text: string): Buffer => Buffer.from(text);
const textOf = (json: Buffer, { valueStart, end }: Member): string => json.toString('utf8', valueStart, end);
const keysOf = (text: string): string[] => membersOf(bytes(text)).map(({ key }) => key);
const splice = (text: string, changes: Changes): string =>
  spliceMembers(bytes(text), membersOf(bytes(text)), changes).toString('utf8');

/** Blanks that JSON allows between its tokens. */
const blanks = fc.string({ unit: fc.constantFrom(' ', '\t', '\n', '\r'), maxLength: 3 });

/** Text with the characters that a scanner of bytes may stumble over. */
const trickyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom('"', '\\', '{', '}', '[', ']', ',', ':', '\n', '\t', '\u2028', 'é', '日', '😀'),
    fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' }),
  ),
  maxLength: 80,
});

const jsonValue = fc.oneof(trickyText, fc.jsonValue({ stringUnit: 'grapheme' }));

interface Written {
  readonly text: string;
  readonly entries: readonly (readonly [key: string, value: string])[];
}

/** An object as somebody's serialiser might have written it: blanks anywhere, keys perhaps with escapes. */
const writtenObject: fc.Arbitrary<Written> = fc
  .array(fc.tuple(trickyText, jsonValue, blanks, fc.boolean()), { maxLength: 6 })
  .map((members) => {
    const entries = members.map(([key, value]) => [key, JSON.stringify(value)] as const);
    const body = members.map(([key, value, blank, escaped]) => {
      const name = escaped ? escapedText(key) : JSON.stringify(key);
      return `${blank}${name}${blank}:${blank}${JSON.stringify(value)}${blank}`;
    });
    return { text: ` {${body.join(',')}} \n`, entries };
  });

/** Every UTF-16 unit as `\uXXXX`. */
const escapedText = (text: string): string =>
  `"${[...Array(text.length).keys()].map((at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')}"`;

describe('membersOf', () => {
  it('finds every member of any object with its key and exactly its bytes', () => {
    fc.assert(
      fc.property(writtenObject, ({ text, entries }) => {
        const json = bytes(text);
        expect(membersOf(json).map((member) => [member.key, textOf(json, member)])).toEqual(entries);
      }),
    );
  });

  it.each([
    ['an empty object', '{}', []],
    ['blanks only', ' \r\n{ \t } ', []],
    ['a quote behind an even number of backslashes', '{"a":"\\\\\\\\","b":1}', ['a', 'b']],
    ['a quote behind an odd number of backslashes', '{"a":"\\\\\\"","b":1}', ['a', 'b']],
    [
      'an escaped quote beyond the first bytes of a long text',
      `{"a":"${'x'.repeat(47)}\\"${'y'.repeat(60)}","b":1}`,
      ['a', 'b'],
    ],
    [
      'backslashes across the end of the short search',
      `{"a":"${'x'.repeat(46)}${'\\\\'.repeat(9)}","b":1}`,
      ['a', 'b'],
    ],
    ['braces in text', '{"a":"}]","b":["]}",{"c":"{"}],"d":2}', ['a', 'b', 'd']],
    ['a key that is escaped', '{"mo\\u0064el":"x"}', ['model']],
    ['repeated keys', '{"a":1,"b":2,"a":3}', ['a', 'b', 'a']],
    ['scalars without blanks', '{"a":1,"b":true,"c":null,"d":-1.5e9}', ['a', 'b', 'c', 'd']],
  ])('reads %s', (_what, text, keys) => {
    expect(JSON.parse(text)).toBeInstanceOf(Object);
    expect(keysOf(text)).toEqual(keys);
  });

  it('reads an object within another from the offset of its brace', () => {
    const json = bytes('{"model":"m","metadata": {"a":1,"a":2},"z":0}');
    const metadata = membersOf(json).find(({ key }) => key === 'metadata');
    expect(membersOf(json, metadata?.valueStart).map(({ key }) => key)).toEqual(['a', 'a']);
  });

  it('survives nesting of any depth', () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    expect(keysOf(`{"a":${deep},"b":1}`)).toEqual(['a', 'b']);
  });
});

describe('repeatedKey', () => {
  it.each([
    ['{"a":1,"b":2}', null],
    ['{"a":1,"b":2,"a":1}', 'a'],
    ['{"model":1,"\\u006dodel":2}', 'model'],
    ['{"a":{"b":1},"b":{"b":1}}', null],
  ])('of %s is %s', (text, key) => {
    expect(repeatedKey(membersOf(bytes(text)))).toBe(key);
  });
});

describe('spliceMembers', () => {
  it('UH-20: changes the named member and no other byte', () => {
    fc.assert(
      fc.property(writtenObject, fc.nat(), jsonValue, ({ text, entries }, pick, value) => {
        fc.pre(entries.length > 0 && new Set(entries.map(([key]) => key)).size === entries.length);
        const at = pick % entries.length;
        const json = bytes(text);
        const members = membersOf(json);
        const { key, valueStart, end } = members[at] as Member;
        const changed = spliceMembers(json, members, asChanges([[key, JSON.stringify(value)]]));
        const kept = [json.subarray(0, valueStart), json.subarray(end)].map((part) => part.toString('latin1'));
        expect(changed.toString('latin1').startsWith(kept[0] ?? '')).toBe(true);
        expect(changed.toString('latin1').endsWith(kept[1] ?? '')).toBe(true);
        expect(changed.length).toBe(json.length - (end - valueStart) + Buffer.byteLength(JSON.stringify(value)));
      }),
    );
  });

  it('changes, removes and adds as the same changes of the parsed object do', () => {
    const change = fc.option(jsonValue.map((value) => JSON.stringify(value)));
    fc.assert(
      fc.property(
        writtenObject,
        fc.array(fc.tuple(trickyText, change)),
        fc.array(fc.nat()),
        (written, extra, picks) => {
          fc.pre(new Set(written.entries.map(([key]) => key)).size === written.entries.length);
          const present = picks.flatMap((pick) => written.entries[pick % (written.entries.length || 1)]?.[0] ?? []);
          const changes = asChanges([...extra, ...present.map((key, at) => [key, at % 2 === 0 ? null : '7'] as const)]);
          const expected = new Map(written.entries);
          for (const [key, value] of Object.entries(changes)) {
            if (value === null) expected.delete(key);
            else expected.set(key, value);
          }
          const changed = splice(written.text, changes);
          expect(membersOf(bytes(changed)).map((member) => [member.key, textOf(bytes(changed), member)])).toEqual(
            [...expected].map(([key, value]) => [key, value]),
          );
          expect(JSON.parse(changed)).toBeInstanceOf(Object);
        },
      ),
    );
  });

  it('leaves the very same buffer where nothing is to change', () => {
    const json = bytes('{"model":"m"}');
    expect(spliceMembers(json, membersOf(json), {})).toBe(json);
  });

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])('leaves a member called %s alone', (name) => {
    const text = `{"model":"a","${name}":{"x":1}}`;
    expect(splice(text, { model: '"b"' })).toBe(`{"model":"b","${name}":{"x":1}}`);
  });

  it.each([
    ['adds to an empty object', '{ }', { a: '1' }, '{ "a":1}'],
    ['adds behind the last member', '{"a":1}\n', { b: '2' }, '{"a":1,"b":2}\n'],
    ['removes the only member', '{"a":1}', { a: null }, '{}'],
    ['removes the first with the comma behind it', '{"a":1, "b":2}', { a: null }, '{"b":2}'],
    ['removes the last with the comma before it', '{"a":1 ,"b":2 }', { b: null }, '{"a":1 }'],
    ['replaces the only member by another', '{"a":1}', { a: null, b: '2' }, '{"b":2}'],
    ['removes the first two', '{"a":1,"b":2,"c":3}', { a: null, b: null }, '{"c":3}'],
    ['removes the last two', '{"a":1,"b":2,"c":3}', { b: null, c: null }, '{"a":1}'],
    ['removes all', '{ "a":1 , "b":2 }', { a: null, b: null }, '{  }'],
    ['adds a name that needs escaping', '{}', { 'a"b': '1' }, '{"a\\"b":1}'],
  ])('%s', (_what, text, changes, expected) => {
    expect(splice(text, changes)).toBe(expected);
    expect(JSON.parse(expected)).toBeInstanceOf(Object);
  });
});

describe('appendMember', () => {
  it('puts a member behind the last one, blanks and line ends kept', () => {
    const changed = appendMember(bytes('{"id":"a","choices":[{}]\n}\n'), 'x_bursar', '{"cost_usd":null}').toString();
    expect(changed).toBe('{"id":"a","choices":[{}]\n,"x_bursar":{"cost_usd":null}}\n');
  });
});

const asChanges = (entries: readonly (readonly [string, string | null])[]): Changes => Object.fromEntries(entries);
