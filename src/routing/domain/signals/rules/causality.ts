/** Causality: every effect must keep to its causes, or a cause is changed and its effects are asked for. */
import { W } from '../words';
import type { Reading, Span } from '../reading';
import { around, before, behind, companion, companionOf, evidence, firstOf, type Structure } from '../relate';
import { isAboutCode } from './lookup';
import { isHandled, isRequest, isSum } from './consequence';
import { isOwnAffair, opens, sentenceHas, supposedNear } from './supposition';

/** Consistency that is demanded (each, must, keep, no) of causes and effects. */
const CONSISTENT: readonly Structure[] = [
  // "make sure that no effect contradicts the rules": in one sentence.
  {
    anchor: W.consistent,
    with: [
      [W.effectOf, around(18, 1)],
      [W.demand, around(18)],
    ],
  },
];

/** The same in less plain words, of what is made up. */
const PLOTTED: readonly Structure[] = [
  {
    anchor: W.consistent,
    with: [
      [W.cause, around(18, 1)],
      [W.demand, around(18)],
    ],
  },
  // "all of it has to hang together"
  {
    anchor: W.hangsTogether,
    with: [
      [W.cause, around(40, 2)],
      [W.demand, around(18)],
    ],
  },
  // "every event must be caused by the one before it"
  {
    anchor: W.arises,
    with: [
      [W.eachOf, around(12)],
      [W.inOrder, around(12)],
    ],
  },
  // "each clue must have been produced by the crime"
  {
    anchor: W.arises,
    with: [
      [W.each, before(12)],
      [W.must_, before(10)],
    ],
  },
  // "no effect may come before its cause", "nothing happens without a reason"
  {
    anchor: W.lacking_,
    with: [
      [W.no_, before(9)],
      [W.causeNoun, around(6)],
    ],
  },
];

export function causalConsistency(reading: Reading): readonly Span[] | null {
  if (isHandled(reading)) return null;
  const found = firstOf(reading, CONSISTENT) ?? (isMadeUp(reading) ? firstOf(reading, PLOTTED) : null);
  return found === null ? null : evidence(reading, found);
}

/** Asked to be written, or a story. */
const isMadeUp = (reading: Reading): boolean =>
  reading.has(W.plotNoun) || reading.at(W.plots).some((word) => opens(reading, word) || reading.is(word - 1, W.please));

/** A cause removed or set ("if we had blocked X"), or a case told, and whether the effect still comes, or came of it. */
export function causalIntervention(reading: Reading): readonly Span[] | null {
  if (isHandled(reading)) return null;
  return setCause(reading) ?? askedCause(reading) ?? intervened(reading) ?? separated(reading) ?? butFor(reading);
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
