/** Counterfactual: a law of nature or a course of history is changed, and what follows is asked for. */
import type { Reading, Span } from '../reading';
import type { WordClass } from '../lexicon';
import {
  around,
  behind,
  clusters,
  companion,
  companionOf,
  evidence,
  MAX_ANCHORS,
  type Reach,
  sentenceHas,
} from '../relate';
import { isInverted, isReckoned, isWhatIf, suppositions, unrealBehind } from './supposition';

/** What is changed stands beside its change: "light travelled slower", "gravity pointed upwards". */
const BESIDE = around(6);
/** The supposition and the question may stand in the sentences around. */
const NEARBY = around(45, 3);

/** A changed law of nature (the law, its change), supposed (if, imagine), with consequences asked for (would, happens). */
export function counterfactualPhysics(reading: Reading): readonly Span[] | null {
  return (
    changedNature(reading, 'law') ??
    changedNature(reading, 'element') ??
    withoutNature(reading) ??
    otherWorld(reading) ??
    supposed(reading, isNature) ??
    otherRules(reading) ??
    bareLaw(reading)
  );
}

function changedNature(reading: Reading, nature: 'law' | 'element'): readonly Span[] | null {
  // Water, light or the moon are everyday words: their change must be supposed beside it, and be known to be unreal.
  const supposedNear = nature === 'law' ? NEARBY : around(16);
  for (const words of clusters(reading, nature, [
    ['altered', BESIDE],
    ['suppose', supposedNear],
  ])) {
    const [word = 0, , supposed = 0] = words;
    const asked = askedConsequence(reading, word, supposed);
    // "Imagine you could …" is a daydream.
    if (asked < 0 || isPersonal(reading, word) || reading.is(supposed + 1, 'firstSecond')) continue;
    if (nature === 'law' || isUnreal(reading, supposed)) return evidence(reading, [...words, asked]);
  }
  return null;
}

/** What asks for consequences: "would", "describe", or the "what" of "what if"; -1 when nothing does. */
function askedConsequence(reading: Reading, word: number, supposed: number): number {
  return isWhatIf(reading, supposed) ? supposed - 1 : companionOf(reading, word, NEARBY, 'would');
}

/** "Without friction, would …?" */
function withoutNature(reading: Reading): readonly Span[] | null {
  for (const words of clusters(reading, 'absence', [['conditional', around(14)]])) {
    const [word = 0] = words;
    const lacking = companion(reading, word, behind(4), (at) => isNature(reading, at) || isOfHistory(reading, at));
    if (lacking >= 0 && !isPersonal(reading, word)) return evidence(reading, [...words, lacking]);
  }
  return null;
}

/** "a universe where light …": whatever is said of nature there is not so here. */
function otherWorld(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('world')) {
    if (!reading.is(word - 1, 'aOne') || !reading.is(word + 1, 'where_')) continue;
    const nature = companion(
      reading,
      word,
      { before: 0, behind: 9 },
      (at) => isNature(reading, at) || isPast(reading, word, at),
    );
    const told = companionOf(reading, word, around(30, 2), 'would');
    if (nature >= 0 && told >= 0 && told !== nature) return evidence(reading, [word, nature, told]);
  }
  return null;
}

const isNature = (reading: Reading, word: number): boolean =>
  reading.is(word, 'law') || reading.is(word, 'element') || reading.is(word, 'life');

/** What is supposed stands beside the word that supposes, most of it behind. */
const PREMISE: Reach = { before: 12, behind: 20 };
/** What is asked may come long after. */
const QUESTION: Reach = { before: 40, behind: 60, sentences: 5 };

/** Something of the world, supposed to be otherwise than it is, and consequences asked for. */
function supposed(reading: Reading, isSubject: (reading: Reading, word: number) => boolean): readonly Span[] | null {
  if (isReckoned(reading)) return null;
  for (const word of suppositions(reading)) {
    const subject = companion(reading, word, PREMISE, (at) => isSubject(reading, at) && !reading.is(at, 'suppose'));
    if (subject < 0 || reading.is(word + 1, 'firstSecond')) continue;
    const change = companion(reading, word, PREMISE, (at) => at !== subject && isChange(reading, at));
    const asked = askedOf(reading, word, [subject, change]);
    if (change >= 0 && asked >= 0 && asked !== change) return evidence(reading, [word, subject, change, asked]);
  }
  return null;
}

/** What asks for consequences: of what could be so, only what says what would be; -1 when nothing does. */
function askedOf(reading: Reading, supposing: number, [subject = 0, change = 0]: readonly number[]): number {
  if (isVague(reading, subject) && !reading.is(supposing, 'suppositional')) return whatWouldBe(reading, supposing);
  return isWhatIf(reading, supposing) ? supposing - 1 : outcomeOf(reading, supposing, [subject, change]);
}

/** Of everyday life, or a name: nothing that could not be so. */
const isVague = (reading: Reading, word: number): boolean =>
  !['law', 'element', 'history', 'technology'].some((name) => reading.is(word, name as WordClass));

/** What would be, but for the caller; or the "what" of "what if … had"; -1 when only what is is asked for. */
function whatWouldBe(reading: Reading, supposing: number): number {
  if (isWhatIf(reading, supposing) && unrealBehind(reading, supposing) >= 0) return supposing - 1;
  const would = companion(
    reading,
    supposing,
    QUESTION,
    (at) => reading.is(at, 'conditional') && !reading.is(at - 1, 'relative'),
  );
  return would < 0 || companionOf(reading, would, around(2), 'ownAffair') >= 0 ? -1 : would;
}

const isChange = (reading: Reading, word: number): boolean =>
  reading.is(word, 'altered') || reading.is(word, 'irrealis') || reading.hasPastEnding(word);

function outcomeOf(reading: Reading, word: number, taken: readonly number[]): number {
  const isOutcome = (at: number): boolean => !taken.includes(at) && asksOutcome(reading, at);
  const outcome = companion(reading, word, QUESTION, isOutcome);
  const next = reading.sentenceOf(word) + 1;
  return outcome < 0 && reading.isAsked(next) && reading.is(word, 'hypothesis') ? reading.firstWord(next) : outcome;
}

const asksOutcome = (reading: Reading, word: number): boolean =>
  reading.is(word, 'conditional') || reading.is(word, 'would') || reading.is(word, 'follows');

/** "If pawns could move backwards, how would openings be different?": of no one's affairs, whatever they are. */
function otherRules(reading: Reading): readonly Span[] | null {
  for (const word of suppositions(reading)) {
    const unreal = unrealBehind(reading, word);
    if (unreal < 0 || sentenceHas(reading, word, 'ownAffair')) continue;
    const would = companion(reading, word, around(24, 1), (at) => reading.is(at, 'conditional') && at !== unreal);
    const unlike = would < 0 ? -1 : companionOf(reading, would, behind(8), 'unlike');
    if (unlike >= 0 && !sentenceHas(reading, would, 'ownAffair'))
      return evidence(reading, [word, unreal, would, unlike]);
  }
  return null;
}

/** "Gravity = 0.5 g. What breaks?", "Time flows at half speed up there. What would …?": a law said to be otherwise. */
function bareLaw(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('flatly').slice(0, MAX_ANCHORS)) {
    const law = companion(reading, word, BESIDE, (at) => isNature(reading, at));
    if (law < 0 || sentenceHas(reading, word, 'firstSecond')) continue;
    const sentence = reading.sentenceOf(word);
    const isBold = reading.is(law, 'law') || (reading.is(word, 'boldly') && !isVague(reading, law));
    const asked = companion(reading, word, QUESTION, (at) =>
      isBold && reading.sentenceOf(at) === sentence
        ? reading.is(at, 'conditional')
        : reading.sentenceOf(at) !== sentence && reading.is(at, isBold ? 'follows' : 'conditional'),
    );
    if (asked >= 0 && !sentenceHas(reading, asked, 'ownAffair')) return evidence(reading, [word, law, asked]);
  }
  return null;
}

/** "The Wall doesn't come down in '89. Where …?": a course of history denied in the present tense, and consequences. */
function presentTense(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('denied').slice(0, MAX_ANCHORS)) {
    const past = companion(reading, word, { before: 7, behind: 4 }, (at) => isOfHistory(reading, at));
    const isOther =
      past >= 0 &&
      (!isVague(reading, past) || companion(reading, word, around(25, 1), (at) => isYear(reading, at)) >= 0);
    if (!isOther || sentenceHas(reading, word, 'firstSecond')) continue;
    const sentence = reading.sentenceOf(word);
    const asked = companion(
      reading,
      word,
      QUESTION,
      (at) => reading.sentenceOf(at) > sentence && reading.is(at, 'follows'),
    );
    if (asked >= 0) return evidence(reading, [word, past, asked]);
  }
  return null;
}

const YEAR_DIGITS = 4;

function isYear(reading: Reading, word: number): boolean {
  const [start, end] = reading.span(word);
  return reading.isDigits(word) && end - start === YEAR_DIGITS;
}

/** In a "timeline where …" it is history that differs. */
const isPast = (reading: Reading, world: number, word: number): boolean =>
  reading.is(world, 'chronicle') && isOfHistory(reading, word);

/** Not "if the water stops", which happens, but "if water stopped", "imagine that", "what if", "a world where". */
function isUnreal(reading: Reading, supposed: number): boolean {
  const sentence = reading.sentenceOf(supposed);
  for (let word = reading.firstWord(sentence); word < reading.endWord(sentence); word++)
    if (reading.is(word, 'unreal') && word !== supposed + 1) return true;
  return isWhatIf(reading, supposed) || reading.is(supposed, 'unreal');
}

/** Somebody's own affair, and no law of nature. */
const isPersonal = (reading: Reading, word: number): boolean => sentenceHas(reading, word, 'mine');

/** Something of history (an event, a ruler, a name), supposed to have gone otherwise (if … had, what if … never). */
export const counterfactualHistory = (reading: Reading): readonly Span[] | null =>
  wentOtherwise(reading) ??
  neverHappened(reading) ??
  alternateHistory(reading) ??
  supposed(reading, isOfHistory) ??
  presentTense(reading);

/** "if Carthage had won", "had Carthage won" */
function wentOtherwise(reading: Reading): readonly Span[] | null {
  if (isReckoned(reading)) return null;
  for (const word of reading.at('otherwise').slice(0, MAX_ANCHORS)) {
    const supposing = companionOf(reading, word, { before: 14, behind: 2 }, 'suppose');
    const isSupposed = supposing >= 0 || isInverted(reading, word);
    if (!isSupposed || sentenceHas(reading, word, 'firstSecond')) continue;
    const past = companion(reading, word, around(14), (at) => at !== supposing && isOfHistory(reading, at));
    const asked = askedOutcome(reading, word, supposing);
    if (past >= 0 && asked >= 0) return evidence(reading, [word, ...(supposing < 0 ? [] : [supposing]), past, asked]);
  }
  return null;
}

const isOfHistory = (reading: Reading, word: number): boolean =>
  reading.is(word, 'history') ||
  reading.is(word, 'technology') ||
  (reading.isName(word) && !reading.is(word, 'suppose'));

function askedOutcome(reading: Reading, word: number, supposed: number): number {
  if (isWhatIf(reading, supposed)) return supposed - 1;
  const next = reading.sentenceOf(word) + 1;
  return reading.isAsked(next) ? reading.firstWord(next) : companionOf(reading, word, NEARBY, 'would');
}

/** "if electricity had never been harnessed, how would …": of nobody in particular. */
function neverHappened(reading: Reading): readonly Span[] | null {
  for (const words of clusters(reading, 'had', [
    ['never', behind(3)],
    ['suppose', { before: 10, behind: 0 }],
  ])) {
    const [word = 0, , supposed = 0] = words;
    const asked = askedOutcome(reading, word, supposed);
    const isPrivate = sentenceHas(reading, word, 'firstSecond') || sentenceHas(reading, word, 'person');
    if (asked >= 0 && !isPrivate) return evidence(reading, [...words, asked]);
  }
  return null;
}

/** "Write an alternate history in which the Aztecs …" */
function alternateHistory(reading: Reading): readonly Span[] | null {
  for (const words of clusters(reading, 'chronicle', [
    ['alternate', { before: 1, behind: 0 }],
    ['write', around(12)],
  ]))
    return evidence(reading, words);
  return null;
}
