/** State tracking: things that change hands or places, step after step, and where they are in the end. */
import { W } from '../words';
import type { Reading, Span } from '../reading';
import { around, behind, companionOf, evidence } from '../relate';
import { inquiries, orders } from './inquiry';
import { recurrentStates } from './recurrence';
import { CLAUSE_WORDS, countRecurring } from './parties';

/** Things that change hands or places this often can no longer be followed at a glance. */
const MIN_TRANSFERS = 3;
/** In a report they are scattered. */
const WORDS_PER_MOVE = 20;

/** Several transfers in clauses of their own, and a question for who or what is where in the end. */
export const entityStateTracking = (reading: Reading): readonly Span[] | null =>
  statesAfterMoves(reading) ?? recurrentStates(reading);

function statesAfterMoves(reading: Reading): readonly Span[] | null {
  if (inquiries(reading).length === 0 && orders(reading).length === 0 && !reading.has(W.atTheEnd)) return null;
  if (reading.has(W.howMany) && !asksOfEach(reading)) return null;
  const moves = movesOf(reading);
  if (moves.length < MIN_TRANSFERS || moves.length * WORDS_PER_MOVE < reading.count) return null;
  const asked = finalStateQuestion(reading, moves);
  return asked < 0 ? null : evidence(reading, [...moves.slice(0, MIN_TRANSFERS), asked]);
}

/** A number is arithmetic, but "how much sits where" is a state of many things. */
const asksOfEach = (reading: Reading): boolean =>
  reading.at(W.howMany).every((word) => companionOf(reading, word, behind(12), W.whatEach) >= 0);

/** The first way of telling moves by which they hang together; none when there is none. */
function movesOf(reading: Reading): readonly number[] {
  const transfers = thirdPersonTransfers(reading);
  if (transfers.length >= MIN_TRANSFERS && hangTogether(reading, transfers)) return transfers;
  const passes = handedOn(reading);
  return passes.length >= MIN_TRANSFERS ? passes : notedMoves(reading);
}

/** "Gran to Ed, Ed to the till, the till to a customer": moves without a verb, each of what was in one before it. */
function handedOn(reading: Reading): readonly number[] {
  const passes = reading.at(W.onto).filter((word) => CLAUSE_STARTS.some((back) => opensClause(reading, word - back)));
  return countRecurring(reading, passes, W.onto) >= MIN_TRANSFERS - 1 ? passes : [];
}

/** Words before "to" with which a clause begins: "A to", "the till to", "Pour A into". */
const CLAUSE_STARTS = [1, 2, 3] as const;

/** What was moved is moved again, or each is a step of a list of orders: "Swap … Turn … Flip …". */
const hangTogether = (reading: Reading, transfers: readonly number[]): boolean =>
  countRecurring(reading, transfers, W.transfer) >= MIN_TRANSFERS - 1 ||
  transfers.filter((word) => opensClause(reading, word)).length >= MIN_TRANSFERS;

const opensClause = (reading: Reading, word: number): boolean =>
  reading.firstWord(reading.sentenceOf(word)) === word || reading.isBreakBefore(word);

function thirdPersonTransfers(reading: Reading): readonly number[] {
  const words = [...reading.at(W.transfer), ...reading.at(W.further)].sort((a, b) => a - b);
  return apart(
    reading,
    words.filter((word) => companionOf(reading, word, ACTOR, W.firstSecond) < 0),
  );
}

const ACTOR = { before: 2, behind: 0 };

/** Those that are told, the first in each clause. */
function apart(reading: Reading, words: readonly number[]): readonly number[] {
  const kept: number[] = [];
  for (const word of words) {
    const last = kept.at(-1);
    if (last === undefined ? reading.is(word, W.further) : !isApart(reading, last, word)) continue;
    if (!reading.isAsked(reading.sentenceOf(word))) kept.push(word);
  }
  return kept;
}

/** In clauses of their own: further than a clause reaches, or with a comma or a stop between. */
const isApart = (reading: Reading, last: number, word: number): boolean =>
  word - last >= CLAUSE_WORDS || opensClause(reading, word);

/** Moves as players write them, two marks each: "1<->3, 2-4, 3-4". */
function notedMoves(reading: Reading): readonly number[] {
  const { marks } = reading;
  return marks.filter((mark, place) => marks[place + 1] === mark + 1 && isClause(reading, mark));
}

const isClause = (reading: Reading, pair: number): boolean =>
  reading.sentenceOf(pair) === reading.sentenceOf(pair + 1) &&
  opensClause(reading, pair) &&
  !opensClause(reading, pair + 1) &&
  (opensClause(reading, pair + 2) || pair + 2 === reading.count);

/** The word that asks, before all transfers or behind the first of them, for a state; -1 when nothing of it is asked. */
function finalStateQuestion(reading: Reading, transfers: readonly number[]): number {
  const [first = 0, , third = 0] = transfers;
  const asksForIt = (word: number): boolean =>
    (word > third || (word < first && reading.isAsked(reading.sentenceOf(word)))) &&
    asksForState(reading, word) &&
    (companionOf(reading, word, WHO_ASKS, W.firstSecond) < 0 ||
      companionOf(reading, word, STATE_ASKED, W.bearing) >= 0);
  return (
    inquiries(reading).find(asksForIt) ??
    orders(reading).find((word) => reading.is(word, W.solve) && asksForIt(word)) ??
    stateToComplete(reading, third)
  );
}

const WHO_ASKS = { before: 14, behind: 5 };
const STATE_ASKED = behind(14);

/** "what does every bag have now", "Where's the pallet" */
const asksForState = (reading: Reading, asking: number): boolean =>
  reading.is(asking, W.place) || companionOf(reading, asking, STATE_ASKED, W.holds) >= 0;

/** "At the end, Theo is riding", "Final queue?", "Coin is under?" */
function stateToComplete(reading: Reading, third: number): number {
  const ends = reading
    .at(W.atTheEnd)
    .find((word) => word > third && companionOf(reading, word, around(14), W.holds) >= 0);
  if (ends !== undefined) return ends;
  const sentence = reading.sentenceCount - 1;
  const short = reading.firstWord(sentence);
  if (short <= third || reading.count - short > CLAUSE_WORDS) return -1;
  for (let word = short; word < reading.count; word++) if (reading.is(word, W.holds)) return short;
  return -1;
}
