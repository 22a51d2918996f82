/** A length to the word or syllable, of a text that is to be written. */
import { W } from '../words';
import type { Reading, Span } from '../reading';
import { around, companion, companionOf, companionsOf, evidence } from '../relate';
import { isAboutCode } from './lookup';

export function exactLengthConstraint(reading: Reading): readonly Span[] | null {
  if (isAboutCode(reading)) return null;
  return (
    exactCount(reading) ??
    neitherMoreNorLess(reading) ??
    countOfEachPart(reading) ??
    rowOfCounts(reading) ??
    countsByPart(reading) ??
    lengthOfTokens(reading) ??
    growingParts(reading)
  );
}

const NEAR = { before: 8, behind: 5 };
/** "100 words … it must be one hundred exactly" */
const BESIDE_A_COUNT = { before: 20, behind: 8, sentences: 1 };

function exactCount(reading: Reading): readonly Span[] | null {
  for (const word of reading.at(W.exact)) {
    const unit = companion(
      reading,
      word,
      reading.isNumber(word - 1) || reading.isNumber(word + 1) ? BESIDE_A_COUNT : NEAR,
      (at) => reading.is(at, W.fineUnit) && isCounted(reading, at) && !reading.is(at - 1, W.single),
    );
    if (unit < 0) continue;
    const text = companion(reading, word, around(30, 2), (at) => reading.is(at, W.text) || reading.is(at, W.made));
    if (text >= 0) return evidence(reading, [word, unit - 1, unit, text]);
  }
  return null;
}

/** "no more, no less", "not 49, not 51", wherever it stands beside the count. */
function neitherMoreNorLess(reading: Reading): readonly Span[] | null {
  for (const word of reading.at(W.nought)) {
    const rest = { before: 0, behind: 7 };
    const second = companionOf(reading, word, rest, W.nought);
    if (second < 0 || !isOff(reading, word + 1) || !isOff(reading, second + 1)) continue;
    const unit = companion(
      reading,
      word,
      { before: 30, behind: 12, sentences: 2 },
      (at) => isLengthUnit(reading, at) && isCounted(reading, at),
    );
    if (unit >= 0) return evidence(reading, [word, second, unit]);
  }
  return null;
}

const isOff = (reading: Reading, word: number): boolean => reading.is(word, W.longer) || reading.isNumber(word);

const isLengthUnit = (reading: Reading, word: number): boolean =>
  reading.is(word, W.fineUnit) || reading.is(word, W.unitPart);

const MIN_COUNTED_PARTS = 2;

/** "line one 1 word, line two 2 words": a count for each of several parts. */
function countsByPart(reading: Reading): readonly Span[] | null {
  const counted = reading.at(W.fineUnit).filter((unit) => countBefore(reading, unit) >= 0);
  const [first] = counted;
  if (first === undefined || counted.length < MIN_COUNTED_PARTS || !reading.has(W.made)) return null;
  const part = companionOf(reading, first, around(12), W.line);
  const last = counted.at(-1) ?? first;
  if (part < 0 || reading.sentenceOf(last) - reading.sentenceOf(first) > 1) return null;
  return counted.every((unit) => isLimit(reading, unit - 1)) ? null : evidence(reading, [part, ...counted]);
}

/** "no word longer than four letters", "only words of one syllable", "in sentences of four words". */
const OF_TOKENS = [
  [W.token, around(8)],
  [W.every, around(10)],
  [W.made, around(25, 2)],
] as const;

const IN_WORDS_OF = [
  [W.wordsOf, { before: 7, behind: 0 }],
  [W.of, { before: 6, behind: 0 }],
  [W.made, around(25, 2)],
] as const;

function lengthOfTokens(reading: Reading): readonly Span[] | null {
  for (const unit of reading.at(W.spelledUnit)) {
    if (countBefore(reading, unit) < 0) continue;
    const words = companionsOf(reading, unit, OF_TOKENS) ?? companionsOf(reading, unit, IN_WORDS_OF);
    if (words !== null) return evidence(reading, words);
  }
  return null;
}

/** The number that counts a unit: "fifty words", "5 more syllables". */
const countBefore = (reading: Reading, unit: number): number =>
  companion(reading, unit, { before: 2, behind: 0 }, (at) => reading.isNumber(at));

/** "fifty words", "as many letters as …" */
const isCounted = (reading: Reading, unit: number): boolean =>
  countBefore(reading, unit) >= 0 || (reading.is(unit - 1, W.howMany) && reading.is(unit - 2, W.asAs));

/** "each line has seven words", "the second line must have nine syllables". */
function countOfEachPart(reading: Reading): readonly Span[] | null {
  for (const unit of reading.at(W.fineUnit)) {
    const count = countBefore(reading, unit);
    if (count < 0) continue;
    const isShared = reading.is(unit + 1, W.each);
    const part = companion(
      reading,
      unit,
      { before: 12, behind: 6 },
      (at) =>
        reading.is(at, W.unitPart) &&
        at !== unit &&
        (isShared || isOrdinalOrEach(reading, at - 1) || (reading.is(at + 1, W.of) && at + 2 === count)),
    );
    const written = companionOf(reading, unit, around(40, 2), W.made);
    if (part >= 0 && written >= 0 && !isLimit(reading, count)) return evidence(reading, [part - 1, part, count, unit]);
  }
  return null;
}

/** A count for each of this many parts: "lines of 2, 4 and 6 syllables". */
const MIN_COUNTS = 3;

function rowOfCounts(reading: Reading): readonly Span[] | null {
  for (const unit of reading.at(W.fineUnit)) {
    const counts: number[] = [];
    for (let word = Math.max(0, unit - 12); word <= unit + (reading.is(unit, W.spelledUnit) ? 8 : -1); word++)
      if (reading.isNumber(word) && reading.sentenceOf(word) === reading.sentenceOf(unit)) counts.push(word);
    const written = companionOf(reading, unit, around(40, 2), W.made);
    const part = companionOf(reading, unit, around(14), W.line);
    if ((counts.length >= MIN_COUNTS && written >= 0 && part >= 0) || counts.length > MIN_COUNTS + 1)
      return evidence(reading, [unit, ...counts]);
  }
  return null;
}

const isOrdinalOrEach = (reading: Reading, word: number): boolean =>
  reading.is(word, W.each) || reading.is(word, W.ordinal) || reading.is(word, W.only);

/** "under ten words", "at most 10 words", "10 words or fewer" is a limit, and a limit is easy to keep. */
const isLimit = (reading: Reading, count: number): boolean =>
  companion(reading, count, { before: 3, behind: 4 }, (at) => reading.is(at, W.atMost)) >= 0;

/** "each line one word longer than the line before". */
function growingParts(reading: Reading): readonly Span[] | null {
  for (const word of reading.at(W.longer)) {
    const unit = companionOf(reading, word, around(5), W.fineUnit);
    const each = companionOf(reading, word, around(12), W.each);
    const before = companionOf(reading, word, around(10), W.previous);
    if (unit >= 0 && each >= 0 && before >= 0) return evidence(reading, [word, unit, each, before]);
  }
  return null;
}
