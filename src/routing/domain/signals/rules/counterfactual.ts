/** Counterfactual: a law of nature or a course of history is changed, and what follows is asked for. */
import { W, type WordClass } from '../words';
import type { Reading, Span } from '../reading';
import { around, behind, clusters, companion, companionOf, evidence, type Structure } from '../relate';

/** What is changed stands beside its change: "light travelled slower", "gravity pointed upwards". */
const BESIDE = around(6);
/** The supposition and the question may stand in the sentences around. */
const NEARBY = around(45, 3);

/** A changed law of nature (the law, its change), supposed (if, imagine), with consequences asked for (would, happens). */
export function counterfactualPhysics(reading: Reading): readonly Span[] | null {
  return (
    changedNature(reading, CHANGED_LAW) ??
    changedNature(reading, CHANGED_ELEMENT) ??
    withoutNature(reading) ??
    otherWorld(reading)
  );
}

const CHANGED_LAW: Structure = {
  anchor: W.law,
  with: [
    [W.altered, BESIDE],
    [W.suppose, NEARBY],
  ],
};
/** Water, light or the moon are everyday words: their change must be supposed beside it, and be known to be unreal. */
const CHANGED_ELEMENT: Structure = {
  anchor: W.element,
  with: [
    [W.altered, BESIDE],
    [W.suppose, around(16)],
  ],
};

function changedNature(reading: Reading, changed: Structure): readonly Span[] | null {
  for (const words of clusters(reading, changed)) {
    const [word = 0, , supposed = 0] = words;
    const asked = askedConsequence(reading, word, supposed);
    // "Imagine you could …" is a daydream.
    if (asked < 0 || isPersonal(reading, word) || reading.is(supposed + 1, W.firstSecond)) continue;
    if (changed === CHANGED_LAW || isUnreal(reading, supposed)) return evidence(reading, [...words, asked]);
  }
  return null;
}

/** What asks for consequences: "would", "describe", or the "what" of "what if"; -1 when nothing does. */
function askedConsequence(reading: Reading, word: number, supposed: number): number {
  return isWhatIf(reading, supposed) ? supposed - 1 : companionOf(reading, word, NEARBY, W.would);
}

const isWhatIf = (reading: Reading, supposed: number): boolean => reading.is(supposed - 1, W.what);

const WITHOUT_NATURE: Structure = {
  anchor: W.absence,
  with: [
    [W.law, behind(3)],
    [W.conditional, around(14)],
  ],
};

/** "Without friction, would …?" */
function withoutNature(reading: Reading): readonly Span[] | null {
  for (const words of clusters(reading, WITHOUT_NATURE))
    if (!isPersonal(reading, words[0] ?? 0)) return evidence(reading, words);
  return null;
}

/** "a universe where light …": whatever is said of nature there is not so here. */
function otherWorld(reading: Reading): readonly Span[] | null {
  for (const word of reading.at(W.world)) {
    if (!reading.is(word - 1, W.aOne) || !reading.is(word + 1, W.where_)) continue;
    const nature = companion(
      reading,
      word,
      { before: 0, behind: 9 },
      (at) => isNature(reading, at) || isPast(reading, word, at),
    );
    const told = companionOf(reading, word, around(30, 2), W.would);
    if (nature >= 0 && told >= 0 && told !== nature) return evidence(reading, [word, nature, told]);
  }
  return null;
}

const isNature = (reading: Reading, word: number): boolean => reading.is(word, W.law) || reading.is(word, W.element);

/** In a "timeline where …" it is history that differs. */
const isPast = (reading: Reading, world: number, word: number): boolean =>
  reading.is(world, W.chronicle) && isOfHistory(reading, word);

/** Not "if the water stops", which happens, but "if water stopped", "imagine that", "what if", "a world where". */
function isUnreal(reading: Reading, supposed: number): boolean {
  const sentence = reading.sentenceOf(supposed);
  for (let word = reading.firstWord(sentence); word < reading.endWord(sentence); word++)
    if (reading.is(word, W.unreal) && word !== supposed + 1) return true;
  return isWhatIf(reading, supposed) || reading.is(supposed, W.unreal);
}

/** Somebody's own affair, and no law of nature. */
const isPersonal = (reading: Reading, word: number): boolean => sentenceHas(reading, word, W.mine);

function sentenceHas(reading: Reading, word: number, name: WordClass): boolean {
  const sentence = reading.sentenceOf(word);
  for (let at = reading.firstWord(sentence); at < reading.endWord(sentence); at++)
    if (reading.is(at, name) && !isNumeral(reading, at)) return true;
  return false;
}

/** The "I" of "World War I". */
const isNumeral = (reading: Reading, word: number): boolean =>
  reading.isSingleLetter(word) && reading.is(word - 1, W.history);

/** Something of history (an event, a ruler, a name), supposed to have gone otherwise (if … had, what if … never). */
export function counterfactualHistory(reading: Reading): readonly Span[] | null {
  for (const word of reading.at(W.otherwise)) {
    const supposed = companionOf(reading, word, { before: 14, behind: 2 }, W.suppose);
    const isSupposed = supposed >= 0 || isInverted(reading, word);
    if (!isSupposed || sentenceHas(reading, word, W.firstSecond)) continue;
    const past = companion(reading, word, around(14), (at) => at !== supposed && isOfHistory(reading, at));
    const asked = askedOutcome(reading, word, supposed);
    if (past >= 0 && asked >= 0) return evidence(reading, [word, ...(supposed < 0 ? [] : [supposed]), past, asked]);
  }
  return neverHappened(reading) ?? alternateHistory(reading);
}

/** "Had Carthage won, …", "What would be different had Carthage won?" */
const isInverted = (reading: Reading, word: number): boolean =>
  reading.is(word, W.had) &&
  (reading.firstWord(reading.sentenceOf(word)) === word ||
    companionOf(reading, word, { before: 12, behind: 0 }, W.conditional) >= 0);

const isOfHistory = (reading: Reading, word: number): boolean =>
  reading.is(word, W.history) || (reading.isName(word) && !reading.is(word, W.suppose));

function askedOutcome(reading: Reading, word: number, supposed: number): number {
  if (isWhatIf(reading, supposed)) return supposed - 1;
  const next = reading.sentenceOf(word) + 1;
  return reading.isAsked(next) ? reading.firstWord(next) : companionOf(reading, word, NEARBY, W.would);
}

const NEVER_HAPPENED: Structure = {
  anchor: W.had,
  with: [
    [W.never, behind(3)],
    [W.suppose, { before: 10, behind: 0 }],
  ],
};

/** "if electricity had never been harnessed, how would …": of nobody in particular. */
function neverHappened(reading: Reading): readonly Span[] | null {
  for (const words of clusters(reading, NEVER_HAPPENED)) {
    const [word = 0, , supposed = 0] = words;
    const asked = askedOutcome(reading, word, supposed);
    const isPrivate = sentenceHas(reading, word, W.firstSecond) || sentenceHas(reading, word, W.person);
    if (asked >= 0 && !isPrivate) return evidence(reading, [...words, asked]);
  }
  return null;
}

const ALTERNATE_HISTORY: Structure = {
  anchor: W.chronicle,
  with: [
    [W.alternate, { before: 1, behind: 0 }],
    [W.write, around(12)],
  ],
};

/** "Write an alternate history in which the Aztecs …" */
function alternateHistory(reading: Reading): readonly Span[] | null {
  for (const words of clusters(reading, ALTERNATE_HISTORY)) return evidence(reading, words);
  return null;
}
