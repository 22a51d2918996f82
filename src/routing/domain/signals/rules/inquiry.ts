/** Inquiries: where a question is put, with a question mark or without one, before what it is about or behind it. */
import { W } from '../words';
import type { Reading } from '../reading';
import { behind, companionOf } from '../relate';

/** The words that open a question or what somebody is told to find out: "where …", "does …", "… and who …". */
export const inquiries = (reading: Reading): readonly number[] => reading.once(findInquiries);

const findInquiries = (reading: Reading): readonly number[] =>
  reading.at(W.inquiry).filter((word) => opensInquiry(reading, word));

/** In a sentence that asks, or where a clause begins: "the man who left" asks nothing. */
function opensInquiry(reading: Reading, word: number): boolean {
  const sentence = reading.sentenceOf(word);
  if (reading.isAsked(sentence)) return true;
  if (reading.firstWord(sentence) === word) return !isSubordinate(reading, word);
  if (reading.isBreakBefore(word)) return !isRelative(reading, word);
  return reading.is(word - 1, W.beforeInquiry);
}

/** "When the dam was taken down, the river …" */
const isSubordinate = (reading: Reading, word: number): boolean =>
  reading.is(word, W.subordinate) && reading.endWord(reading.sentenceOf(word)) - word > MAX_TERSE_WORDS;

/** Who leaves out the question mark writes no long questions. */
const MAX_TERSE_WORDS = 12;

/** "The curator, who walked there himself", "a story, where someone finds …": nothing is asked behind such a comma. */
const isRelative = (reading: Reading, word: number): boolean =>
  reading.is(word, W.relativePronoun) &&
  (reading.sentenceOf(word) < reading.sentenceCount - 1 || companionOf(reading, word, BEFORE, W.text) >= 0);

const BEFORE = { before: 20, behind: 0 };

/** What is wanted of the one asked, but for what the caller asks about himself: the last inquiry, or else an order. */
export const demand = (reading: Reading): number | undefined => reading.once(findDemand);

const findDemand = (reading: Reading): number | undefined =>
  inquiries(reading).findLast((word) => companionOf(reading, word, OF_CALLER, W.firstSecond) < 0) ?? orders(reading)[0];

const OF_CALLER = behind(5);

/** Orders that open a sentence or a clause: "Write a scene …", "…, then say who". */
export const orders = (reading: Reading): readonly number[] => reading.once(findOrders);

const findOrders = (reading: Reading): readonly number[] =>
  reading.at(W.order).filter((word) => opensOrder(reading, word));

const opensOrder = (reading: Reading, word: number): boolean =>
  reading.isBreakBefore(word) ||
  reading.firstWord(reading.sentenceOf(word)) === word ||
  reading.is(word - 1, W.beforeOrder);
