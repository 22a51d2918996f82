/** How parameters are written in the encoding that identity is taken from: exact to the byte. */

/** Whole numbers up to this one are written in plain digits. */
const MAX_PLAIN = 2 ** 53;

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Of a value that admission has let in. */
export function encodeParameter(value: unknown): string {
  if (typeof value === 'number') return encodeNumber(value);
  if (typeof value === 'string') return encodeString(value);
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.map(encodeParameter).join(',')}]`;
  return encodeRecord(value as Readonly<Record<string, unknown>>);
}

const ESCAPED = /[\\"\n\r\t]/g;

function encodeString(text: string): string {
  return `"${text.search(ESCAPED) === -1 ? text : text.replace(ESCAPED, (character) => ESCAPES[character] ?? '')}"`;
}

function encodeRecord(record: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(record).sort(([a], [b]) => compareBytes(a, b));
  if (entries.length === 0) return '[]';
  return `{${entries.map(([key, value]) => `${encodeString(key)}:${encodeParameter(value)}`).join(',')}}`;
}

function encodeNumber(value: number): string {
  if (value === 0) return '0';
  return Number.isInteger(value) && Math.abs(value) <= MAX_PLAIN ? String(value) : encodeG17(value);
}

/** Significant digits of `%.17g`. */
const DIGITS = 17;

/** C99 §7.21.6.1 `%.17g`: plain from 1e-4 up to 17 digits before the point, else with exponent; no trailing zeros. */
function encodeG17(value: number): string {
  const [mantissa = '', power = '0'] = roundedToDigits(Math.abs(value)).split('e');
  const exponent = Number(power);
  const digits = mantissa.replace('.', '').replace(/0+$/, '');
  const sign = value < 0 ? '-' : '';
  if (exponent >= -4 && exponent < DIGITS) return sign + plain(digits, exponent);
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  const padded = String(Math.abs(exponent)).padStart(2, '0');
  return `${sign}${digits.charAt(0)}${fraction}e${exponent < 0 ? '-' : '+'}${padded}`;
}

function plain(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = digits.slice(exponent + 1);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

/**
 * More digits than any double can have after a tie: one that is not exactly half way between two 17-digit decimals differs
 * from it long before.
 */
const EXACT_DIGITS = 60;
const TIE = new RegExp(`^.\\..{${DIGITS - 2}}(.)50*e`);

/** `d.dddde±x`. C rounds an exact tie to the even digit, `toExponential` away from zero. */
function roundedToDigits(value: number): string {
  const rounded = value.toExponential(DIGITS - 1);
  // A tie ends with a 5 as its 18th digit.
  if (!value.toExponential(DIGITS).includes('5e')) return rounded;
  const exact = value.toExponential(EXACT_DIGITS);
  const lastKept = TIE.exec(exact)?.[1];
  const isTieToEven = lastKept !== undefined && Number(lastKept) % 2 === 0;
  return isTieToEven ? exact.slice(0, DIGITS + 1) + exact.slice(exact.indexOf('e')) : rounded;
}

/** Negative where `a` comes first in the order of its UTF-8 bytes (UTF-16 has characters beyond U+FFFF too early). */
export function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const unitOfA = a.charCodeAt(index);
    const unitOfB = b.charCodeAt(index);
    if (unitOfA !== unitOfB) return byteRank(unitOfA) - byteRank(unitOfB);
  }
  return a.length - b.length;
}

const FIRST_SURROGATE = 0xd800;
const AFTER_SURROGATES = 0xe000;

/** Surrogates stand for characters above all others. */
function byteRank(unit: number): number {
  if (unit < FIRST_SURROGATE) return unit;
  return unit < AFTER_SURROGATES ? unit + AFTER_SURROGATES : unit - AFTER_SURROGATES + FIRST_SURROGATE;
}

/** The cheap cache key of the published vectors: two lanes over the bytes. No identity: it can be made to collide. */
export function cacheKey(encoding: string): string {
  let [first, second] = [5381, 52711];
  for (const byte of Buffer.from(encoding)) {
    first = (first * 31 + byte) % 2147483647;
    second = (second * 37 + byte) % 2147483629;
  }
  return `${first}-${second}`;
}
