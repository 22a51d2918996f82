/** Money: whole nano-dollars (1e-9 USD) in a bigint, so that sums are exact at any volume. */

declare const nanoUsdBrand: unique symbol;

/** Whole nano-dollars. One token of a 0.15 USD/Mtok model costs 150 of them. */
export type NanoUsd = bigint & { readonly [nanoUsdBrand]: true };

const NANO_DIGITS = 9;
const NANO_PER_USD = 10n ** BigInt(NANO_DIGITS);
const USD_PATTERN = /^(-?)(\d{1,15})(?:\.(\d+))?$/;

export const ZERO_USD = 0n as NanoUsd;

export const nanoUsd = (value: bigint): NanoUsd => value as NanoUsd;

/**
 * Parses a decimal string such as `0.15`. Digits beyond the ninth must be zero: a figure finer than a
 * nano-dollar is refused, not rounded.
 * @throws RangeError when the text is no such number
 */
export function parseUsd(text: string): NanoUsd {
  const match = USD_PATTERN.exec(text);
  const fraction = match?.[3] ?? '';
  if (!match?.[2] || /[1-9]/.test(fraction.slice(NANO_DIGITS))) {
    throw new RangeError(`"${text}" is not a decimal USD amount with at most ${NANO_DIGITS} decimals`);
  }
  const nano = BigInt(match[2]) * NANO_PER_USD + BigInt(fraction.slice(0, NANO_DIGITS).padEnd(NANO_DIGITS, '0'));
  return nanoUsd(match[1] === '-' ? -nano : nano);
}

/** The shortest exact decimal string: `150n` → `0.00000015`, `1_500_000_000n` → `1.5`. */
export function formatUsd(amount: NanoUsd): string {
  const sign = amount < 0n ? '-' : '';
  const digits = (amount < 0n ? -amount : amount).toString().padStart(NANO_DIGITS + 1, '0');
  const point = digits.length - NANO_DIGITS;
  let end = digits.length;
  while (end > point && digits[end - 1] === '0') end -= 1;
  const whole = `${sign}${digits.slice(0, point)}`;
  return end === point ? whole : `${whole}.${digits.slice(point, end)}`;
}

/** Divides rounding half away from zero; `divisor` is positive. */
export function divideRounded(amount: bigint, divisor: bigint): bigint {
  const half = divisor / 2n;
  return amount < 0n ? -((-amount + half) / divisor) : (amount + half) / divisor;
}
