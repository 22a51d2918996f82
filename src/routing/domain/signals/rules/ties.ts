/** Ties: clauses that bind one party to another, or to a place, a number or a time, so that none can be placed by itself. */
import { W } from '../words';
import type { Reading, Span } from '../reading';
import { around, companion, evidence } from '../relate';
import { byJoiners, CLAUSE_WORDS, firstOfClauses } from './parties';

const MIN_TIES = 3;
/** More words than these to a tie, and they stand in a text about something else. */
const WORDS_PER_TIE = 13;
const WORDS_PER_DENSE_TIE = 10;
/** One of them may be only told of what a party has: "The Finns have room 101." */
const MIN_REAL = 2;

/** "T1 and T4 share a speaker. T3 before T5. T6 not in the last slot." */
export function tiedParties(reading: Reading): readonly Span[] | null {
  if (reading.has(W.code) || isDraft(reading) || reading.at(W.bond).length * WORDS_PER_TIE < reading.count) return null;
  if (isArithmetic(reading)) return null;
  const bound = boundWords(reading);
  if (bound.length * WORDS_PER_TIE < reading.count) return null;
  const ties = firstOfClauses(reading, bound, byJoiners);
  const real = firstOfClauses(
    reading,
    bound.filter((word) => reading.is(word, W.tie)),
    byJoiners,
  );
  if (ties.length < MIN_TIES || real.length === 0 || ties.length * WORDS_PER_TIE < reading.count) return null;
  return isPuzzle(reading, ties, real.length) ? evidence(reading, ties) : null;
}

/** "How old is Tom, who is twice as old as Ann?" */
function isArithmetic(reading: Reading): boolean {
  const isCounting = reading.has(W.howMany) || reading.at(W.oldLong).some((word) => reading.is(word - 1, W.how_));
  return isCounting && reading.has(W.multiple);
}

/** More words than these before the verb, and the request is another. */
const OPENING_WORDS = 6;

function isDraft(reading: Reading): boolean {
  for (let word = 0; word < OPENING_WORDS; word++) if (reading.is(word, W.drafting)) return true;
  return false;
}

/** The words that tie; in a question of how many, none of arithmetic. */
function boundWords(reading: Reading): readonly number[] {
  const isCounting = reading.has(W.howMany);
  const isOwn = ownWords(reading);
  const isBare = (word: number): boolean =>
    reading.is(word, W.bare) && (endsClause(reading, word + 1) || endsClause(reading, word));
  return reading.at(W.bond).filter((word) => {
    if ((isCounting && reading.is(word, W.quantity)) || reading.isName(word)) return false;
    if (!reading.is(word, W.tie)) return isLabel(reading, word - 1) && !isOwn(word);
    const isWay =
      reading.is(word, W.turn) &&
      (beginsClause(reading, word) || word + 1 === reading.endWord(reading.sentenceOf(word)));
    return !isWay && !isBare(word) && !isOwn(word);
  });
}

/** Nobody stands before it of whom it could tell. */
const beginsClause = (reading: Reading, word: number): boolean =>
  reading.isBreakBefore(word) || reading.firstWord(reading.sentenceOf(word)) === word || reading.is(word - 1, W.joiner);

const endsClause = (reading: Reading, word: number): boolean =>
  reading.isBreakBefore(word + 1) || word + 1 >= reading.endWord(reading.sentenceOf(word));

/** Whether a tie is the caller's own wish, or says what the text that he wants should be like. */
function ownWords(reading: Reading): (tie: number) => boolean {
  const isAbout = (word: number): boolean => reading.is(word, W.firstSecond) || reading.is(word, W.text);
  return (tie) => standsBefore(reading, tie, isAbout) || standsBehind(reading, tie, isAbout);
}

/** Such a word in the clause, before the tie. */
function standsBefore(reading: Reading, tie: number, is: (word: number) => boolean): boolean {
  const first = Math.max(reading.firstWord(reading.sentenceOf(tie)), tie - CLAUSE_WORDS);
  for (let word = tie; word > first && !reading.isBreakBefore(word); word--) if (is(word - 1)) return true;
  return false;
}

/** Such a word in the clause, behind the tie. */
function standsBehind(reading: Reading, tie: number, is: (word: number) => boolean): boolean {
  const end = Math.min(reading.endWord(reading.sentenceOf(tie)), tie + CLAUSE_WORDS + 1);
  for (let word = tie + 1; word < end && !reading.isBreakBefore(word); word++) if (is(word)) return true;
  return false;
}

/** Ties, parties that come again, names for them, and words of arranging: so much of them together is a puzzle. */
const ENOUGH = 6;
const ENOUGH_BESIDE_ARITHMETIC = 8;
const MIN_LABELLED = 2;
const MIN_KNOWN = 2;

function isPuzzle(reading: Reading, ties: readonly number[], real: number): boolean {
  const labels = ties.filter(
    (word) => companion(reading, word, around(CLAUSE_WORDS), (at) => isLabel(reading, at)) >= 0,
  );
  const isLabelled = labels.length >= MIN_LABELLED;
  const arranging =
    (reading.has(W.arranged) ? 1 : 0) + Number(reading.has(W.assignment)) + Number(reading.has(W.seating));
  const known = countKnown(reading, ties);
  if ((real < MIN_REAL || (!isLabelled && arranging === 0)) && known < MIN_KNOWN) return false;
  const isDense = ties.length * WORDS_PER_DENSE_TIE >= reading.count;
  const score = ties.length + known + arranging + Number(isLabelled) + Number(isDense);
  return score >= (reading.has(W.howMany) ? ENOUGH_BESIDE_ARITHMETIC : ENOUGH);
}

/** A name, "T1", "nurse 3", "cell A". */
const isLabel = (reading: Reading, word: number): boolean =>
  reading.isName(word) ||
  (reading.isDigits(word) && !reading.is(word - 1, W.common) && !reading.isBreakBefore(word)) ||
  (reading.isSingleLetter(word) && !reading.is(word, W.pronoun));

/** Ties of which a party has been spoken of before its clause. */
function countKnown(reading: Reading, ties: readonly number[]): number {
  const first = new Map<number, number>();
  for (let word = 0; word < reading.count; word++)
    if (!first.has(reading.identity(word))) first.set(reading.identity(word), word);
  return ties.filter((tie) => {
    const start = clauseStart(reading, tie);
    for (let word = start; word <= tie + CLAUSE_WORDS && word < reading.count; word++)
      if (isParty(reading, word) && (first.get(reading.identity(word)) ?? word) < start) return true;
    return false;
  }).length;
}

/** The first word of the clause, no further than a clause reaches. */
function clauseStart(reading: Reading, word: number): number {
  const first = Math.max(reading.firstWord(reading.sentenceOf(word)), word - CLAUSE_WORDS);
  for (let at = word; at > first; at--) if (reading.isBreakBefore(at)) return at;
  return first;
}

const isParty = (reading: Reading, word: number): boolean =>
  !reading.is(word, W.common) && !reading.is(word, W.tie) && !reading.is(word, W.number);
