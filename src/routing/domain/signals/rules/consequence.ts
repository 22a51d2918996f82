/** Consequences: what is asked to be worked out, and what only looks like it. */
import { W } from '../words';
import type { Reading } from '../reading';
import { around, before, companion, companionOf } from '../relate';
import { isWhatIf, opens } from './supposition';

/** The question may stand some sentences from what it is about. */
const NEARBY = around(60, 3);
const NEXT = { before: 0, behind: 60, sentences: 3 };

/** What asks for consequences: "would", "describe", "what happens", or the "what" of "what if"; -1 when nothing does. */
export function askedConsequence(reading: Reading, word: number, supposed: number): number {
  if (isWhatIf(reading, supposed)) return supposed - 1;
  const modal = companion(reading, word, NEARBY, (at) => reading.is(at, W.conditional) && !isCourtesy(reading, at));
  // "If the water stops, what happens?" is no supposition.
  if (modal >= 0 || reading.is(supposed, W.if_)) return modal;
  return companion(reading, word, NEARBY, (at) => at !== supposed && reading.is(at, W.would) && isRequest(reading, at));
}

/** In one of the next sentences it is asked what follows of what this one says: "… Trace what would change."; else -1. */
export function workedOutNext(reading: Reading, word: number): number {
  if (!reading.has(W.worksOut)) return -1;
  const sentence = reading.sentenceOf(word);
  const isTask = (at: number): boolean => reading.is(at, W.worksOut) && reading.sentenceOf(at) !== sentence;
  return companion(reading, word, NEXT, (at) => isTask(at) && !isSum(reading, at) && !isCourtesy(reading, at));
}

/** A question that follows, whatever it asks; -1 when there is none. */
export const askedAnything = (reading: Reading, word: number): number =>
  companion(reading, word, NEXT, (at) => isAsking(reading, at) && !isSum(reading, at + 2));

/** "how …" in a question. */
export const isAsking = (reading: Reading, word: number): boolean =>
  reading.is(word, W.inquiry) && reading.isAsked(reading.sentenceOf(word));

/** "Could you …" asks for nothing but help. */
const isCourtesy = (reading: Reading, word: number): boolean => opens(reading, word) && reading.is(word + 1, W.oneself);

/** "how many would …": a sum. */
export const isSum = (reading: Reading, asked: number): boolean =>
  reading.has(W.amount) &&
  ((reading.is(asked, W.how) && reading.is(asked + 1, W.amount)) ||
    companion(reading, asked, before(4), (at) => reading.is(at, W.amount) && reading.is(at - 1, W.how)) >= 0);

/** Asked for, and not told of: in a question, at the opening of a clause, behind "how". */
export const isRequest = (reading: Reading, word: number): boolean =>
  reading.isAsked(reading.sentenceOf(word)) ||
  opens(reading, word) ||
  reading.is(word - 1, W.please) ||
  reading.is(word - 1, W.beforeInquiry) ||
  companionOf(reading, word, before(5), W.asksWhat) >= 0;

/** An editor's or a reader's task: what is handled supposes and demands nothing. */
export const isHandled = (reading: Reading): boolean => reading.once(findHandling);

const findHandling = (reading: Reading): boolean =>
  reading
    .at(W.handled)
    .some((word) => opens(reading, word) || reading.sentenceOf(word) === 0 || reading.is(word - 1, W.beforeInquiry));
