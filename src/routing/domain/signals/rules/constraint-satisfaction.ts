/** Constraint satisfaction: conditions that hang together, or a search among many combinations. */
import type { Reading, Span } from '../reading';
import { countRecurring } from './parties';
import { around, clusters, companionOf, evidence } from '../relate';

const MIN_CONDITIONS = 3;
/** Of a set that is said to be ordered, two conditions are enough: three objects in a row. */
const MIN_CONDITIONS_OF_A_ROW = 2;
/** A puzzle is made of conditions; in a report they are scattered. */
const SENTENCES_PER_CONDITION = 3;

/** Several conditions on where things stand to each other, a set that is to be arranged, and a request to work it out. */
export function interlockingConstraints(reading: Reading): readonly Span[] | null {
  if (!reading.has('solve') || reading.has('howMany')) return null;
  return arrangement(reading) ?? restrictedParties(reading);
}

function arrangement(reading: Reading): readonly Span[] | null {
  if (!reading.has('arranged')) return null;
  const conditions = conditionsOf(reading);
  const least = reading.has('row') ? MIN_CONDITIONS_OF_A_ROW : MIN_CONDITIONS;
  if (conditions.length < least) return null;
  if (!reading.has('assignment') && countRecurring(reading, conditions, 'relation') === 0) return null;
  if (conditions.length * SENTENCES_PER_CONDITION < reading.sentenceCount) return null;
  return evidence(reading, [...conditions, reading.at('arranged')[0] ?? 0]);
}

/** Where nothing says that there is something to arrange, clauses that forbid or demand must make the puzzle by themselves. */
const MIN_RESTRICTIONS = 4;
/** More words than these to a restriction, and they stand in a text about something else. */
const WORDS_PER_RESTRICTION = 14;

/** "Udo and Vera can't share one, Wim only goes with Xaver, Vera wants …": restrictions on parties that come again. */
function restrictedParties(reading: Reading): readonly Span[] | null {
  if (reading.at('restriction').length * WORDS_PER_RESTRICTION < reading.count) return null;
  const restrictions = firstOfClauses(
    reading,
    reading.at('restriction').filter((word) => companionOf(reading, word, around(6), 'firstSecond') < 0),
  );
  if (restrictions.length < MIN_RESTRICTIONS || countRecurring(reading, restrictions, 'restriction') < 2) return null;
  return restrictions.length * WORDS_PER_RESTRICTION < reading.count ? null : evidence(reading, restrictions);
}

/** A word of each clause that relates or restricts two things, other than the caller's wishes for himself. */
const conditionsOf = (reading: Reading): readonly number[] =>
  firstOfClauses(
    reading,
    [...reading.at('relation'), ...reading.at('attribute')]
      .sort((a, b) => a - b)
      .filter((word) => !reading.isAsked(reading.sentenceOf(word)) && isCondition(reading, word)),
  );

function firstOfClauses(reading: Reading, words: readonly number[]): readonly number[] {
  const first: number[] = [];
  for (const word of words) {
    const last = first.at(-1);
    if (last === undefined || !isSameClause(reading, last, word)) first.push(word);
  }
  return first;
}

function isSameClause(reading: Reading, from: number, to: number): boolean {
  if (reading.sentenceOf(from) !== reading.sentenceOf(to)) return false;
  for (let word = from + 1; word <= to; word++) if (reading.isBreakBefore(word)) return false;
  return true;
}

const isCondition = (reading: Reading, word: number): boolean =>
  (reading.is(word, 'attribute') || companionOf(reading, word, around(8), 'copula') >= 0) &&
  companionOf(reading, word, around(12), 'firstSecond') < 0;

/** A search (find all, fewest), over things that combine (digits, coins, a boat), under a limit (each once, only two). */
export function combinatorialSearch(reading: Reading): readonly Span[] | null {
  if (reading.has('code')) return null;
  for (const words of clusters(reading, 'board', [
    ['goal', around(40, 4)],
    ['limit', around(40, 4)],
  ]))
    return evidence(reading, words);
  const numbers = combinedNumbers(reading);
  if (numbers !== null) return numbers;
  for (const words of clusters(reading, 'thing', [
    ['goal', around(40, 4)],
    ['limit', around(40, 4)],
    ['bound', around(20, 1)],
  ]))
    return evidence(reading, words);
  return null;
}

const MIN_NUMBERS = 3;
const NUMBERS_REACH = 25;

/** "Make 24 out of 1, 5, 5 and 5, using each once." */
function combinedNumbers(reading: Reading): readonly Span[] | null {
  for (const words of clusters(reading, 'once', [
    ['each', around(2)],
    ['goal', around(25, 1)],
  ])) {
    const [once = 0] = words;
    const numbers: number[] = [];
    for (
      let word = Math.max(0, once - NUMBERS_REACH);
      word <= Math.min(once + NUMBERS_REACH, reading.count - 1);
      word++
    )
      if (reading.isDigits(word)) numbers.push(word);
    if (numbers.length >= MIN_NUMBERS) return evidence(reading, [...words, ...numbers]);
  }
  return null;
}
