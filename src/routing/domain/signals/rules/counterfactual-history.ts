/** Counterfactual history: the past is supposed to have gone otherwise, and what follows is asked for. */
import { W } from '../words';
import type { Reading, Span } from '../reading';
import { around, before, companion, evidence, firstOf, type Structure } from '../relate';
import { askedAnything, askedConsequence, isHandled, isSum, workedOutNext } from './consequence';
import { isInverted, isOwnAffair, isWhatIf, sentenceHas, supposedNear, suppositions } from './supposition';

/** Something of history (an event, a ruler, a name), supposed to have gone otherwise (if … had, what if … never). */
export function counterfactualHistory(reading: Reading): readonly Span[] | null {
  if (isHandled(reading)) return null;
  const found = supposedPast(reading) ?? deniedPast(reading) ?? firstOf(reading, [ALTERNATE_HISTORY]);
  return found === null ? null : evidence(reading, found);
}

/** Of what is past: an event, a year, a name. */
export const isOfHistory = (reading: Reading, word: number): boolean =>
  isPast(reading, word) || (reading.isName(word) && !reading.is(word, W.suppose));

const isPast = (reading: Reading, word: number): boolean => reading.is(word, W.history) || isYear(reading, word);

const YEAR_DIGITS = 4;

/** A number of four digits, which is a year where something is supposed. */
function isYear(reading: Reading, word: number): boolean {
  if (!reading.isDigits(word)) return false;
  const [start, end] = reading.span(word);
  return end - start === YEAR_DIGITS;
}

/** "If Carthage had won, …", "Say the Romans had …" */
function supposedPast(reading: Reading): readonly number[] | null {
  if (suppositions(reading).length === 0) return null;
  for (const word of reading.at(W.otherwise)) {
    const supposed = suppositionOf(reading, word);
    if (supposed < 0 || sentenceHas(reading, word, W.oneself)) continue;
    const past = companion(reading, word, around(16), (at) => at !== supposed && isOfHistory(reading, at));
    const asked = past < 0 ? -1 : askedOf(reading, word, supposed);
    if (asked >= 0) return [word, supposed, past, asked];
  }
  return null;
}

/** What supposes that it went otherwise; -1 where it may be so, "if he does not come", or is somebody's own affair. */
function suppositionOf(reading: Reading, word: number): number {
  if (reading.is(word, W.inverted) && isInverted(reading, word)) return word;
  const supposed = supposedNear(reading, word, 1);
  if (supposed < 0 || isOwnAffair(reading, supposed)) return -1;
  const isOpen = reading.is(supposed, W.if_) && !isWhatIf(reading, supposed);
  return isOpen && !reading.is(word, W.unrealPast) ? -1 : supposed;
}

/** What asks for the outcome; of a counterfactual by name nothing needs to. */
function askedOf(reading: Reading, word: number, supposed: number): number {
  const asked = askedConsequence(reading, word, supposed);
  if (asked >= 0) return isSum(reading, asked) ? -1 : asked;
  if (reading.is(supposed, W.genre)) return supposed;
  return reading.is(word, W.had) ? askedAnything(reading, word) : -1;
}

/** "The Berlin Wall does not come down.", and then what follows is asked for. */
function deniedPast(reading: Reading): readonly number[] | null {
  if (!reading.has(W.worksOut)) return null;
  for (const word of reading.at(W.denied)) {
    if (reading.isAsked(reading.sentenceOf(word)) || sentenceHas(reading, word, W.firstSecond)) continue;
    const past = companion(reading, word, around(12), (at) => isPast(reading, at));
    const asked = past < 0 ? -1 : workedOutNext(reading, word);
    if (asked >= 0) return [word, past, asked];
  }
  return null;
}

/** "Write an alternate history in which the Aztecs …" */
const ALTERNATE_HISTORY: Structure = {
  anchor: W.chronicle,
  with: [
    [W.alternate, before(1)],
    [W.write, around(12)],
  ],
};
