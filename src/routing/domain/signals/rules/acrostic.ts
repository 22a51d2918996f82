/** Acrostics: letters or words of the lines that are to spell something, by whatever name. */
import type { Reading, Span } from '../reading';
import { around, behind, companion, companionOf, evidence, firstOf, type Structure } from '../relate';
import { isAboutCode, isLookup } from './lookup';

/** Initials that must spell something: an acrostic with its word, or first letters of lines that spell. */
export function acrosticConstraint(reading: Reading): readonly Span[] | null {
  return namedAcrostic(reading) ?? spelledInitials(reading) ?? placedLetters(reading) ?? readDownwards(reading);
}

/** "Read down the left edge it says …", "the beginnings of the lines give …", "the first words of all sentences together read …". */
const DOWNWARDS: readonly Structure[] = [
  {
    anchor: 'downwards',
    with: [
      ['reads', around(12, 1)],
      ['unitPart', around(16, 1)],
    ],
  },
  {
    anchor: 'hiddenThing',
    with: [
      ['initial', around(12, 1)],
      ['unitPart', around(14, 1)],
      ['reads', around(16, 1)],
    ],
  },
  {
    anchor: 'initial',
    with: [
      ['token', behind(2)],
      ['every', behind(6)],
      ['unitPart', behind(7)],
      ['reads', behind(16)],
    ],
  },
  {
    anchor: 'initial',
    with: [
      ['token', behind(2)],
      ['spell', around(12)],
      ['made', around(25, 1)],
    ],
  },
  // "the dragon's name down the first letters", "the middle letters read TAGUS from above to below"
  {
    anchor: 'initial',
    with: [
      ['spelledUnit', behind(2)],
      ['stacked', around(12)],
      ['made', around(25, 1)],
    ],
  },
  {
    anchor: 'initial',
    with: [
      ['token', behind(2)],
      ['reads', around(8)],
      ['made', around(30, 2)],
    ],
  },
  // "line n starting with the nth letter of JUXTAPOSED"
  {
    anchor: 'starts',
    with: [
      ['spelledUnit', behind(5)],
      ['unitPart', around(8)],
      ['made', around(25, 1)],
    ],
  },
  // "Take the letters of ROSALIND; each sentence opens with the next one of them"
  {
    anchor: 'starts',
    with: [
      ['every', around(8)],
      ['unitPart', around(8)],
      ['spelledUnit', around(14, 1)],
      ['made', around(25, 1)],
    ],
  },
];

function readDownwards(reading: Reading): readonly Span[] | null {
  const found = isAboutCode(reading) ? null : firstOf(reading, DOWNWARDS);
  const spelled = found?.some((word) => companion(reading, word, around(12, 1), (at) => isTarget(reading, at)) >= 0);
  return found !== null && spelled === true ? evidence(reading, found) : null;
}

/** What could be spelled: a name, or something in quotes. */
const isTarget = (reading: Reading, word: number): boolean => reading.isName(word) || reading.isQuoteBefore(word);

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
  reading.is(word, 'spell') ||
  isLetterRow(reading, word) ||
  (reading.is(part, 'line') && reading.isName(word)) ||
  (reading.is(word, 'reads') && companion(reading, word, behind(6), (at) => isTarget(reading, at)) >= 0);

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
