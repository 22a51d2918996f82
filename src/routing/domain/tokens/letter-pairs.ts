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

/** The low bits of a letter tell which one it is, 1 to 26 whatever its case; 0 stands for no letter. */
export const LETTER_BITS = 5;
export const LETTER_MASK = (1 << LETTER_BITS) - 1;

/** 1 for an unusual pair of lower-case letters, at the low bits of the first and behind them those of the second. */
export const UNUSUAL_PAIRS: Uint8Array = pairs();

function pairs(): Uint8Array {
  const table = new Uint8Array(1 << (2 * LETTER_BITS));
  for (const [first, seconds] of Object.entries(UNUSUAL_AFTER)) {
    for (const second of seconds) table[(lowBits(first) << LETTER_BITS) | lowBits(second)] = 1;
  }
  return table;
}

function lowBits(letter: string): number {
  return letter.charCodeAt(0) & LETTER_MASK;
}
