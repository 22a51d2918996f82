/** Causal intervention: a cause is set or taken away, or a case is told, and what comes of it is asked for. */
import { W } from '../words';
import type { Reading, Span } from '../reading';
import { around, behind, companion, companionOf, countDistinct, evidence, firstOf, type Structure } from '../relate';
import { isHandled, isRequest, isSum } from './consequence';
import { isAboutCode } from './lookup';
import { isOwnAffair, sentenceHas, supposedNear } from './supposition';

/** A cause removed or set ("if we had blocked X"), or a case told, and whether the effect still comes, or came of it. */
export function causalIntervention(reading: Reading): readonly Span[] | null {
  if (isHandled(reading)) return null;
  return (
    setCause(reading) ??
    askedCause(reading) ??
    whichCaused(reading) ??
    intervened(reading) ??
    inferred(reading) ??
    separated(reading) ??
    butFor(reading)
  );
}

const SET_CAUSE: Structure = {
  anchor: W.stillSo,
  with: [
    [W.modal, around(6)],
    [W.suppose, around(40, 1)],
  ],
};

function setCause(reading: Reading): readonly Span[] | null {
  const words = firstOf(reading, [SET_CAUSE]);
  if (words === null) return null;
  const set = companionOf(reading, words[0] ?? 0, around(40, 1), W.removed);
  const cause = companionOf(reading, words[0] ?? 0, around(45, 3), W.caused);
  return set >= 0 || cause >= 0 ? evidence(reading, [...words, Math.max(set, cause)]) : null;
}

/** A story of this many sentences around "Did A cause B?" is a case to be judged, not a fact to be looked up. */
const CASE_SENTENCES = 2;

function askedCause(reading: Reading): readonly Span[] | null {
  if (reading.sentenceCount <= CASE_SENTENCES) return null;
  for (const word of reading.at(W.judged)) {
    const sentence = reading.sentenceOf(word);
    if (!reading.isAsked(sentence)) continue;
    const did = companionOf(reading, word, around(20), W.did);
    if (did >= 0 && reading.firstWord(sentence) >= did - 1 && !sentenceHas(reading, word, W.firstSecond))
      return evidence(reading, [did, word]);
  }
  return null;
}

const WHICH_CAUSED: readonly Structure[] = [
  {
    anchor: W.caused_,
    with: [
      [W.which_, around(10)],
      [W.amongThem, around(6)],
    ],
  },
];

/** "Which of the two was the actual cause?", behind what happened. */
function whichCaused(reading: Reading): readonly Span[] | null {
  const found = reading.sentenceCount > 1 ? firstOf(reading, WHICH_CAUSED) : null;
  return found === null || !reading.isAsked(reading.sentenceOf(found[0] ?? 0)) ? null : evidence(reading, found);
}

/** So many terms of causal inference, behind a case, ask for it. */
const INFERENCE_TERMS = 3;

function inferred(reading: Reading): readonly Span[] | null {
  const terms = reading.at(W.inference);
  if (reading.sentenceCount < 2 || terms.length < INFERENCE_TERMS || isAboutCode(reading)) return null;
  return countDistinct(reading, terms) < INFERENCE_TERMS ? null : evidence(reading, terms);
}

/** So many links make a chain of causes. */
const CHAIN_LINKS = 2;

/** Causes in a chain, or terms of causal inference, and an intervention on one of them, asked about. */
function intervened(reading: Reading): readonly Span[] | null {
  if (!reading.has(W.intervene) || isAboutCode(reading)) return null;
  const links = [...reading.at(W.link), ...reading.at(W.inference)];
  if (links.length < CHAIN_LINKS) return null;
  for (const word of reading.at(W.intervene)) {
    if (!isDone(reading, word)) continue;
    const asked = companion(reading, word, around(60, 3), (at) => at !== word && isAskedEffect(reading, at));
    const others = links.filter((link) => link !== asked && (link !== word || reading.is(link, W.inference)));
    if (asked >= 0 && others.length >= CHAIN_LINKS) return evidence(reading, [word, asked, ...others.slice(0, 4)]);
  }
  return null;
}

/** Supposed, or done by a hand from outside: "we glue B to the table", "the effect of removing". */
const isDone = (reading: Reading, word: number): boolean =>
  reading.is(word, W.gerund) ||
  (reading.is(word, W.inference) && reading.isAsked(reading.sentenceOf(word))) ||
  (reading.is(word - 1, W.hand) && !reading.is(word - 2, W.auxiliary_)) ||
  supposedNear(reading, word, 0) >= 0;

const isAskedEffect = (reading: Reading, word: number): boolean =>
  (reading.is(word, W.asksEffect) && isRequest(reading, word)) ||
  ((reading.is(word, W.modal) || reading.is(word, W.inquiry)) &&
    reading.isAsked(reading.sentenceOf(word)) &&
    !reading.is(word + 1, W.oneself) &&
    !isSum(reading, word));

/** "What experiment would tell whether it is the rain?" */
const SEPARATION: readonly Structure[] = [
  {
    anchor: W.separates,
    with: [
      [W.trial, around(20, 1)],
      [W.link, around(40, 2)],
      [W.link, around(40, 2)],
    ],
  },
];

function separated(reading: Reading): readonly Span[] | null {
  const found = reading.sentenceCount > 1 && reading.asksAnything ? firstOf(reading, SEPARATION) : null;
  return found === null ? null : evidence(reading, found);
}

/** "Would she have passed without it?": of somebody else, and no sum. */
function butFor(reading: Reading): readonly Span[] | null {
  for (const word of reading.at(W.conditional)) {
    const have = companionOf(reading, word, behind(6), W.have_);
    if (have < 0 || sentenceHas(reading, word, W.oneself) || isSum(reading, word)) continue;
    const supposed = companion(
      reading,
      word,
      around(30),
      (at) => reading.is(at, W.butFor) || reading.is(at, W.stillSo),
    );
    const isAsked = reading.isAsked(reading.sentenceOf(word));
    if (supposed >= 0 && isAsked && !isOwnAffair(reading, supposed)) return evidence(reading, [word, have, supposed]);
  }
  return null;
}
