/** Chronology: events told from their end, or an order of events that follows from what must come before what. */
import type { Reading, Span } from '../reading';
import { around, behind, companion, companionOf, evidence } from '../relate';

/** A telling, and that it runs against time. */
export function reverseChronology(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('backwards')) {
    const told = companionOf(reading, word, around(25, 1), 'narrative');
    const running = companionOf(reading, word, around(14), 'running');
    const written = companionOf(reading, word, around(30, 2), 'write');
    if (told >= 0 && running >= 0 && written >= 0 && !reading.has('records'))
      return evidence(reading, [word, running, told]);
  }
  return fromTheEnd(reading) ?? endsExchanged(reading) ?? lastFirst(reading) ?? stepsBack(reading);
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

/** "beginning with today and going back in time, scene by scene, to …" */
function stepsBack(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('backTo')) {
    const opens = companionOf(reading, word, { before: 20, behind: 0 }, 'opens');
    const time = companionOf(reading, word, around(4), 'timeItself');
    const written = companionOf(reading, word, around(40, 2), 'write');
    if (opens >= 0 && time >= 0 && written >= 0 && !reading.has('records'))
      return evidence(reading, [opens, word, time]);
  }
  return null;
}

/** "last scene first" */
function lastFirst(reading: Reading): readonly Span[] | null {
  for (const end of reading.at('end')) {
    const first = companion(reading, end, behind(3), (at) => reading.is(at, 'foremost') && !reading.isBreakBefore(at));
    const told = companionOf(reading, end, around(20, 1), 'narrative');
    const written = companionOf(reading, end, around(25, 1), 'write');
    if (first < 0 || told < 0 || written < 0 || reading.has('records')) continue;
    if (companionOf(reading, first, behind(5), 'firstSecond') < 0) return evidence(reading, [end, first, told]);
  }
  return null;
}

const MIN_INTERVALS = 3;
/** Of the relations in time, durations among them, these many at least must say what comes before what. */
const MIN_DEPENDENCIES = 2;
const MIN_RELATIONS = 3;
/** Where a question is not for time or order, so many relations are what it must be answered from. */
const MIN_RELATIONS_UNORDERED = 5;
/** In a report relations in time are scattered. */
const SENTENCES_PER_RELATION = 2;

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
  if (reading.at('dependency').length < MIN_DEPENDENCIES || reading.has('howMany')) return null;
  const asked = reading.at('ordering').find((word) => isOrderQuestion(reading, word));
  if (asked === undefined && !reading.asksAnything) return null;
  const relations = [...reading.at('dependency'), ...durations(reading)]
    .sort((a, b) => a - b)
    .filter((word) => !reading.isAsked(reading.sentenceOf(word)) && !isPersonalClause(reading, word));
  const least = asked === undefined ? MIN_RELATIONS_UNORDERED : MIN_RELATIONS;
  if (relations.length < least || relations.length * SENTENCES_PER_RELATION < reading.sentenceCount) return null;
  return evidence(reading, asked === undefined ? relations : [...relations, asked]);
}

/** "two days", "90 minutes" */
const durations = (reading: Reading): readonly number[] =>
  reading.at('timeUnit').filter((word) => reading.isNumber(word - 1));

const isOrderQuestion = (reading: Reading, word: number): boolean =>
  (reading.isAsked(reading.sentenceOf(word)) && companionOf(reading, word, around(8), 'asking') >= 0) ||
  companionOf(reading, word, { before: 8, behind: 0 }, 'work') >= 0;

const isPersonalClause = (reading: Reading, word: number): boolean =>
  companionOf(reading, word, around(3), 'firstSecond') >= 0;
