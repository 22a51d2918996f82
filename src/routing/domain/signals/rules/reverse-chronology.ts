/** Reverse chronology: events told from their end. */
import { W } from '../words';
import type { Reading, Span } from '../reading';
import { around, behind, clusters, companion, companionOf, evidence, type Structure } from '../relate';
import { courseReversed } from './course-reversed';

/** A telling, and that it runs against time. */
export function reverseChronology(reading: Reading): readonly Span[] | null {
  for (const find of WAYS_BACK) {
    const found = find(reading);
    if (found !== null) return found;
  }
  return null;
}

const WAYS_BACK = [
  fromEndToStart,
  toldBackwards,
  fromTheEnd,
  endsExchanged,
  lastFirst,
  stepsBack,
  timeFlowsBack,
  eachEarlier,
  bothEndsGiven,
  courseReversed,
];

/** "Tell the siege in reverse order." */
function toldBackwards(reading: Reading): readonly Span[] | null {
  for (const word of reading.at(W.backwards)) {
    const told = companionOf(reading, word, around(25, 1), W.narrative);
    const running = companionOf(reading, word, around(14), W.running);
    const written = companionOf(reading, word, around(30, 2), W.write);
    if (told >= 0 && running >= 0 && written >= 0 && !reading.has(W.records))
      return evidence(reading, [word, running, told]);
  }
  return null;
}

/** "Begin with the funeral's end and work back to the beginning." */
function fromTheEnd(reading: Reading): readonly Span[] | null {
  for (const word of reading.at(W.backTo)) {
    const end = companionOf(reading, word, around(20, 1), W.end);
    const start = companionOf(reading, word, around(20, 1), W.start);
    const told = companionOf(reading, word, around(40, 2), W.narrative);
    if (end >= 0 && start >= 0 && told >= 0 && !reading.has(W.records))
      return evidence(reading, [word, end, start, told]);
  }
  return null;
}

/** "starts at the end and ends at the beginning" */
function endsExchanged(reading: Reading): readonly Span[] | null {
  for (const word of reading.at(W.opens)) {
    const end = companionOf(reading, word, behind(4), W.end);
    const closes = companion(
      reading,
      word,
      { ...behind(30), sentences: 1 },
      (at) => at > end && reading.is(at, W.closes),
    );
    const start = closes < 0 ? -1 : companionOf(reading, closes, behind(10), W.start);
    const told = companionOf(reading, word, around(30, 2), W.narrative);
    if (end >= 0 && start >= 0 && told >= 0 && !reading.has(W.records))
      return evidence(reading, [word, end, start, told]);
  }
  return null;
}

/** "from the resignation to the opening move" */
function fromEndToStart(reading: Reading): readonly Span[] | null {
  for (const word of reading.at(W.from)) {
    const end = companionOf(reading, word, behind(5), W.end);
    const to = end < 0 ? -1 : companionOf(reading, end, behind(7), W.to);
    const start = to < 0 ? -1 : companionOf(reading, to, behind(6), W.start);
    const told = start < 0 ? -1 : companionOf(reading, word, around(30, 1), W.narrative);
    if (told >= 0 && !reading.has(W.records)) return evidence(reading, [word, end, start, told]);
  }
  return null;
}

/** "beginning with today and going back in time, scene by scene, to …" */
function stepsBack(reading: Reading): readonly Span[] | null {
  for (const word of reading.at(W.backTo)) {
    const opens = companionOf(reading, word, { before: 20, behind: 0 }, W.opens);
    const time = companionOf(reading, word, around(4), W.timeItself);
    const written = companionOf(reading, word, around(40, 2), W.narrative);
    if (opens >= 0 && time >= 0 && written >= 0 && !reading.has(W.records))
      return evidence(reading, [opens, word, time]);
  }
  return null;
}

/** "last scene first" */
function lastFirst(reading: Reading): readonly Span[] | null {
  for (const end of reading.at(W.end)) {
    const first = companion(reading, end, behind(3), (at) => reading.is(at, W.foremost) && !reading.isBreakBefore(at));
    const told = companionOf(reading, end, around(20, 1), W.narrative);
    const written = companionOf(reading, end, around(25, 1), W.write);
    if (first < 0 || told < 0 || written < 0 || reading.has(W.records)) continue;
    if (companionOf(reading, first, behind(5), W.firstSecond) < 0) return evidence(reading, [end, first, told]);
  }
  return null;
}

const TIME_FLOWS_BACK: Structure = {
  anchor: W.wrongWay,
  with: [
    [W.clockwork, around(6)],
    [W.flowing, around(6)],
    [W.write, around(25, 2)],
  ],
};

/** "as if the film ran the wrong way", "with time flowing back" */
function timeFlowsBack(reading: Reading): readonly Span[] | null {
  for (const words of clusters(reading, TIME_FLOWS_BACK)) return evidence(reading, words);
  return null;
}

const BOTH_ENDS_GIVEN: Structure = {
  anchor: W.backwards,
  with: [
    [W.opens, around(12)],
    [W.closes, around(16)],
    [W.write, around(25, 1)],
  ],
};

/** "in reverse: start at the summit and end with the boots" */
function bothEndsGiven(reading: Reading): readonly Span[] | null {
  if (reading.has(W.records) || reading.has(W.code)) return null;
  for (const words of clusters(reading, BOTH_ENDS_GIVEN)) return evidence(reading, words);
  return null;
}

const EACH_EARLIER: Structure = {
  anchor: W.eachOne,
  with: [
    [W.toldPart, behind(3)],
    [W.earlierThan, behind(9)],
  ],
};

/** "every scene earlier than the one before it" */
function eachEarlier(reading: Reading): readonly Span[] | null {
  for (const words of clusters(reading, EACH_EARLIER))
    if (reading.has(W.write) || reading.has(W.narrative) || reading.has(W.text)) return evidence(reading, words);
  return null;
}
