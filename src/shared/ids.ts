/** Identifiers: a prefix that names the kind and a ULID (time-ordered, 26 characters of Crockford's base 32). */
import { randomFillSync } from 'node:crypto';
import type { IdKinds } from './domain/ids';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_CHARS = 10;
/** Every two characters: ten bits at a time are half as much work as five. */
const PAIRS = Array.from(ALPHABET, (first) => Array.from(ALPHABET, (second) => first + second)).flat();
const RANDOM_PAIRS = 8;
const RANDOM_BYTES = 2 * RANDOM_PAIRS;
// One system call fills enough for 512 identifiers: a call per identifier costs more than the rest of it.
const pool = Buffer.alloc(RANDOM_BYTES * 512);
let poolOffset = pool.length;

export function newId<Prefix extends keyof IdKinds>(prefix: Prefix, nowMs: number): IdKinds[Prefix] {
  return `${prefix}_${ulid(nowMs)}` as IdKinds[Prefix];
}

/** 48 bits of time, then 80 random bits. */
export function ulid(nowMs: number): string {
  return encodeTime(nowMs) + encodeRandom();
}

const ID_PATTERN = /^[a-z]+_([0-9A-HJKMNP-TV-Z]{26})(?:_\d+)?$/;

/** The instant an identifier was made at, epoch milliseconds; null when the text is no identifier of ours. */
export function idTimeMs(id: string): number | null {
  const body = ID_PATTERN.exec(id)?.[1];
  if (body === undefined) return null;
  let value = 0;
  for (const char of body.slice(0, TIME_CHARS)) value = value * 32 + ALPHABET.indexOf(char);
  return value;
}

let lastTimeMs = -1;
let lastTime = '';

function encodeTime(nowMs: number): string {
  if (nowMs === lastTimeMs) return lastTime;
  let rest = nowMs;
  let text = '';
  for (let i = 0; i < TIME_CHARS; i++) {
    text = ALPHABET.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  lastTimeMs = nowMs;
  lastTime = text;
  return text;
}

function encodeRandom(): string {
  if (poolOffset === pool.length) {
    randomFillSync(pool);
    poolOffset = 0;
  }
  let text = '';
  for (let i = 0; i < RANDOM_BYTES; i += 2) text += PAIRS[pool.readUInt16LE(poolOffset + i) % PAIRS.length] ?? '';
  poolOffset += RANDOM_BYTES;
  return text;
}
