/** Courses reversed: a process, a proof or a life that is followed from its end to its start, told or worked out. */
import { hashOf } from '../../word-hash';
import { W } from '../words';
import type { Reading, Span } from '../reading';
import { around, behind, evidence, firstOf, type Structure } from '../relate';

export function courseReversed(reading: Reading): readonly Span[] | null {
  const found = firstOf(reading, REVERSED) ?? backAndBack(reading) ?? calendarReversed(reading);
  return found === null || reading.has(W.records) || reading.has(W.code) ? null : evidence(reading, found);
}

/** Unless it is records that are sorted, or code. */
const REVERSED: readonly Structure[] = [
  // "Start with the divorce papers and go scene after scene into the past, until they first meet."
  {
    anchor: W.goingBack,
    with: [
      [W.end, { before: 30, behind: 0, sentences: 1 }],
      [W.start, around(30, 1)],
      [W.stepOfStory, around(14, 1)],
      [W.order, around(40, 3)],
    ],
  },
  // "beginning with the flag and peeling back the weeks until the first cannon is cast"
  {
    anchor: W.backTo,
    with: [
      [W.opens, { before: 20, behind: 0 }],
      [W.to, behind(6)],
      [W.start, behind(16)],
    ],
  },
  // "Starting from the finished trifle, undo every step until only raw ingredients are left."
  {
    anchor: W.backwards,
    with: [
      [W.end, around(25, 1)],
      [W.running, around(12, 1)],
      [W.start, around(30, 2)],
    ],
  },
  // "a backward history of the pound"
  {
    anchor: W.backwards,
    with: [
      [W.narrative, around(5)],
      [W.order, around(20, 1)],
    ],
  },

  // "opening with the dismissal and working back to the interview"
  {
    anchor: W.backTo,
    with: [
      [W.to, behind(3)],
      [W.end, { before: 30, behind: 0, sentences: 1 }],
      [W.start, behind(14)],
    ],
  },
  // "back to the end; each scene is what came before it"
  {
    anchor: W.earlierThan,
    with: [
      [W.end, around(30, 2)],
      [W.stepOfStory, around(14, 1)],
      [W.order, around(40, 3)],
      [W.backTo, around(40, 3)],
    ],
  },
];

/** "what came before that, then before that": a step back, again and again. */
function backAndBack(reading: Reading): readonly number[] | null {
  const steps = reading
    .at(W.earlierThan)
    .filter((word) => reading.is(word + 1, W.that) || (reading.is(word + 1, W.to) && reading.is(word + 2, W.that)));
  return steps.length < MIN_STEPS_BACK ? null : steps;
}

const MIN_STEPS_BACK = 2;

const DAYS = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');
const MONTHS = 'january february march april may june july august september october november december'.split(' ');

/** Day or month → the one before it. */
const DAY_BEFORE: ReadonlyMap<number, number> = new Map(
  [DAYS, MONTHS].flatMap((names) =>
    names.map((name, place) => [hashOf(name), hashOf(names.at(place - 1) ?? '')] as const),
  ),
);

/** Days or months told one before the other, "Sunday, Saturday, Friday". */
function calendarReversed(reading: Reading): readonly number[] | null {
  const named = reading.at(W.calendar).filter((word) => DAY_BEFORE.has(reading.identity(word)));
  const back = named.filter((word, place) => isBefore(reading, word, named[place - 1]));
  return back.length < MIN_STEPS_BACK ? null : back;
}

const isBefore = (reading: Reading, word: number, last: number | undefined): boolean =>
  last !== undefined && word - last <= DAYS_APART && DAY_BEFORE.get(reading.identity(last)) === reading.identity(word);

/** "Sunday, then on Saturday" */
const DAYS_APART = 6;
