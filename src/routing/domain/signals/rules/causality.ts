/** Causality: every effect must keep to its causes, or a cause is changed and its effects are asked for. */
import { W } from '../words';
import type { Reading, Span } from '../reading';
import { around, clusters, companionOf, evidence, type Structure } from '../relate';

const CAUSAL_CONSISTENCY: Structure = {
  anchor: W.consistent,
  with: [
    [W.cause, around(14, 1)],
    [W.demand, around(18)],
  ],
};

/** Consistency that is demanded (each, must, keep, no) of causes and effects, in one sentence. */
export function causalConsistency(reading: Reading): readonly Span[] | null {
  for (const words of clusters(reading, CAUSAL_CONSISTENCY)) return evidence(reading, words);
  return chainOfCauses(reading);
}

const CHAIN_OF_CAUSES: Structure = {
  anchor: W.caused,
  with: [
    [W.each, around(10)],
    [W.demand, around(12)],
    [W.previous, around(10)],
  ],
};

/** "Every event must be caused by the one before it": a demand on each cause. */
function chainOfCauses(reading: Reading): readonly Span[] | null {
  for (const words of clusters(reading, CHAIN_OF_CAUSES)) return evidence(reading, words);
  return null;
}

/** A cause removed or set ("if we had blocked X"), or a case told, and whether the effect still comes, or came of it. */
export function causalIntervention(reading: Reading): readonly Span[] | null {
  return setCause(reading) ?? askedCause(reading) ?? chainIntervened(reading);
}

const SET_CAUSE: Structure = {
  anchor: W.still,
  with: [
    [W.modal, around(6)],
    [W.suppose, around(40, 1)],
  ],
};

function setCause(reading: Reading): readonly Span[] | null {
  for (const words of clusters(reading, SET_CAUSE)) {
    const set = companionOf(reading, words[0] ?? 0, around(40, 1), W.removed);
    const cause = companionOf(reading, words[0] ?? 0, around(45, 3), W.caused);
    if (set >= 0 || cause >= 0) return evidence(reading, [...words, Math.max(set, cause)]);
  }
  return null;
}

/** A story of this many sentences around "Did A cause B?" is a case to be judged, not a fact to be looked up. */
const CASE_SENTENCES = 3;

function askedCause(reading: Reading): readonly Span[] | null {
  for (const word of reading.at(W.judged)) {
    const sentence = reading.sentenceOf(word);
    if (reading.sentenceCount <= CASE_SENTENCES || !reading.isAsked(sentence)) continue;
    const did = companionOf(reading, word, around(20), W.did);
    if (did >= 0 && reading.firstWord(sentence) >= did - 1 && !isFirstOrSecond(reading, sentence))
      return evidence(reading, [did, word]);
  }
  return null;
}

function isFirstOrSecond(reading: Reading, sentence: number): boolean {
  for (let word = reading.firstWord(sentence); word < reading.endWord(sentence); word++)
    if (reading.is(word, W.firstSecond)) return true;
  return false;
}

const CHAIN_INTERVENED: Structure = {
  anchor: W.intervene,
  with: [
    [W.causalTerm, around(60, 4)],
    [W.modal, around(60, 4)],
  ],
};

/** Two causes in a chain or a term of causal inference, and an intervention on one of them, asked about. */
function chainIntervened(reading: Reading): readonly Span[] | null {
  for (const words of clusters(reading, CHAIN_INTERVENED)) return evidence(reading, [...words]);
  const links = reading.at(W.link);
  const set = reading.at(W.intervene)[0];
  if (links.length < 2 || set === undefined || !reading.asksAnything || !reading.has(W.modal)) return null;
  return evidence(reading, [...links, set]);
}
