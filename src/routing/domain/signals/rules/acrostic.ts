/** Acrostics: letters or words of the lines that are to spell something, by whatever name. */
import { W } from '../words';
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
    anchor: W.downwards,
    with: [
      [W.reads, around(12, 1)],
      [W.unitPart, around(16, 1)],
    ],
  },
  {
    anchor: W.hiddenThing,
    with: [
      [W.initial, around(12, 1)],
      [W.unitPart, around(14, 1)],
      [W.reads, around(16, 1)],
    ],
  },
  {
    anchor: W.initial,
    with: [
      [W.token, behind(2)],
      [W.every, behind(6)],
      [W.unitPart, behind(7)],
      [W.reads, behind(16)],
    ],
  },
  {
    anchor: W.initial,
    with: [
      [W.token, behind(2)],
      [W.spell, around(12)],
      [W.made, around(25, 1)],
    ],
  },
  // "the dragon's name down the first letters", "the middle letters read TAGUS from above to below"
  {
    anchor: W.initial,
    with: [
      [W.spelledUnit, behind(2)],
      [W.stacked, around(12)],
      [W.made, around(25, 1)],
    ],
  },
  {
    anchor: W.initial,
    with: [
      [W.token, behind(2)],
      [W.reads, around(8)],
      [W.made, around(30, 2)],
    ],
  },
  // "line n starting with the nth letter of JUXTAPOSED"
  {
    anchor: W.starts,
    with: [
      [W.spelledUnit, behind(5)],
      [W.unitPart, around(8)],
      [W.made, around(25, 1)],
    ],
  },
  // "Take the letters of ROSALIND; each sentence opens with the next one of them"
  {
    anchor: W.starts,
    with: [
      [W.every, around(8)],
      [W.unitPart, around(8)],
      [W.spelledUnit, around(14, 1)],
      [W.made, around(25, 1)],
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
  for (const word of reading.at(W.acrostic)) {
    const composed = companionOf(reading, word, { before: 4, behind: 0 }, W.compose);
    if (composed >= 0) return evidence(reading, [composed, word]);
    const written = companionOf(reading, word, around(14, 1), W.write);
    const target = companion(reading, word, around(14, 1), (at) => isSpelled(reading, at));
    if (written >= 0 && target >= 0) return evidence(reading, [word, written, target]);
  }
  return null;
}

/** What is to be spelled: a name, a word in quotes or capitals, or what stands behind "spell", "the word", "my name". */
const isSpelled = (reading: Reading, word: number): boolean =>
  reading.is(word, W.spell) ||
  reading.is(word, W.spellable) ||
  reading.isName(word) ||
  (reading.isQuoteBefore(word) && !reading.is(word, W.acrostic));

function spelledInitials(reading: Reading): readonly Span[] | null {
  for (const word of [...reading.at(W.initial), ...reading.at(W.starts)]) {
    const letter = reading.is(word, W.initials) ? word : companionOf(reading, word, around(3), W.letter);
    if (letter < 0) continue;
    const part = companionOf(reading, word, around(12, 1), W.unitPart);
    const spelled = companion(reading, word, around(20, 1), (at) => isSpelling(reading, at, part));
    if (part >= 0 && spelled >= 0 && !isLookup(reading, word)) return evidence(reading, [word, letter, part, spelled]);
  }
  return null;
}

/** "spell", "S, U, N", or the word itself where lines begin with its letters. */
const isSpelling = (reading: Reading, word: number, part: number): boolean =>
  reading.is(word, W.spell) ||
  isLetterRow(reading, word) ||
  (reading.is(part, W.line) && reading.isName(word)) ||
  (reading.is(word, W.reads) && companion(reading, word, behind(6), (at) => isTarget(reading, at)) >= 0);

/** "sentences start with S, U, N", "S, U, N down the left side" */
function placedLetters(reading: Reading): readonly Span[] | null {
  for (const word of reading.names) {
    if (!isLetterRow(reading, word)) continue;
    const placed = companionOf(reading, word, around(8), W.placed);
    const text = companionOf(reading, word, around(20, 1), W.text);
    if (placed >= 0 && text >= 0 && !isLookup(reading, word)) return evidence(reading, [word, placed, text]);
  }
  return null;
}

/** "S, U, N" */
const isLetterRow = (reading: Reading, word: number): boolean =>
  [word, word + 1, word + 2].every((at) => reading.isSingleLetter(at) && reading.isCapital(at));
