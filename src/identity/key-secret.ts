/** The secret of an API key: `bsr_`, 40 random base62 characters and 6 that check them. */
import { hash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const PREFIX = 'bsr_';
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const RANDOM_CHARS = 40;
// 62^6 is above 2^32, so that six characters hold a CRC-32.
const CHECK_CHARS = 6;
const VISIBLE_CHARS = 12;
const VISIBLE_FOREIGN_CHARS = 4;
// Bytes from here on would favour the first characters of the alphabet.
const FAIR_BYTES = 256 - (256 % ALPHABET.length);

const WELL_FORMED = new RegExp(`^${PREFIX}[0-9A-Za-z]{${RANDOM_CHARS + CHECK_CHARS}}$`);

export function newKeySecret(): string {
  const body = PREFIX + randomBase62(RANDOM_CHARS);
  return body + checksum(body);
}

/** What the ring and the database know of a secret: 240 random bits need no salt and no slow hash. */
export const hashSecret = (secret: string): Buffer => hash('sha256', secret, 'buffer');

/** The part that lists and logs may show. A secret of the operator's own may be short, so less of it is shown. */
export const visiblePrefix = (secret: string): string =>
  isWellFormed(secret) ? secret.slice(0, VISIBLE_CHARS) : `${secret.slice(0, VISIBLE_FOREIGN_CHARS)}…`;

/** Whether it can be a key that was made here, as a secret scanner asks. */
export const isWellFormed = (text: string): boolean =>
  WELL_FORMED.test(text) && text.endsWith(checksum(text.slice(0, -CHECK_CHARS)));

/** Meant to be a key that was made here, but a character is wrong or missing. */
export const isMistyped = (text: string): boolean => text.startsWith(PREFIX) && !isWellFormed(text);

function randomBase62(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < FAIR_BYTES && text.length < length) text += ALPHABET.charAt(byte % ALPHABET.length);
    }
  }
  return text;
}

function checksum(body: string): string {
  let rest = crc32(body);
  let text = '';
  for (let i = 0; i < CHECK_CHARS; i++) {
    text = ALPHABET.charAt(rest % ALPHABET.length) + text;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return text;
}
