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
  if (!reading.has('arranged') || !reading.has('solve')) return null;
  const conditions = conditionsOf(reading);
  const least = reading.has('row') ? MIN_CONDITIONS_OF_A_ROW : MIN_CONDITIONS;
  if (conditions.length < least || reading.has('howMany')) return null;
  if (!reading.has('assignment') && countRecurring(reading, conditions, 'relation') === 0) return null;
  if (conditions.length * SENTENCES_PER_CONDITION < reading.sentenceCount) return null;
  const arranged = reading.at('arranged')[0] ?? 0;
  return evidence(reading, [...conditions, arranged]);
}

/** A word of each clause that relates or restricts two things, other than the caller's wishes for himself. */
function conditionsOf(reading: Reading): readonly number[] {
  const conditions: number[] = [];
  for (const word of [...reading.at('relation'), ...reading.at('attribute')].sort((a, b) => a - b)) {
    if (reading.isAsked(reading.sentenceOf(word)) || !isCondition(reading, word)) continue;
    const last = conditions.at(-1);
    if (last === undefined || !isSameClause(reading, last, word)) conditions.push(word);
  }
  return conditions;
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
  for (const words of clusters(reading, 'thing', [
    ['goal', around(40, 4)],
    ['limit', around(40, 4)],
    ['bound', around(20, 1)],
  ]))
    return evidence(reading, words);
  return null;
}
