/** Chronology: events told from their end, or an order of events that follows from what must come before what. */
import type { Reading, Span } from '../reading';
import { around, behind, companionOf, evidence } from '../relate';

/** A telling, and that it runs against time. */
export function reverseChronology(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('backwards')) {
    const told = companionOf(reading, word, around(25, 1), 'narrative');
    const running = companionOf(reading, word, around(10), 'running');
    const written = companionOf(reading, word, around(30, 2), 'write');
    if (told >= 0 && running >= 0 && written >= 0 && !reading.has('records'))
      return evidence(reading, [word, running, told]);
  }
  return fromTheEnd(reading) ?? endsExchanged(reading);
}

/** "Begin with the funeral's end and work back to the beginning." */
function fromTheEnd(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('backTo')) {
    const end = companionOf(reading, word, around(20, 1), 'end');
    const start = companionOf(reading, word, around(20, 1), 'start');
    const told = companionOf(reading, word, around(40, 2), 'narrative');
    if (end >= 0 && start >= 0 && told >= 0 && !reading.has('records'))
      return evidence(reading, [word, end, start, told]);
  }
  return null;
}

/** "starts at the end and ends at the beginning" */
function endsExchanged(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('opens')) {
    const end = companionOf(reading, word, behind(4), 'end');
    const closes = companionOf(reading, word, behind(14), 'closes');
    const start = closes < 0 ? -1 : companionOf(reading, closes, behind(10), 'start');
    const told = companionOf(reading, word, around(30, 2), 'narrative');
    if (end >= 0 && start >= 0 && told >= 0 && !reading.has('records'))
      return evidence(reading, [word, end, start, told]);
  }
  return null;
}

const MIN_INTERVALS = 3;
const MIN_RELATIONS = 3;

/** Intervals that leave one free, or several statements of what comes before what, and a question for time or order. */
export function temporalDependency(reading: Reading): readonly Span[] | null {
  return intervals(reading) ?? dependencies(reading);
}

/** "from 7am to 11am", several times, and "between what times …?" */
function intervals(reading: Reading): readonly Span[] | null {
  if (!reading.asksAnything || !reading.has('times') || reading.has('howMany')) return null;
  const found = reading.at('from').filter((word) => isInterval(reading, word));
  if (found.length < MIN_INTERVALS) return null;
  const asked = reading.at('times').find((word) => reading.isAsked(reading.sentenceOf(word)));
  return asked === undefined ? null : evidence(reading, [...found, asked]);
}

const isInterval = (reading: Reading, from: number): boolean =>
  reading.isNumber(from + 1) &&
  companionOf(reading, from, { before: 0, behind: 4 }, 'to') >= 0 &&
  reading.sentenceOf(from) === reading.sentenceOf(from + 1);

function dependencies(reading: Reading): readonly Span[] | null {
  if (reading.at('dependency').length < MIN_RELATIONS || reading.has('howMany')) return null;
  const asked = reading.at('ordering').find((word) => isOrderQuestion(reading, word));
  if (asked === undefined) return null;
  const relations = reading
    .at('dependency')
    .filter((word) => !reading.isAsked(reading.sentenceOf(word)) && !isPersonalClause(reading, word));
  return relations.length < MIN_RELATIONS ? null : evidence(reading, [...relations, asked]);
}

const isOrderQuestion = (reading: Reading, word: number): boolean =>
  (reading.isAsked(reading.sentenceOf(word)) && companionOf(reading, word, around(8), 'asking') >= 0) ||
  companionOf(reading, word, { before: 8, behind: 0 }, 'work') >= 0;

const isPersonalClause = (reading: Reading, word: number): boolean =>
  companionOf(reading, word, around(3), 'firstSecond') >= 0;
