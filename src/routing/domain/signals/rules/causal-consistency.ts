/** Causal consistency: every effect must keep to its causes, and every event to those before it. */
import { W } from '../words';
import type { Reading, Span } from '../reading';
import { around, before, behind, evidence, firstOf, type Structure } from '../relate';
import { isHandled } from './consequence';
import { opens } from './supposition';

/** Consistency that is demanded (each, must, keep, no) of causes and effects. */
const CONSISTENT: readonly Structure[] = [
  // "make sure that no effect contradicts the rules": in one sentence.
  {
    anchor: W.consistent,
    with: [
      [W.effectOf, around(18, 1)],
      [W.demand, around(18)],
    ],
  },
];

/** The same in less plain words, of what is made up. */
const PLOTTED: readonly Structure[] = [
  {
    anchor: W.consistent,
    with: [
      [W.cause, around(18, 1)],
      [W.demand, around(18)],
    ],
  },
  // "all of it has to hang together"
  {
    anchor: W.hangsTogether,
    with: [
      [W.cause, around(40, 2)],
      [W.demand, around(18)],
    ],
  },
  // "every event must be caused by the one before it"
  {
    anchor: W.arises,
    with: [
      [W.eachOf, around(12)],
      [W.inOrder, around(12)],
    ],
  },
  // "each clue must have been produced by the crime"
  {
    anchor: W.arises,
    with: [
      [W.each, before(12)],
      [W.must_, before(10)],
    ],
  },
  // "each step follows from the last"
  {
    anchor: W.follows_,
    with: [
      [W.eachOf, before(8)],
      [W.outOf, behind(4)],
      [W.inOrder, behind(7)],
    ],
  },
  // "does every effect have a cause"
  {
    anchor: W.causeNoun,
    with: [
      [W.eachOf, before(2)],
      [W.causeNoun, behind(6)],
    ],
  },
  // "nothing is left unexplained"
  {
    anchor: W.uncaused,
    with: [
      [W.no_, before(9)],
      [W.inOrder, around(8)],
    ],
  },
  // "no effect may come before its cause", "nothing happens without a reason"
  {
    anchor: W.lacking_,
    with: [
      [W.no_, before(9)],
      [W.causeNoun, around(6)],
    ],
  },
];

export function causalConsistency(reading: Reading): readonly Span[] | null {
  if (isHandled(reading)) return null;
  const found = firstOf(reading, CONSISTENT) ?? (isMadeUp(reading) ? firstOf(reading, PLOTTED) : null);
  return found === null ? null : evidence(reading, found);
}

/** Asked to be written, or a story. */
const isMadeUp = (reading: Reading): boolean =>
  reading.has(W.plotNoun) || reading.at(W.plots).some((word) => opens(reading, word) || reading.is(word - 1, W.please));
