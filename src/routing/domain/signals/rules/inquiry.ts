/** Inquiries: where a question is put, with a question mark or without one, before what it is about or behind it. */
import { W } from '../words';
import type { Reading } from '../reading';

/** The words that open a question or what somebody is told to find out: "where …", "does …", "… and who …". */
export const inquiries = (reading: Reading): readonly number[] => reading.once(findInquiries);

const findInquiries = (reading: Reading): readonly number[] =>
  reading.at(W.inquiry).filter((word) => opensInquiry(reading, word));

/** In a sentence that asks, or where a clause begins: "the man who left" asks nothing. */
function opensInquiry(reading: Reading, word: number): boolean {
  const sentence = reading.sentenceOf(word);
  if (reading.isAsked(sentence) || reading.isBreakBefore(word) || reading.firstWord(sentence) === word) return true;
  return reading.is(word - 1, W.beforeInquiry);
}
