/** Letters that every word of the answer must or must not have: lipograms, alliterations, palindromes, isograms. */
import { W } from '../words';
import type { Reading, Span } from '../reading';
import { around, behind, companion, companionOf, companionsOf, evidence, firstOf, type Structure } from '../relate';
import { isAboutCode, isLookup } from './lookup';

/** Letters that every word must or must not have: lipograms, alliterations, palindromes. */
export function letterConstraint(reading: Reading): readonly Span[] | null {
  for (const word of reading.at(W.letter)) {
    const found = boundLetter(reading, word);
    if (found !== null) return evidence(reading, found);
  }
  return sameBeginning(reading) ?? leftOut(reading) ?? letterForm(reading) ?? boundLetters(reading);
}

/** Letters and words as such, under a condition that each of them has to keep. */
const BOUND_LETTERS: readonly Structure[] = [
  // "no letter occurs twice", "each word has a double letter"
  {
    anchor: W.repeats,
    with: [
      [W.token, around(6)],
      [W.every, around(7)],
      [W.made, around(25, 1)],
    ],
  },
  // "80 words without repeating one even once"
  {
    anchor: W.repeats,
    with: [
      [W.occurs, around(6)],
      [W.token, around(6)],
      [W.made, around(25, 1)],
    ],
  },
  // "the word must occur precisely twice"
  {
    anchor: W.exact,
    with: [
      [W.occurs, behind(3)],
      [W.token, around(10)],
      [W.made, around(30, 2)],
    ],
  },
  // "both lines with the same number of letters"
  {
    anchor: W.spelledUnit,
    with: [
      [W.sameness, around(4)],
      [W.countWord, around(3)],
      [W.unitPart, around(12)],
    ],
  },
  // "the same forwards and backwards", "anagrams of each other"
  {
    anchor: W.mirrored,
    with: [
      [W.sameness, around(8)],
      [W.made, around(25, 1)],
    ],
  },
  // "every sentence ends with the word that the next one starts with"
  {
    anchor: W.starts,
    with: [
      [W.starts, around(14)],
      [W.token, around(12)],
      [W.each, around(12)],
      [W.neighbour, around(14)],
      [W.made, around(30, 1)],
    ],
  },
];

function boundLetters(reading: Reading): readonly Span[] | null {
  const found = isAboutCode(reading) ? null : firstOf(reading, BOUND_LETTERS);
  if (found !== null) return evidence(reading, found);
  return boundSign(reading) ?? alphabetRun(reading);
}

/** Letters of a run: one is an initial. */
const MIN_SIGNS = 2;

/** "where T never appears", "not a single "e" in it": a letter, what binds it, and a text that is to be made. */
function boundSign(reading: Reading): readonly Span[] | null {
  if (isAboutCode(reading)) return null;
  for (const sign of reading.marks) {
    if (!isSign(reading, sign) || companionOf(reading, sign, around(8), W.choice) >= 0) continue;
    const found = companionsOf(reading, sign, BINDING);
    if (found !== null) return evidence(reading, found);
  }
  return null;
}

/** Two words that bind it, and a text that is to be made. */
const BINDING = [
  [W.binder, around(5)],
  [W.binder, around(8)],
  [W.made, around(25, 2)],
] as const;

/** A letter that is spoken of: quoted, behind "letter" or "without", before "never". */
const isSign = (reading: Reading, word: number): boolean =>
  reading.isSingleLetter(word) &&
  (reading.isQuoteBefore(word) ||
    reading.is(word - 1, W.beforeSign) ||
    (!reading.is(word, W.pronoun) && reading.is(word + 1, W.behindSign)));

/** "the first starts with A, the second with B" */
function alphabetRun(reading: Reading): readonly Span[] | null {
  const signs = reading.marks.filter((word) => reading.isCapital(word) && reading.is(word - 1, W.with));
  const [first] = signs;
  if (first === undefined || signs.length < MIN_SIGNS) return null;
  const part = companionOf(reading, first, around(12), W.unitPart);
  return part < 0 ? null : evidence(reading, [part, ...signs]);
}

/** "without the letter e", "every word starts with the letter b", "no vowel but a". */
function boundLetter(reading: Reading, word: number): readonly number[] | null {
  if (reading.has(W.howMany) || isLookup(reading, word)) return null;
  const isVowel = reading.is(word, W.sound);
  const which = companion(
    reading,
    word,
    { before: 3, behind: 6 },
    (at) => isWhichLetter(reading, at) || (isVowel && reading.isSingleLetter(at)),
  );
  const left = companionOf(reading, word, { before: 4, behind: 0 }, W.leave);
  if (left >= 0 && which >= 0) return [left, word, which];
  const bound = companionsOf(reading, word, [
    [W.ban, around(12)],
    [W.begin, around(12)],
  ]);
  if (bound === null || (which < 0 && !isVowel)) return null;
  return which < 0 ? bound : [...bound, which];
}

/** Which letter it is about: a single one, or "the same". */
const isWhichLetter = (reading: Reading, word: number): boolean =>
  reading.is(word, W.sameness) ||
  (reading.isSingleLetter(word) && (!reading.is(word, W.pronoun) || reading.is(word - 1, W.letter)));

/** "every word begins with s", "each word must start with the last letter of …". */
function sameBeginning(reading: Reading): readonly Span[] | null {
  for (const word of [...reading.at(W.each), ...reading.at(W.only)]) {
    const part = companionOf(reading, word, behind(4), W.unitPart);
    if (part < 0) continue;
    const begins = companion(reading, word, around(10), (at) => isBeginning(reading, at));
    const letter = begins < 0 ? -1 : companion(reading, begins, behind(9), (at) => isLetterLike(reading, at));
    if (letter >= 0 && !isLookup(reading, word)) return evidence(reading, [word, part, begins, letter]);
  }
  return null;
}

/** "starts", or the "with" of "all words with B". */
const isBeginning = (reading: Reading, word: number): boolean =>
  reading.is(word, W.starts) ||
  (reading.is(word, W.with) && reading.isSingleLetter(word + 1) && !reading.is(word + 1, W.pronoun));

/** "Avoid 'e' completely." */
function leftOut(reading: Reading): readonly Span[] | null {
  if (isAboutCode(reading)) return null;
  for (const word of reading.at(W.leave)) {
    const letter = word + 1;
    if (reading.isSingleLetter(letter) && reading.is(letter + 1, W.throughout))
      return evidence(reading, [word, letter]);
  }
  return null;
}

const isLetterLike = (reading: Reading, word: number): boolean =>
  isWhichLetter(reading, word) || reading.is(word, W.letter) || (reading.isQuoteBefore(word) && isShort(reading, word));

/** A few letters, and not a word. */
function isShort(reading: Reading, word: number): boolean {
  const [start, end] = reading.span(word);
  return end - start <= MAX_LETTERS;
}

const MAX_LETTERS = 3;

/** Forms that are nothing but a constraint on letters: a lipogram, a pangram, a palindrome of one's own. */
function letterForm(reading: Reading): readonly Span[] | null {
  for (const word of reading.at(W.letterForm)) {
    const written = companionOf(reading, word, around(10), W.write);
    const form = companionOf(reading, word, around(16), W.text);
    const isAsked = companionOf(reading, word, { before: 6, behind: 0 }, W.whatIs) >= 0;
    if (form >= 0 && (written >= 0 || !isAsked) && !isAboutCode(reading)) return evidence(reading, [word, form]);
  }
  return null;
}
