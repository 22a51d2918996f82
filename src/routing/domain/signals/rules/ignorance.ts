/** Ignorance: that somebody has not learned what others know, said in one word or by what did not happen. */
import { W } from '../words';
import type { Reading } from '../reading';
import { companion, companionOf } from '../relate';

/** "was not told", "has no idea", "never saw". */
const NEGATION_REACH = { before: 4, behind: 0 };
/** "knows nothing" */
const OBJECT_REACH = { before: 0, behind: 2 };

/** Words that say of a third person that he has not seen, heard or been told something. */
export const ignorances = (reading: Reading): readonly number[] => reading.once(findIgnorances);

const findIgnorances = (reading: Reading): readonly number[] =>
  [
    ...reading.at(W.unaware),
    ...reading.at(W.learn).filter((word) => isNegated(reading, word)),
    ...reading.at(W.still).filter((word) => isOutdated(reading, word)),
  ].filter((word) => !isOfCaller(reading, word));

const isNegated = (reading: Reading, word: number): boolean =>
  companionOf(reading, word, NEGATION_REACH, W.unlearned) >= 0 ||
  companion(reading, word, OBJECT_REACH, (at) => reading.is(at, W.knowsNot)) >= 0;

/** "still signs with the old key", "still thinks" */
const isOutdated = (reading: Reading, still: number): boolean =>
  reading.is(still + 1, W.mind) || reading.is(still + 1, W.seek) || reading.is(still + 1, W.change);

/** "I never heard", "nobody told me" */
const isOfCaller = (reading: Reading, word: number): boolean =>
  reading.isCallerOrAsked(word + 1) ||
  companion(reading, word, { before: 3, behind: 0 }, (at) => reading.isCallerOrAsked(at)) >= 0;
