/** Suppositions: where a text supposes what is not so, which counterfactuals and interventions have in common. */
import type { IndexedClass } from '../lexicon';
import type { Reading } from '../reading';
import { companion, companionOf, MAX_ANCHORS } from '../relate';

/** How far behind "if" the verb stands that shows it to be unreal. */
const VERB_REACH = 10;
/** How far behind it stands whose affair is supposed. */
const SUBJECT_REACH = 6;

/** How long a clause is that a main clause follows. */
const CLAUSE_REACH = 40;

/** A word that supposes, and when it does. */
const SUPPOSERS: readonly (readonly [IndexedClass, (reading: Reading, word: number) => boolean])[] = [
  [
    'if_',
    (reading, word) => isWhatIf(reading, word) || (!isWhether(reading, word) && unrealBehind(reading, word) >= 0),
  ],
  ['hypothesis', opensClause],
  ['suppositional', () => true],
  ['world', (reading, word) => reading.is(word - 1, 'aOne') && companionOf(reading, word, WHERE, 'where_') >= 0],
  ['unrealVerb', isInverted],
];
/** "asked the inspector if the house …", "if it was …": of something just spoken of. */
const isWhether = (reading: Reading, word: number): boolean =>
  reading.is(word + 1, 'it') || companionOf(reading, word, { before: 3, behind: 0 }, 'wonders') >= 0;

/** "is needed", "if needed", "be delayed": no past of its own. */
const isParticiple = (reading: Reading, word: number): boolean =>
  reading.is(word - 1, 'aux') || reading.is(word - 1, 'if_');

const WHERE = { before: 0, behind: 2 } as const;

/** Words that open a supposition which is nobody's own affair: not "if I were you", "imagine you are". */
export function suppositions(reading: Reading): readonly number[] {
  return SUPPOSERS.flatMap(([name, supposes]) =>
    reading
      .at(name)
      .slice(0, MAX_ANCHORS)
      .filter((word) => supposes(reading, word)),
  ).filter((word) => !isPersonal(reading, word));
}

export const isWhatIf = (reading: Reading, word: number): boolean =>
  reading.is(word - 1, 'what') && reading.is(word, 'if_');

/** The verb of what is not so, behind the word that supposes it; -1 when it may be so. */
export const unrealBehind = (reading: Reading, word: number): number =>
  companion(
    reading,
    word,
    { before: 0, behind: VERB_REACH },
    (at) => reading.is(at, 'unrealVerb') || (reading.hasPastEnding(at) && !isParticiple(reading, at)),
  );

/** "Say the Romans …", "Let's assume", and not "I say". */
function opensClause(reading: Reading, word: number): boolean {
  const isFirst = reading.firstWord(reading.sentenceOf(word)) >= word - 1;
  return isFirst || reading.isBreakBefore(word) || reading.isBreakBefore(word + 1);
}

/** "Had Carthage won, …", "Were light to bend, …", "What would be different had Carthage won?" */
export function isInverted(reading: Reading, word: number): boolean {
  if (!reading.is(word, 'invertible')) return false;
  if (reading.firstWord(reading.sentenceOf(word)) === word)
    return !reading.isAsked(reading.sentenceOf(word)) || hasBreak(reading, word);
  return companionOf(reading, word, { before: 12, behind: 0 }, 'conditional') >= 0 && reading.is(word, 'had');
}

/** A main clause comes: "Had the French won, how …?" and not "Had Britain joined by 1975?" */
function hasBreak(reading: Reading, word: number): boolean {
  const end = Math.min(reading.endWord(reading.sentenceOf(word)), word + CLAUSE_REACH);
  for (let at = word + 1; at < end; at++) if (reading.isBreakBefore(at)) return true;
  return false;
}

function isPersonal(reading: Reading, word: number): boolean {
  const end = Math.min(word + SUBJECT_REACH, reading.endWord(reading.sentenceOf(word)) - 1);
  for (let at = word + 1; at <= end && !(reading.isBreakBefore(at) && at > word + 1); at++)
    if (reading.is(at, 'ownAffair')) return true;
  return false;
}

/** A sum of school arithmetic: "how many", with figures. */
export const isReckoned = (reading: Reading): boolean =>
  reading.at('howMany').some((word) => reading.is(word - 1, 'how_'));
