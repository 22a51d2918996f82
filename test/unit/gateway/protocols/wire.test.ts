/** The readers of wire values, which never throw, and of a caller's fields, which name what is wrong. */
import fc from 'fast-check';
import { bindSignature, unbindSignature } from '../../../../src/gateway/protocols/bound-signature';
import { DIALECTS } from '../../../../src/gateway/protocols/dialect';
import * as fields from '../../../../src/gateway/protocols/fields';
import * as wire from '../../../../src/gateway/protocols/wire';
import { BursarError } from '../../../../src/shared/errors';

const BODY: fields.Place = { object: { n: 1, deep: { text: 'x' }, list: [{ a: 1 }, 2], nothing: null }, path: '' };

const faultOf = (read: () => unknown): unknown => {
  try {
    return read();
  } catch (error) {
    return error instanceof BursarError ? error.details : error;
  }
};

describe('reading the wire', () => {
  it('never throws, whatever the value is', () => {
    const { isObject, objectOf, objectsOf, textOf, nameOf, countOf } = wire;
    fc.assert(
      fc.property(fc.anything(), (value) => {
        for (const read of [isObject, objectOf, objectsOf, textOf, nameOf, countOf])
          expect(() => read(value)).not.toThrow();
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => expect(() => wire.parseObject(text)).not.toThrow()));
  });

  it('takes zero for a count, and silence, fractions, signs and texts for none', () => {
    expect([0, 7, null, undefined, 1.5, -1, '3', 2 ** 53].map(wire.countOf)).toEqual([
      ...[0, 7, null, null, null, null, null, null],
    ]);
  });

  it('takes an object for an object only', () => {
    expect(['{"a":1}', '[1]', 'null', '7', '{'].map(wire.parseObject)).toEqual([{ a: 1 }, null, null, null, null]);
    expect(wire.objectsOf([{ a: 1 }, null, [2], 'x'])).toEqual([{ a: 1 }]);
    expect(wire.withoutNulls({ a: null, b: 0, c: undefined, d: '' })).toEqual({ b: 0, d: '' });
  });
});

describe("a caller's fields", () => {
  it('takes null and absence for not said', () => {
    expect(fields.optional(BODY, 'nothing', fields.TEXT)).toBeNull();
    expect(fields.optional(BODY, 'absent', fields.TEXT)).toBeNull();
    expect(fields.optionalPlace(BODY, 'nothing')).toBeNull();
    expect(fields.placesIn(BODY, 'nothing')).toEqual([]);
  });

  it.each<[string, () => unknown, { path: string; problem: string }]>([
    ['a wrong type', () => fields.optional(BODY, 'n', fields.TEXT), { path: 'n', problem: 'must be a text' }],
    ['a missing one', () => fields.required(BODY, 'm', fields.NUMBER), { path: 'm', problem: 'must be a number' }],
    [
      'one further down',
      () => fields.required(fields.requiredPlace(BODY, 'deep'), 'text', fields.oneOf(['a', 'b'])),
      { path: 'deep.text', problem: 'must be one of a, b' },
    ],
    ['an item', () => fields.placesIn(BODY, 'list'), { path: 'list[1]', problem: 'must be an object' }],
  ])('names %s by its path', (_what, read, fault) => {
    expect(faultOf(read)).toEqual(fault);
  });
});

describe('a bound signature', () => {
  it('comes back to its issuer as it was, and to nobody else', () => {
    fc.assert(
      fc.property(fc.constantFrom(...DIALECTS), fc.constantFrom(...DIALECTS), fc.string(), (issuer, reader, text) => {
        expect(unbindSignature(reader, bindSignature(issuer, text))).toBe(issuer === reader ? text : null);
      }),
    );
  });

  it('has an issuer by name: a bare one is nobody’s here', () => {
    expect(unbindSignature('google_generate', 'c2lnbmVk')).toBeNull();
    expect(unbindSignature('google_generate', null)).toBeNull();
  });
});
