/** What looks like a constraint on letters and is none: a search among words, or code that handles them. */
import { W } from '../words';
import type { Reading } from '../reading';
import { around, companionOf } from '../relate';

/** "List the words that start with b", or code that does. */
export const isLookup = (reading: Reading, word: number): boolean =>
  isAboutCode(reading) || companionOf(reading, word, around(12), W.lookup) >= 0;

export const isAboutCode = (reading: Reading): boolean => reading.has(W.code);
