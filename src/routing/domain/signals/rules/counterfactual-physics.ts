/** Counterfactual physics: a law of nature is changed, and what follows is asked for. */
import { W } from '../words';
import type { Reading, Span } from '../reading';
import { around, behind, companion, companionOf, evidence } from '../relate';
import { askedAnything, askedConsequence, isAsking, isHandled, isSum, workedOutNext } from './consequence';
import { isOfHistory } from './counterfactual-history';
import { isOwnAffair, isWhatIf, sentenceHas, supposedNear } from './supposition';

/** What is changed stands beside its change: "light travelled slower", "gravity pointed upwards". */
const BESIDE = around(9);
const NEARBY = around(60, 3);

/** A changed law of nature (the law, its change), supposed (if, imagine), with consequences asked for (would, happens). */
export function counterfactualPhysics(reading: Reading): readonly Span[] | null {
  if (isHandled(reading)) return null;
  const found =
    firstNature(reading, (word) => supposedChange(reading, word) ?? flatChange(reading, word)) ??
    goneFromWorld(reading) ??
    otherWorld(reading);
  return found === null ? null : evidence(reading, found);
}

function firstNature(reading: Reading, find: (word: number) => readonly number[] | null): readonly number[] | null {
  for (const nature of [W.law, W.element])
    for (const word of reading.at(nature)) {
      const found = find(word);
      if (found !== null) return found;
    }
  return null;
}

/** "if light travelled slower, what would …": the law, its change, the supposition, and what asks for consequences. */
function supposedChange(reading: Reading, word: number): readonly number[] | null {
  const supposed = supposedNear(reading, word, isLaw(reading, word) ? 3 : 1);
  if (supposed < 0 || isOwnAffair(reading, supposed) || reading.is(word - 1, W.mine)) return null;
  const altered = alteredBeside(reading, word);
  if (altered < 0 || supposed === altered || !isUnreal(reading, word, altered, supposed)) return null;
  const asked = askedOf(reading, word, supposed);
  return asked < 0 || isSum(reading, asked) ? null : [word, altered, supposed, asked];
}

/** A law, or the speed of light, which is one where light is none. */
const isLaw = (reading: Reading, word: number): boolean =>
  reading.is(word, W.law) || (reading.is(word - 2, W.speedOf) && reading.is(word, W.element));

/** The change, or the value, that stands beside the word. */
function alteredBeside(reading: Reading, word: number): number {
  const altered = companionOf(reading, word, BESIDE, W.altered);
  if (altered >= 0 || !isLaw(reading, word)) return altered;
  return companion(reading, word, behind(6), (at) => reading.isNumber(at));
}

/** Of a law any question follows its change; of an everyday word only one for consequences. */
function askedOf(reading: Reading, word: number, supposed: number): number {
  const asked = askedConsequence(reading, word, supposed);
  return asked < 0 && isLaw(reading, word) ? askedAnything(reading, word) : asked;
}

/**
 * Water, light or the moon are everyday words, so that their change must be known to be unreal. Not "if the water stops",
 * which happens, but "if water stopped", "imagine that", "what if".
 */
function isUnreal(reading: Reading, word: number, altered: number, supposed: number): boolean {
  if (isLaw(reading, word) || isWhatIf(reading, supposed)) return true;
  if (reading.is(altered, W.boldly) || reading.is(supposed, W.unreal)) return true;
  const sentence = reading.sentenceOf(supposed);
  for (let at = reading.firstWord(sentence); at < reading.endWord(sentence); at++)
    if (reading.is(at, W.unreal) && at !== supposed + 1) return true;
  return false;
}

/** "Time flows at half speed here.", and then what follows is asked for. */
function flatChange(reading: Reading, word: number): readonly number[] | null {
  if (reading.isAsked(reading.sentenceOf(word)) || sentenceHas(reading, word, W.speaker)) return null;
  const isAgreed = isLaw(reading, word) || companionOf(reading, word, NEARBY, W.fiction) >= 0;
  const changed = companionOf(reading, word, BESIDE, isAgreed ? W.boldly : W.reversal);
  if (changed < 0) return null;
  const followed = workedOutNext(reading, word);
  const asked = followed < 0 && isAgreed ? askedAnything(reading, word) : followed;
  return asked < 0 ? null : [word, changed, asked];
}

/** "if electricity did not exist, how would …": whatever it is. */
function goneFromWorld(reading: Reading): readonly number[] | null {
  for (const word of reading.at(W.existence)) {
    const supposed = supposedNear(reading, word, 0);
    if (supposed < 0 || supposed > word || sentenceHas(reading, word, W.oneself)) continue;
    const asked = askedConsequence(reading, word, supposed);
    if (asked >= 0 && !isSum(reading, asked)) return [word, supposed, asked];
  }
  return null;
}

/** "a universe where light …": whatever is said of nature there is not so here. */
function otherWorld(reading: Reading): readonly number[] | null {
  for (const frame of [W.world, W.scene])
    for (const word of reading.at(frame)) {
      if (!isFrame(reading, word)) continue;
      const said = companion(reading, word, behind(12), (at) => isOtherThere(reading, word, at));
      const isTask = (at: number): boolean => at !== said && (reading.is(at, W.would) || isAsking(reading, at));
      const told = said < 0 ? -1 : companion(reading, word, around(60, 2), isTask);
      if (told >= 0) return [word, said, told];
    }
  return null;
}

/** "a world in which", but not "the World Cup in" */
const isFrame = (reading: Reading, word: number): boolean =>
  !reading.isCapital(word) &&
  (reading.is(word + 1, W.where_) || (reading.is(word, W.world) && reading.is(word + 2, W.where_))) &&
  (isFraming(reading, word - 1) || isFraming(reading, word - 2));

const isFraming = (reading: Reading, word: number): boolean =>
  reading.is(word, W.determiner) || reading.is(word, W.aOne) || reading.is(word, W.mine);

/** Nature in another world, a changed nature in a town, and in a "timeline where …" history. */
function isOtherThere(reading: Reading, frame: number, word: number): boolean {
  const isNature = reading.is(word, W.law) || reading.is(word, W.element);
  if (!reading.is(frame, W.world)) return isNature && alteredBeside(reading, word) >= 0;
  if (isNature) return true;
  if (!isOfHistory(reading, word)) return false;
  return reading.is(frame, W.chronicle) || companionOf(reading, word, around(10), W.otherwise) >= 0;
}
