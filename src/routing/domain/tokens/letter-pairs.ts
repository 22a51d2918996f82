/**
 * Letter pairs that the longer words of a tokenizer's vocabulary seldom have: a word with such a pair is cut into more
 * tokens, be it of another language, a name or a random string. Found by regression over 18,000 words
 * (those pairs that each make a word at least 0.08 tokens longer); scripts/fit-token-weights.cjs weighs them.
 */

/** After the letter on the left each of those on the right is unusual. */
const UNUSUAL_AFTER = {
  a: 'z',
  b: 'bcghmnpz',
  c: 'bdfgp',
  d: 'bchntxz',
  e: 'hjuw',
  f: 'bcdknpv',
  g: 'abdikoptvwy',
  h: 'cgjkmnpqwy',
  i: 'hiuwy',
  j: 'bdfhisty',
  k: 'abcgijklmnoprtuvwyz',
  l: 'bjmnrtwz',
  m: 'cdgkltvxyz',
  n: 'bhpqrwy',
  o: 'hiqz',
  p: 'cdfgijwxy',
  q: 'gs',
  r: 'bjz',
  s: 'abdgjklvxz',
  t: 'bdgjmntvx',
  u: 'abdhjkouwz',
  v: 'abcfklnoprsuvy',
  w: 'cgmtuy',
  x: 'diklr',
  y: 'abcdefghikmnprtvwyz',
  z: 'abdgkmnopruvwz',
} as const;

export const SMALL_A = 0x61;
export const LETTERS = 26;

/** 1 for an unusual pair of lower-case letters, at 26 × first + second, both counted from `a`. */
export const UNUSUAL_PAIRS: Uint8Array = pairs();

function pairs(): Uint8Array {
  const table = new Uint8Array(LETTERS * LETTERS);
  for (const [first, seconds] of Object.entries(UNUSUAL_AFTER)) {
    for (const second of seconds) {
      table[LETTERS * (first.charCodeAt(0) - SMALL_A) + second.charCodeAt(0) - SMALL_A] = 1;
    }
  }
  return table;
}
