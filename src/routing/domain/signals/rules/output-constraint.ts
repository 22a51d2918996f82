/** Output constraints that bind letters, words and lengths of the answer to each other. */
import type { Reading, Span } from '../reading';
import { around, behind, companion, companionOf, companionsOf, evidence } from '../relate';

/** Initials that must spell something: an acrostic with its word, or first letters of lines that spell. */
export function acrosticConstraint(reading: Reading): readonly Span[] | null {
  return namedAcrostic(reading) ?? spelledInitials(reading) ?? placedLetters(reading);
}

function namedAcrostic(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('acrostic')) {
    const composed = companionOf(reading, word, { before: 4, behind: 0 }, 'compose');
    if (composed >= 0) return evidence(reading, [composed, word]);
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
    const spelled = companion(reading, word, around(20, 1), (at) => isSpelling(reading, at, part));
    if (part >= 0 && spelled >= 0 && !isLookup(reading, word)) return evidence(reading, [word, letter, part, spelled]);
  }
  return null;
}

/** "spell", "S, U, N", or the word itself where lines begin with its letters. */
const isSpelling = (reading: Reading, word: number, part: number): boolean =>
  reading.is(word, 'spell') || isLetterRow(reading, word) || (reading.is(part, 'line') && reading.isName(word));

/** "sentences start with S, U, N", "S, U, N down the left side" */
function placedLetters(reading: Reading): readonly Span[] | null {
  for (const word of reading.names) {
    if (!isLetterRow(reading, word)) continue;
    const placed = companionOf(reading, word, around(8), 'placed');
    const text = companionOf(reading, word, around(20, 1), 'text');
    if (placed >= 0 && text >= 0 && !isLookup(reading, word)) return evidence(reading, [word, placed, text]);
  }
  return null;
}

/** "S, U, N" */
const isLetterRow = (reading: Reading, word: number): boolean =>
  [word, word + 1, word + 2].every((at) => reading.isSingleLetter(at) && reading.isCapital(at));

/** Letters that every word must or must not have: lipograms, alliterations, palindromes. */
export function letterConstraint(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('letter')) {
    const found = boundLetter(reading, word);
    if (found !== null) return evidence(reading, found);
  }
  return sameBeginning(reading) ?? leftOut(reading) ?? letterForm(reading);
}

/** "without the letter e", "every word starts with the letter b", "no vowel but a". */
function boundLetter(reading: Reading, word: number): readonly number[] | null {
  if (reading.has('howMany') || isLookup(reading, word)) return null;
  const isVowel = reading.is(word, 'sound');
  const which = companion(
    reading,
    word,
    { before: 3, behind: 6 },
    (at) => isWhichLetter(reading, at) || (isVowel && reading.isSingleLetter(at)),
  );
  const left = companionOf(reading, word, { before: 4, behind: 0 }, 'leave');
  if (left >= 0 && which >= 0) return [left, word, which];
  const bound = companionsOf(reading, word, [
    ['ban', around(12)],
    ['begin', around(12)],
  ]);
  if (bound === null || (which < 0 && !isVowel)) return null;
  return which < 0 ? bound : [...bound, which];
}

/** Which letter it is about: a single one, or "the same". */
const isWhichLetter = (reading: Reading, word: number): boolean =>
  reading.is(word, 'sameness') ||
  (reading.isSingleLetter(word) && (!reading.is(word, 'pronoun') || reading.is(word - 1, 'letter')));

/** "List the words that start with b", or code that does. */
const isLookup = (reading: Reading, word: number): boolean =>
  isAboutCode(reading) || companionOf(reading, word, around(12), 'lookup') >= 0;

/** "every word begins with s", "each word must start with the last letter of …". */
function sameBeginning(reading: Reading): readonly Span[] | null {
  for (const word of [...reading.at('each'), ...reading.at('only')]) {
    const part = companionOf(reading, word, behind(4), 'unitPart');
    if (part < 0) continue;
    const begins = companion(reading, word, around(10), (at) => isBeginning(reading, at));
    const letter = begins < 0 ? -1 : companion(reading, begins, behind(9), (at) => isLetterLike(reading, at));
    if (letter >= 0 && !isLookup(reading, word)) return evidence(reading, [word, part, begins, letter]);
  }
  return null;
}

/** "starts", or the "with" of "all words with B". */
const isBeginning = (reading: Reading, word: number): boolean =>
  reading.is(word, 'starts') ||
  (reading.is(word, 'with_') && reading.isSingleLetter(word + 1) && !reading.is(word + 1, 'pronoun'));

/** "Avoid 'e' completely." */
function leftOut(reading: Reading): readonly Span[] | null {
  if (isAboutCode(reading)) return null;
  for (const word of reading.at('leave')) {
    const letter = word + 1;
    if (reading.isSingleLetter(letter) && reading.is(letter + 1, 'throughout'))
      return evidence(reading, [word, letter]);
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
  return exactCount(reading) ?? countOfEachPart(reading) ?? rowOfCounts(reading) ?? growingParts(reading);
}

function exactCount(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('exact')) {
    const unit = companion(
      reading,
      word,
      { before: 8, behind: 5 },
      (at) => reading.is(at, 'fineUnit') && isCounted(reading, at) && !reading.is(at - 1, 'single'),
    );
    if (unit < 0) continue;
    const text = companion(reading, word, around(25, 1), (at) => reading.is(at, 'text') || reading.is(at, 'write'));
    if (text >= 0) return evidence(reading, [word, unit - 1, unit, text]);
  }
  return null;
}

/** The number that counts a unit: "fifty words", "5 more syllables". */
const countBefore = (reading: Reading, unit: number): number =>
  companion(reading, unit, { before: 2, behind: 0 }, (at) => reading.isNumber(at));

/** "fifty words", "as many letters as …" */
const isCounted = (reading: Reading, unit: number): boolean =>
  countBefore(reading, unit) >= 0 || (reading.is(unit - 1, 'howMany') && reading.is(unit - 2, 'asAs'));

/** "each line has seven words", "the second line must have nine syllables". */
function countOfEachPart(reading: Reading): readonly Span[] | null {
  for (const unit of reading.at('fineUnit')) {
    const count = countBefore(reading, unit);
    if (count < 0) continue;
    const part = companion(
      reading,
      unit,
      { before: 12, behind: 6 },
      (at) => reading.is(at, 'unitPart') && isOrdinalOrEach(reading, at - 1),
    );
    const written = companionOf(reading, unit, around(40, 2), 'write');
    if (part >= 0 && written >= 0 && !isLimit(reading, count)) return evidence(reading, [part - 1, part, count, unit]);
  }
  return null;
}

/** A count for each of this many parts: "lines of 2, 4 and 6 syllables". */
const MIN_COUNTS = 3;

function rowOfCounts(reading: Reading): readonly Span[] | null {
  for (const unit of reading.at('fineUnit')) {
    const counts: number[] = [];
    for (let word = unit - 1; word >= 0 && word > unit - 12; word--)
      if (reading.isNumber(word) && reading.sentenceOf(word) === reading.sentenceOf(unit)) counts.push(word);
    const written = companionOf(reading, unit, around(40, 2), 'write');
    const part = companionOf(reading, unit, around(14), 'line');
    if ((counts.length >= MIN_COUNTS && written >= 0 && part >= 0) || counts.length > MIN_COUNTS + 1)
      return evidence(reading, [unit, ...counts]);
  }
  return null;
}

const isOrdinalOrEach = (reading: Reading, word: number): boolean =>
  reading.is(word, 'each') || reading.is(word, 'ordinal') || reading.is(word, 'only');

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
