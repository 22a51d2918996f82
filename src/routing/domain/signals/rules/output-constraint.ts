/** Output constraints that bind letters, words and lengths of the answer to each other. */
import type { Reading, Span } from '../reading';
import { around, behind, companion, companionOf, companionsOf, evidence } from '../relate';

/** Initials that must spell something: an acrostic with its word, or first letters of lines that spell. */
export function acrosticConstraint(reading: Reading): readonly Span[] | null {
  return namedAcrostic(reading) ?? spelledInitials(reading);
}

function namedAcrostic(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('acrostic')) {
    const written = companionOf(reading, word, around(14, 1), 'write');
    const target = companion(reading, word, around(14, 1), (at) => isSpelled(reading, at));
    if (written >= 0 && target >= 0) return evidence(reading, [word, written, target]);
  }
  return null;
}

/** What is to be spelled: a name, a word in quotes or capitals, or what stands behind "spell", "the word", "my name". */
const isSpelled = (reading: Reading, word: number): boolean =>
  reading.is(word, 'spell') ||
  reading.is(word, 'spellable') ||
  reading.isName(word) ||
  (reading.isQuoteBefore(word) && !reading.is(word, 'acrostic'));

function spelledInitials(reading: Reading): readonly Span[] | null {
  for (const word of [...reading.at('initial'), ...reading.at('starts')]) {
    const letter = reading.is(word, 'initials') ? word : companionOf(reading, word, around(3), 'letter');
    if (letter < 0) continue;
    const part = companionOf(reading, word, around(12, 1), 'unitPart');
    const spelled = companionOf(reading, word, around(20, 1), 'spell');
    if (part >= 0 && spelled >= 0) return evidence(reading, [word, letter, part, spelled]);
  }
  return null;
}

/** Letters that every word must or must not have: lipograms, alliterations, palindromes. */
export function letterConstraint(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('letter')) {
    const found = boundLetter(reading, word);
    if (found !== null) return evidence(reading, found);
  }
  return sameBeginning(reading) ?? letterForm(reading);
}

/** "without the letter e", "every word starts with the letter b", "no vowel but a". */
function boundLetter(reading: Reading, word: number): readonly number[] | null {
  const which = reading.is(word, 'sound')
    ? word
    : companion(reading, word, { before: 3, behind: 6 }, (at) => isWhichLetter(reading, at));
  const bound = companionsOf(reading, word, [
    ['ban', around(12)],
    ['begin', around(12)],
  ]);
  if (which < 0 || bound === null || reading.has('howMany') || isAboutCode(reading)) return null;
  return [...bound, which];
}

const isWhichLetter = (reading: Reading, word: number): boolean =>
  reading.is(word, 'sameness') || (reading.isSingleLetter(word) && !reading.is(word, 'pronoun'));

/** "every word begins with s", "each word must start with the last letter of …". */
function sameBeginning(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('each')) {
    const part = companionOf(reading, word, behind(4), 'unitPart');
    const begins = companionOf(reading, word, behind(10), 'starts');
    const letter = begins < 0 ? -1 : companion(reading, begins, behind(6), (at) => isLetterLike(reading, at));
    if (part >= 0 && letter >= 0 && !isAboutCode(reading)) return evidence(reading, [word, part, begins, letter]);
  }
  return null;
}

const isLetterLike = (reading: Reading, word: number): boolean =>
  isWhichLetter(reading, word) ||
  reading.is(word, 'letter') ||
  (reading.isQuoteBefore(word) && reading.isSingleLetter(word));

/** Forms that are nothing but a constraint on letters: a lipogram, a pangram, a palindrome of one's own. */
function letterForm(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('letterForm')) {
    const written = companionOf(reading, word, around(10), 'write');
    const form = companionOf(reading, word, around(16), 'text');
    if (written >= 0 && form >= 0 && !isAboutCode(reading)) return evidence(reading, [word, written, form]);
  }
  return null;
}

/** A length to the word or syllable, of a text that is to be written. */
export function exactLengthConstraint(reading: Reading): readonly Span[] | null {
  if (isAboutCode(reading)) return null;
  return exactCount(reading) ?? countOfEachPart(reading) ?? growingParts(reading);
}

function exactCount(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('exact')) {
    const unit = companion(
      reading,
      word,
      { before: 8, behind: 5 },
      (at) => reading.is(at, 'fineUnit') && countBefore(reading, at) >= 0,
    );
    if (unit < 0) continue;
    const text = companion(reading, word, around(25, 1), (at) => reading.is(at, 'text') || reading.is(at, 'write'));
    if (text >= 0) return evidence(reading, [word, countBefore(reading, unit), unit, text]);
  }
  return null;
}

/** The number that counts a unit: "fifty words", "5 more syllables". */
const countBefore = (reading: Reading, unit: number): number =>
  companion(reading, unit, { before: 2, behind: 0 }, (at) => reading.isNumber(at));

/** "each line has seven words", "the second line must have nine syllables". */
function countOfEachPart(reading: Reading): readonly Span[] | null {
  for (const unit of reading.at('fineUnit')) {
    const count = countBefore(reading, unit);
    if (count < 0) continue;
    const each = companion(reading, unit, { before: 12, behind: 6 }, (at) => isOrdinalOrEach(reading, at));
    const part = each < 0 ? -1 : companion(reading, each, behind(2), (at) => reading.is(at, 'unitPart') && at !== unit);
    const written = companion(reading, unit, around(40, 2), (at) => reading.is(at, 'write'));
    if (part >= 0 && written >= 0 && !isLimit(reading, count)) return evidence(reading, [each, part, count, unit]);
  }
  return null;
}

const isOrdinalOrEach = (reading: Reading, word: number): boolean =>
  reading.is(word, 'each') || reading.is(word, 'ordinal');

/** "under ten words", "at most 10 words", "10 words or fewer" is a limit, and a limit is easy to keep. */
const isLimit = (reading: Reading, count: number): boolean =>
  companion(reading, count, { before: 3, behind: 4 }, (at) => reading.is(at, 'atMost')) >= 0;

/** "each line one word longer than the line before". */
function growingParts(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('longer')) {
    const unit = companionOf(reading, word, around(5), 'fineUnit');
    const each = companionOf(reading, word, around(12), 'each');
    const before = companionOf(reading, word, around(10), 'previous');
    if (unit >= 0 && each >= 0 && before >= 0) return evidence(reading, [word, unit, each, before]);
  }
  return null;
}

const isAboutCode = (reading: Reading): boolean => reading.has('code');
