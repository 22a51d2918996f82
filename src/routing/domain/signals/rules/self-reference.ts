/** Self-reference: a text that has to speak truly of itself. */
import type { Reading, Span } from '../reading';
import { around, before, behind, companion, companionOf, earlier, evidence, firstOf, type Structure } from '../relate';
import { W } from '../words';
import { paradox } from './paradox';
import { isPointedAt, type Pointer, selfPointers } from './self-pointers';
import { isHandled } from './consequence';

/** A pointer at the text itself, something measured of it, and that it must state that; or a paradox. */
export function selfReferentialConstraint(reading: Reading): readonly Span[] | null {
  if (isHandled(reading)) return null;
  for (const pointer of selfPointers(reading)) {
    const found = statedMeasure(reading, pointer);
    if (found !== null) return evidence(reading, [pointer.first, pointer.last, ...found]);
  }
  return ofOneself(reading) ?? paradox(reading);
}

function statedMeasure(reading: Reading, pointer: Pointer): readonly number[] | null {
  const { first, last, isReflexive } = pointer;
  const isOutside = (at: number): boolean => at < first || at > last;
  const isMeasure = (at: number): boolean => isOutside(at) && reading.is(at, W.measure);
  const measure = isReflexive ? companion(reading, last, around(14, 1), isMeasure) : pointer.measure;
  if (measure === undefined || measure < 0) return null;
  const isStated = (at: number): boolean => isOutside(at) && at !== measure && saysSo(reading, at, pointer);
  const stated = companion(reading, last, around(16), isStated);
  return stated < 0 ? null : [measure, stated];
}

/** "states", "describes"; of what is measured already also "gives", "with". */
const saysSo = (reading: Reading, word: number, { isReflexive }: Pointer): boolean =>
  reading.is(word, W.stated) || (isReflexive === undefined && reading.is(word, W.gives));

const OF_ONESELF: readonly Structure[] = [
  // "exactly two of the statements are false", says one of them
  {
    anchor: W.truthValue,
    with: [
      [W.statements, before(10)],
      [W.fewOf, before(12)],
      [W.tells_, before(18)],
      [W.of, before(10)],
    ],
  },
  // "a sentence whose number of words is stated"
  {
    anchor: W.whose_,
    with: [
      [W.selfText, before(3)],
      [W.counted, behind(4)],
      [W.fewUnits, behind(7)],
      [W.saidOf, around(14)],
    ],
  },
  // "a sign that warns of itself", "the description of the clue itself"
  {
    anchor: W.reflexive,
    with: [
      [W.ofAbout, before(4)],
      [W.selfText, before(14)],
      [W.demanded, before(22)],
    ],
  },
];

/** A text that speaks of itself, without a measure: of its truth, or "about itself". */
function ofOneself(reading: Reading): readonly Span[] | null {
  const found = firstOf(reading, OF_ONESELF) ?? foretold(reading) ?? lengthOfWhole(reading) ?? aboutToWrite(reading);
  return found === null ? null : evidence(reading, found);
}

/** "Predict the last word of your answer." */
function foretold(reading: Reading): readonly number[] | null {
  for (const word of reading.at(W.replies)) {
    if (!(reading.is(word - 1, W.yourOwn) || reading.is(word - 2, W.yourOwn))) continue;
    const told = companionOf(reading, word, around(14), W.foretelling);
    if (told >= 0) return [word - 1, word, told];
  }
  return null;
}

/** "the title must be the number of paragraphs in the essay" */
function lengthOfWhole(reading: Reading): readonly number[] | null {
  if (!reading.has(W.counted)) return null;
  for (const word of reading.at(W.selfText)) {
    if (!isPointedAt(reading, word)) continue;
    const unit = companionOf(reading, word, before(5), W.fewUnits);
    const count = unit < 0 ? -1 : companionOf(reading, unit, before(4), W.counted);
    if (count < 0 || companionOf(reading, count, before(16), W.mustSay) < 0) continue;
    if (reading.is(word, W.replies) || earlier(reading, word, 60) >= 0) return [count, unit, word];
  }
  return null;
}

/** "the summary you are about to write" */
function aboutToWrite(reading: Reading): readonly number[] | null {
  for (const word of reading.at(W.youWill)) {
    const text = companionOf(reading, word, before(3), W.selfText);
    const making = text < 0 ? -1 : companionOf(reading, word, behind(2), W.aboutTo);
    const made = making < 0 ? -1 : companionOf(reading, word, behind(5), W.madeOf);
    if (made >= 0) return [text, word, made];
  }
  return null;
}
