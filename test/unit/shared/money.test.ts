/** Money: every sum exact, every text exact, and nothing rounded in silence. */
import fc from 'fast-check';
import { divideRounded, formatUsd, nanoUsd, parseUsd, ZERO_USD } from '../../../src/shared/domain/money';

describe('parseUsd', () => {
  it.each([
    ['0', 0n],
    ['0.15', 150_000_000n],
    ['1', 1_000_000_000n],
    ['-2.5', -2_500_000_000n],
    ['0.000000001', 1n],
    ['0.1500000000000', 150_000_000n],
    ['007', 7_000_000_000n],
    ['999999999999999.999999999', 999_999_999_999_999_999_999_999n],
  ])('reads %s', (text, nano) => {
    expect(parseUsd(text)).toBe(nano);
  });

  it.each(['', ' 1', '1 ', '.5', '5.', '1e3', '1,5', '+1', '--1', 'NaN', 'Infinity', '0x1', '٣', '1234567890123456'])(
    'refuses "%s"',
    (text) => {
      expect(() => parseUsd(text)).toThrow(RangeError);
    },
  );

  it('refuses a figure finer than a nano-dollar instead of rounding it', () => {
    expect(() => parseUsd('0.0000000001')).toThrow(/at most 9 decimals/);
    expect(() => parseUsd('1.0000000019')).toThrow(RangeError);
  });
});

describe('formatUsd', () => {
  it.each([
    [0n, '0'],
    [150n, '0.00000015'],
    [1_500_000_000n, '1.5'],
    [-1n, '-0.000000001'],
    [100_000_000_000n, '100'],
  ])('writes %d nano-dollars as %s', (nano, text) => {
    expect(formatUsd(nanoUsd(nano))).toBe(text);
  });

  it('is undone by parseUsd, for any amount', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 23n), max: 10n ** 23n }), (nano) => {
        expect(parseUsd(formatUsd(nanoUsd(nano)))).toBe(nano);
      }),
    );
  });

  it('is the shortest text of its amount: no zero that says nothing', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), (nano) => {
        expect(formatUsd(nanoUsd(nano))).toMatch(/^(0|-?(0|[1-9]\d*)(\.\d*[1-9])?)$/);
      }),
    );
  });
});

describe('divideRounded', () => {
  it.each([
    [0n, 2n, 0n],
    [1n, 2n, 1n],
    [-1n, 2n, -1n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
    [5n, 10n, 1n],
    [-4n, 10n, 0n],
    [7n, 1n, 7n],
  ])('%d / %d = %d, half away from zero', (amount, divisor, quotient) => {
    expect(divideRounded(amount, divisor)).toBe(quotient);
  });

  it('is off by at most half, and the same on both sides of zero', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 30n });
    fc.assert(
      fc.property(amount, fc.bigInt({ min: 1n, max: 10n ** 9n }), (value, divisor) => {
        const quotient = divideRounded(value, divisor);
        const rest = value - quotient * divisor;
        expect((rest < 0n ? -rest : rest) * 2n <= divisor).toBe(true);
        expect(divideRounded(-value, divisor)).toBe(-quotient);
      }),
    );
  });

  it('leaves zero at zero', () => {
    expect(divideRounded(ZERO_USD, 1_000_000n)).toBe(0n);
  });
});
