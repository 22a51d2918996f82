/** Counterfactual: a law of nature or a course of history is changed, and what follows is asked for. */
import type { Reading, Span } from '../reading';
import { around, clusters, companionOf, companionsOf, evidence } from '../relate';

/** What is changed stands beside its change: "light travelled slower", "gravity pointed upwards". */
const BESIDE = around(6);
/** The supposition and the question may stand in the sentences around. */
const NEARBY = around(45, 3);

/** A changed law of nature (the law, its change), supposed (if, imagine), with consequences asked for (would, happens). */
export function counterfactualPhysics(reading: Reading): readonly Span[] | null {
  for (const words of clusters(reading, 'law', [
    ['altered', BESIDE],
    ['suppose', NEARBY],
    ['would', NEARBY],
  ])) {
    if (!isPersonal(reading, words[0] ?? 0)) return evidence(reading, words);
  }
  return changedElement(reading);
}

/** Water, light or the moon are everyday words: their change must be supposed in their own sentence, and be nobody's doing. */
function changedElement(reading: Reading): readonly Span[] | null {
  for (const words of clusters(reading, 'element', [
    ['altered', BESIDE],
    ['suppose', around(16)],
    ['would', NEARBY],
  ])) {
    if (isPersonal(reading, words[0] ?? 0) || !isUnreal(reading, words[2] ?? 0)) continue;
    return evidence(reading, words);
  }
  return null;
}

/** Not "if the water stops", which happens, but "if water stopped", "imagine that", "what if", "a world where". */
function isUnreal(reading: Reading, supposed: number): boolean {
  const sentence = reading.sentenceOf(supposed);
  for (let word = reading.firstWord(sentence); word < reading.endWord(sentence); word++)
    if (reading.is(word, 'unreal') && word !== supposed + 1) return true;
  return reading.is(supposed - 1, 'what') || reading.is(supposed, 'unreal');
}

function isPersonal(reading: Reading, word: number): boolean {
  const sentence = reading.sentenceOf(word);
  for (let at = reading.firstWord(sentence); at < reading.endWord(sentence); at++)
    if (reading.is(at, 'mine')) return true;
  return false;
}

/** Something of history (an event, a ruler, a year, a name), supposed to have gone otherwise (if … had, what if … never). */
export function counterfactualHistory(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('otherwise')) {
    const supposed = companionsOf(reading, word, [['suppose', { before: 14, behind: 2 }]]);
    if (supposed === null || isPersonal(reading, word)) continue;
    const past = companionOf(reading, word, around(14), 'history');
    const asked = companionOf(reading, word, NEARBY, 'would');
    if (past >= 0 && asked >= 0 && hasProperPast(reading, word)) return evidence(reading, [...supposed, past, asked]);
  }
  return null;
}

/** A name or a year in the sentence or the next: history has both, a private "if only" has neither. */
function hasProperPast(reading: Reading, word: number): boolean {
  const sentence = reading.sentenceOf(word);
  for (let at = reading.firstWord(sentence); at < reading.endWord(sentence + 1); at++)
    if (reading.isName(at) || reading.isDigits(at) || reading.is(at, 'history')) return true;
  return false;
}
