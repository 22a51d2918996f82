/** Parties: who and what takes part in several statements, so that one cannot be understood without the others. */
import { W, type WordClass } from '../words';
import type { Reading } from '../reading';

/** About as far as a clause reaches from its verb; nearer than that, two verbs tell of one thing. */
export const CLAUSE_WORDS = 4;

/** Statements, each given by a word of `kind`, with a party that took part in an earlier one. */
export function countRecurring(reading: Reading, statements: readonly number[], kind: WordClass): number {
  const seen = new Set<number>();
  let recurring = 0;
  for (const statement of statements) {
    const parties = partiesOf(reading, statement, kind);
    if (parties.some((party) => seen.has(party))) recurring++;
    for (const party of parties) seen.add(party);
  }
  return recurring;
}

/** What stands around the word in its sentence, but for words that stand everywhere. */
function partiesOf(reading: Reading, statement: number, kind: WordClass): readonly number[] {
  const parties: number[] = [];
  const sentence = reading.sentenceOf(statement);
  const end = Math.min(statement + CLAUSE_WORDS, reading.count - 1);
  for (let word = Math.max(0, statement - CLAUSE_WORDS); word <= end; word++)
    if (reading.sentenceOf(word) === sentence && isParty(reading, word, kind)) parties.push(reading.identity(word));
  return parties;
}

const isParty = (reading: Reading, word: number, kind: WordClass): boolean =>
  !reading.is(word, W.common) && !reading.is(word, kind) && !reading.is(word, W.number);

/** Words that begin a clause: one behind a mark. */
const byMarks = (reading: Reading, word: number): boolean => reading.isBreakBefore(word);

/** Or one behind a word that joins clauses, unless it joins two words, "red and blue". */
export const byJoiners = (reading: Reading, word: number, from: number): boolean =>
  reading.isBreakBefore(word) || (reading.is(word, W.joiner) && word - from > NEAR_JOINER);

/** A joiner nearer than this joins two words and not two clauses. */
const NEAR_JOINER = 2;

/** Of the words, the first in each clause. */
export function firstOfClauses(
  reading: Reading,
  words: readonly number[],
  begins: (reading: Reading, word: number, from: number) => boolean = byMarks,
): readonly number[] {
  const first: number[] = [];
  for (const word of words) {
    const last = first.at(-1);
    if (last === undefined || isApart(reading, last, word, begins)) first.push(word);
  }
  return first;
}

function isApart(reading: Reading, from: number, to: number, begins: typeof byJoiners): boolean {
  if (reading.sentenceOf(from) !== reading.sentenceOf(to)) return true;
  for (let word = from + 1; word <= to; word++) if (begins(reading, word, from)) return true;
  return false;
}
