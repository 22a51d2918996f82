/** Chronology: an order or a time of events that follows from what comes before what, and how long after. */
import { W } from '../words';
import type { Reading, Span } from '../reading';
import { around, companionOf, evidence } from '../relate';
import { demand, inquiries, orders } from './inquiry';

const MIN_INTERVALS = 3;
const MIN_EVENTS = 3;
const MIN_RELATIONS = 2;
const MANY_RELATIONS = 4;

interface Enough {
  readonly relations: number;
  /** Relations with durations, dates, beginnings and ends. */
  readonly events: number;
  /** A time or an order is asked for, and not anything else. */
  readonly demanded: boolean;
}

/** With fewer there is nothing to relate; many relations have an order without any date. */
const ENOUGH: readonly Enough[] = [
  { relations: 3, events: MIN_EVENTS, demanded: true },
  { relations: MIN_RELATIONS, events: 4, demanded: true },
  { relations: 1, events: 6, demanded: true },
  { relations: MANY_RELATIONS, events: MANY_RELATIONS, demanded: false },
  { relations: MIN_RELATIONS, events: 8, demanded: false },
];

/** In a report they are scattered. */
const WORDS_PER_EVENT = 10;
/** A longer sentence that asks tells what it asks about. */
const QUESTION_WORDS = 18;

/** Intervals that leave one free, or several statements of what comes before what, and a question for time or order. */
export function temporalDependency(reading: Reading): readonly Span[] | null {
  return intervals(reading) ?? dependencies(reading);
}

/** "from 7am to 11am", several times, and "between what times …?" */
function intervals(reading: Reading): readonly Span[] | null {
  if (!reading.asksAnything || !reading.has(W.times) || reading.has(W.howMany)) return null;
  const found = reading.at(W.from).filter((word) => isInterval(reading, word));
  if (found.length < MIN_INTERVALS) return null;
  const asked = reading.at(W.times).find((word) => reading.isAsked(reading.sentenceOf(word)));
  return asked === undefined ? null : evidence(reading, [...found, asked]);
}

const isInterval = (reading: Reading, from: number): boolean =>
  reading.isNumber(from + 1) &&
  companionOf(reading, from, { before: 0, behind: 4 }, W.to) >= 0 &&
  reading.sentenceOf(from) === reading.sentenceOf(from + 1);

function dependencies(reading: Reading): readonly Span[] | null {
  if (!reading.has(W.dependency) || reading.has(W.howMany)) return null;
  const relations = relationsOf(reading);
  if (relations.length === 0) return null;
  const events = new Set([...relations, ...measures(reading)]).size;
  if (events < MIN_EVENTS || events * WORDS_PER_EVENT < reading.count) return null;
  const demanded = orderQuestion(reading) ?? orderDemand(reading);
  const asked = demanded ?? demand(reading);
  if (asked === undefined) return null;
  const isEnough = ENOUGH.some(
    (least) =>
      relations.length >= least.relations && events >= least.events && (!least.demanded || demanded !== undefined),
  );
  return isEnough ? evidence(reading, [...relations, asked]) : null;
}

/** What says what comes before what; of the caller's own life only where there is much of it. */
function relationsOf(reading: Reading): readonly number[] {
  const told = reading.at(W.dependency).filter((word) => !isInQuestion(reading, word));
  return told.length >= MANY_RELATIONS ? told : told.filter((word) => !isPersonalClause(reading, word));
}

/** When, for how long and which end of it: "two days", "17:10", "on Friday", "it began". */
const measures = (reading: Reading): readonly number[] => [
  ...reading.at(W.timeUnit).filter((word) => reading.isNumber(word - 1)),
  ...reading.at(W.attachedTime),
  ...reading.at(W.calendar),
  ...reading.at(W.boundary),
  ...clockTimes(reading),
];

/** "17:10", "at 7", "takes 4" */
function clockTimes(reading: Reading): readonly number[] {
  return reading.marks.filter(
    (word) => reading.isDigits(word) && (isHourBefore(reading, word) || reading.is(word - 1, W.beforeTime)),
  );
}

const isHourBefore = (reading: Reading, word: number): boolean =>
  reading.isDigits(word - 1) &&
  reading.isBreakBefore(word) &&
  !reading.isDigits(word + 1) &&
  !reading.isDigits(word - 2);

/** The word that asks for a time or an order. */
const orderQuestion = (reading: Reading): number | undefined =>
  [...reading.at(W.ordering), ...reading.at(W.dependency)].find((word) => isOrderQuestion(reading, word)) ??
  inquiries(reading).find((word) => reading.is(word, W.askedTime));

/** "Rank them", "lay out the week" */
const orderDemand = (reading: Reading): number | undefined =>
  orders(reading).find((word) => reading.is(word, W.sortOut));

const isOrderQuestion = (reading: Reading, word: number): boolean =>
  (reading.isAsked(reading.sentenceOf(word)) && companionOf(reading, word, around(8), W.asking) >= 0) ||
  companionOf(reading, word, { before: 8, behind: 0 }, W.work) >= 0 ||
  isShortDemand(reading, reading.sentenceOf(word));

const SHORT_DEMAND_WORDS = 5;

/** "Real order?", "Order and times pls" */
const isShortDemand = (reading: Reading, sentence: number): boolean =>
  (reading.isAsked(sentence) || sentence === reading.sentenceCount - 1) &&
  lengthOf(reading, sentence) <= SHORT_DEMAND_WORDS;

const lengthOf = (reading: Reading, sentence: number): number =>
  reading.endWord(sentence) - reading.firstWord(sentence);

const isInQuestion = (reading: Reading, word: number): boolean =>
  reading.isAsked(reading.sentenceOf(word)) && lengthOf(reading, reading.sentenceOf(word)) <= QUESTION_WORDS;

const isPersonalClause = (reading: Reading, word: number): boolean =>
  companionOf(reading, word, around(3), W.firstSecond) >= 0;
