/** The index of words by their hash: it says what a Map would. */
import fc from 'fast-check';
import { HashIndex } from '../../../src/routing/domain/hash-index';

// Few low bits and few high ones: many of these meet in one slot.
const hash = fc.tuple(fc.nat(7), fc.nat(7)).map(([low, high]) => low | (high << 24));

describe('HashIndex', () => {
  it('knows of every hash what a Map knows, where many fall on one slot too', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(hash, fc.string())), fc.array(hash), (words, asked) => {
        const map = new Map(words);
        const index = new HashIndex(map);
        for (const one of [...map.keys(), ...asked]) expect(index.get(one)).toBe(map.get(one));
      }),
    );
  });
});
