/** What a region multiplies prices by: a decimal in documents, whole ten-thousandths in rows, so that money stays exact. */
import { REGION_FACTOR_DIGITS } from './price';

/** The word of a provider for where it processes a call: `us`, `eu`, `europe-west4`. */
export const REGION_NAME = /^[a-z][a-z0-9-]{0,31}$/;

// Nobody multiplies a price by a thousand: such a factor is a price in the wrong place.
const FACTOR = /^\d{1,3}(?:\.(\d{1,4}))?$/;

export const isFactor = (text: string): boolean => FACTOR.test(text);

/** `1.1` → 11000. @throws RangeError when the text is no factor */
export function parseFactor(text: string): number {
  const match = FACTOR.exec(text);
  if (!match) throw new RangeError(`${text} is no factor`);
  const [, fraction = ''] = match;
  return Number(text.replace('.', '')) * 10 ** (REGION_FACTOR_DIGITS - fraction.length);
}

/** 11000 → `1.1`. */
export const formatFactor = (factor: number): string => String(factor / 10 ** REGION_FACTOR_DIGITS);
