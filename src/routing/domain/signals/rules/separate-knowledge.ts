/** Separate knowledge: parties of whom each knows a part, told outright or kept to by whoever plays them. */
import { W } from '../words';
import type { Reading, Span } from '../reading';
import {
  around,
  companionOf,
  countDistinct,
  evidence,
  firstOf,
  gathered,
  mayBeDense,
  type Reach,
  type Structure,
} from '../relate';
import { ignorances } from './ignorance';
import { ownerOf } from './minds';

/** One who knows and one who does not are told in passing; in a report they are scattered. */
const ENOUGH = { least: 3, wordsPer: 14 };
const MIN_PARTIES = 2;

/** Who knows what and who lacks what, of two parties or more, close together; or parts to play that must not know all. */
export function separateKnowledge(reading: Reading): readonly Span[] | null {
  const part = mayBeDense(reading, PARTS, ENOUGH_PARTS) ? firstOf(reading, [PLAYED]) : null;
  const pieces = gathered(reading, LEARNING, ENOUGH);
  if (part === null && pieces === null) return null;
  const lacking = [...ignorances(reading), ...partial(reading)];
  if (part !== null && lacking.length > 0) return evidence(reading, [...lacking, ...part]);
  if (pieces === null || (lacking.length === 0 && !isContrasted(reading))) return null;
  return countParties(reading, pieces) < MIN_PARTIES ? null : evidence(reading, [...lacking, ...pieces]);
}

const LEARNING = [W.mind, W.perceive, W.heard, W.unaware, W.informed, W.deceive] as const;

/** "sees only its own row", "knows the total but not the split" */
const partial = (reading: Reading): readonly number[] =>
  reading
    .at(W.partly)
    .filter(
      (word) =>
        companionOf(reading, word, PART_KNOWN, W.knowing) >= 0 ||
        companionOf(reading, word, PART_KNOWN, W.perceive) >= 0,
    );

const PART_KNOWN: Reach = { before: 8, behind: 3 };

/** "The queen knows …, but the chancellor thinks …": two who know, and what sets them against each other. */
const isContrasted = (reading: Reading): boolean =>
  reading.at(W.mind).filter((word) => ownerOf(reading, word) >= 0).length >= MIN_PARTIES && reading.has(W.lacks);

function countParties(reading: Reading, pieces: Iterable<number>): number {
  if (reading.has(W.everyone) || reading.has(W.others)) return MIN_PARTIES;
  const owners = [...pieces].map((word) => (reading.isUnknown(word - 1) ? word - 1 : ownerOf(reading, word)));
  return countDistinct(reading, [...owners.filter((word) => word >= 0), ...reading.names]);
}

/** "Act as our host and never give away private numbers" in a long brief is no game. */
const PARTS = [W.unaware, W.learn, W.withheld, W.role, W.partly] as const;
const ENOUGH_PARTS = { least: 4, wordsPer: 8 };

/** "Play all three, and never let one use what he has not been told." */
const PLAYED: Structure = {
  anchor: W.rolePlay,
  with: [
    [W.role, around(40, 3)],
    [W.withheld, around(60, 4)],
  ],
};
