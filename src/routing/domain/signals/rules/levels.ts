/** Levels of thought: what one makes of what another makes of it, counted where it stands close together. */
import { W, type WordClass } from '../words';
import type { Reading, Span } from '../reading';
import { countDistinct, evidence, gathered } from '../relate';
import { agents, ownerOf } from './minds';

/** A thought in a thought, and one more to set against them; in a report they are scattered. */
const ENOUGH = { least: 3, wordsPer: 14 };
const MIN_MINDS = 2;
/** "expects others to expect", "want the jury to swallow" */
const NESTING_REACH = 6;

/** Thoughts of two minds or more, close together, at least one of them inside of another. */
export function levelsOfThought(reading: Reading): readonly Span[] | null {
  const thoughts = gathered(reading, THOUGHTS, ENOUGH);
  const hold = thoughts === null ? undefined : nestedIn(reading, [W.mind, W.induce]);
  return thoughts === null || hold === undefined ? null : ofSeveral(reading, [hold, ...thoughts]);
}

const THOUGHTS = [W.mind] as const;

/** One who deceives, and what others make of it: "feigns doubt so that the jury trusts him". */
export function deceit(reading: Reading): readonly Span[] | null {
  if (!reading.has(W.deceive)) return null;
  const pieces = gathered(reading, DECEIT, ENOUGH);
  return pieces === null || !isOfOthers(reading) ? null : ofSeveral(reading, pieces);
}

const DECEIT = [W.deceive, W.mind, W.truth] as const;

/** Somebody thinks something, or deceit and truth are set against each other. */
const isOfOthers = (reading: Reading): boolean =>
  reading.at(W.mind).some((word) => thinkerOf(reading, word) >= 0) ||
  countDistinct(reading, [...reading.at(W.deceive), ...reading.at(W.truth)]) >= MIN_MINDS;

function ofSeveral(reading: Reading, pieces: Iterable<number>): readonly Span[] | null {
  const minds = [...reading.at(W.mind).map((word) => thinkerOf(reading, word)), ...agents(reading)];
  const known = minds.filter((word) => word >= 0);
  return countDistinct(reading, known) < MIN_MINDS ? null : evidence(reading, pieces);
}

/** The word of the outer thought, of whatever class, behind which another mind thinks. */
function nestedIn(reading: Reading, outers: readonly WordClass[]): number | undefined {
  for (const outer of outers) {
    const found = reading.at(outer).find((word) => holdsThought(reading, word));
    if (found !== undefined) return found;
  }
  return undefined;
}

function holdsThought(reading: Reading, outer: number): boolean {
  const sentence = reading.sentenceOf(outer);
  const last = Math.min(outer + NESTING_REACH, reading.endWord(sentence) - 1);
  for (let word = outer + 2; word <= last; word++) {
    if (reading.isBreakBefore(word)) return false;
    if (reading.is(word, W.mind)) return thinkerOf(reading, word) > outer;
  }
  return false;
}

/** Who thinks it: an agent, or the noun in front of the word or of "to", "will", "does not"; -1 for the caller and nobody. */
function thinkerOf(reading: Reading, mind: number): number {
  let before = mind - 1;
  while (reading.is(before, W.auxiliary)) before--;
  const isThinker = reading.isUnknown(before) || reading.is(before, W.everyone);
  return isThinker && reading.sentenceOf(before) === reading.sentenceOf(mind) ? before : ownerOf(reading, mind);
}
