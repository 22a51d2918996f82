/** The format of keys: recognisable, checkable, and shown only by its beginning. */
import fc from 'fast-check';
import { hashSecret, isMistyped, isWellFormed, newKeySecret, visiblePrefix } from '../../../src/identity/key-secret';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

it('a key is bsr_ and 46 base62 characters, of which the last six check the rest', () => {
  for (let i = 0; i < 200; i++) {
    const secret = newKeySecret();
    expect(secret).toMatch(/^bsr_[0-9A-Za-z]{46}$/);
    expect(isWellFormed(secret)).toBe(true);
    expect(isMistyped(secret)).toBe(false);
  }
});

it('no two keys are alike', () => {
  const made = Array.from({ length: 2000 }, newKeySecret);
  expect(new Set(made).size).toBe(made.length);
});

it('every character of the alphabet is equally likely', () => {
  const counts = new Map<string, number>();
  const keys = 3000;
  for (let i = 0; i < keys; i++) {
    for (const char of newKeySecret().slice(4, 44)) counts.set(char, (counts.get(char) ?? 0) + 1);
  }
  const expected = (keys * 40) / BASE62.length;
  // Six standard deviations of a count: a fair alphabet leaves them once in ten million runs.
  const tolerance = 6 * Math.sqrt(expected);
  for (const char of BASE62) expect(Math.abs((counts.get(char) ?? 0) - expected)).toBeLessThan(tolerance);
});

it('any single wrong character is noticed', () => {
  const secret = newKeySecret();
  fc.assert(
    fc.property(
      fc.integer({ min: 4, max: secret.length - 1 }),
      fc.constantFrom(...BASE62.split('')),
      (position, char) => {
        fc.pre(secret[position] !== char);
        expect(isMistyped(secret.slice(0, position) + char + secret.slice(position + 1))).toBe(true);
      },
    ),
  );
});

it('any two neighbours that changed places are noticed', () => {
  const secret = newKeySecret();
  for (let i = 4; i < secret.length - 1; i++) {
    const [left = '', right = ''] = secret.slice(i, i + 2);
    if (left === right) continue;
    expect(isMistyped(secret.slice(0, i) + right + left + secret.slice(i + 2))).toBe(true);
  }
});

it('a key that was cut off is noticed, and text of another form is not called mistyped', () => {
  expect(isMistyped(newKeySecret().slice(0, -1))).toBe(true);
  expect(isMistyped('sk-proj-something-else-entirely')).toBe(false);
});

it('the visible prefix never gives away more than 12 characters, nor more than 4 of an operator’s own key', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 20, maxLength: 60 }), (own) => {
      expect(visiblePrefix(own)).toBe(`${own.slice(0, 4)}…`);
    }),
  );
  const made = newKeySecret();
  expect(visiblePrefix(made)).toBe(made.slice(0, 12));
});

it('the hash is SHA-256', () => {
  expect(hashSecret('abc').toString('hex')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
