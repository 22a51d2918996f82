/** Recurrence: a short puzzle whose things turn up in one clause after another, and a question for how they stand. */
import { W } from '../words';
import type { Reading, Span } from '../reading';
import { behind, companionOf, evidence } from '../relate';
import { inquiries, orders } from './inquiry';

/** Whoever writes more tells his moves by verbs. */
const MAX_WORDS = 150;
/** Moves, and things that turn up again. */
const MIN_PIECES = 5;
const MIN_RECURRING = 2;
const WORDS_PER_PIECE = 8;

/** "x=x+y; y=x-y. final x and y", "Bo pays Al, Al pays Cy what he has. Balances?" */
export function recurrentStates(reading: Reading): readonly Span[] | null {
  if (reading.count > MAX_WORDS || reading.has(W.howMany)) return null;
  const asked = stateAsked(reading);
  if (asked === undefined) return null;
  const moves = reading.at(W.transfer);
  const again = recurring(reading);
  const pieces = moves.length + again.length;
  if (
    moves.length === 0 ||
    again.length < MIN_RECURRING ||
    pieces < MIN_PIECES ||
    pieces * WORDS_PER_PIECE < reading.count
  )
    return null;
  return evidence(reading, [asked, ...moves, ...again]);
}

/** What asks for a state behind the moves. */
const stateAsked = (reading: Reading): number | undefined =>
  [...inquiries(reading), ...orders(reading), ...reading.at(W.atTheEnd)].find(
    (word) => word * 2 > reading.count && companionOf(reading, word, behind(12), W.stood) >= 0,
  );

/** Names, letters and words of the matter that stood in an earlier clause. */
function recurring(reading: Reading): readonly number[] {
  const clauseOf = new Map<number, number>();
  const again: number[] = [];
  let clause = 0;
  for (let word = 0; word < reading.count; word++) {
    if (reading.isBreakBefore(word) || reading.sentenceOf(word) !== reading.sentenceOf(word - 1)) clause++;
    if (!isThing(reading, word)) continue;
    const before = clauseOf.get(reading.identity(word));
    if (before !== undefined && before !== clause) again.push(word);
    clauseOf.set(reading.identity(word), clause);
  }
  return again;
}

const isThing = (reading: Reading, word: number): boolean =>
  reading.isUnknown(word) || reading.isName(word) || (reading.isSingleLetter(word) && !reading.is(word, W.common));
