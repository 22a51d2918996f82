/**
 * A word known by a hash of its letters, so that a text is looked up while it is scanned, without a copy of any word. Two
 * words with one hash would be read as one; at 30 bits that needs a caller who searches for it, and gains nothing.
 */

/** Multiplier of FNV-1a; its offset is the hash of no letters. */
const HASH_PRIME = 0x01000193;
export const EMPTY_HASH = 0x811c9dc5 | 0;
/** Keeps a hash a small integer, which a Map looks up fastest. */
const HASH_MASK = 0x3fffffff;

export const hashStep = (hash: number, unit: number): number => Math.imul(hash ^ unit, HASH_PRIME);
export const hashEnd = (hash: number): number => (hash ^ (hash >>> 15)) & HASH_MASK;

export function hashOf(word: string): number {
  let hash = EMPTY_HASH;
  for (let at = 0; at < word.length; at++) hash = hashStep(hash, word.charCodeAt(at));
  return hashEnd(hash);
}
