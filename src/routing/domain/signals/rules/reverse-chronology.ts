/** Reverse chronology: events told from their end. */
import type { Reading, Span } from '../reading';
import { around, behind, clusters, companion, companionOf, evidence } from '../relate';

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
];

/** "Tell the siege in reverse order." */
function toldBackwards(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('backwards')) {
    const told = companionOf(reading, word, around(25, 1), 'narrative');
    const running = companionOf(reading, word, around(14), 'running');
    const written = companionOf(reading, word, around(30, 2), 'write');
    if (told >= 0 && running >= 0 && written >= 0 && !reading.has('records'))
      return evidence(reading, [word, running, told]);
  }
  return null;
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
    const closes = companion(
      reading,
      word,
      { ...behind(30), sentences: 1 },
      (at) => at > end && reading.is(at, 'closes'),
    );
    const start = closes < 0 ? -1 : companionOf(reading, closes, behind(10), 'start');
    const told = companionOf(reading, word, around(30, 2), 'narrative');
    if (end >= 0 && start >= 0 && told >= 0 && !reading.has('records'))
      return evidence(reading, [word, end, start, told]);
  }
  return null;
}

/** "from the resignation to the opening move" */
function fromEndToStart(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('from')) {
    const end = companionOf(reading, word, behind(5), 'end');
    const to = end < 0 ? -1 : companionOf(reading, end, behind(7), 'to');
    const start = to < 0 ? -1 : companionOf(reading, to, behind(6), 'start');
    const told = start < 0 ? -1 : companionOf(reading, word, around(30, 1), 'narrative');
    if (told >= 0 && !reading.has('records')) return evidence(reading, [word, end, start, told]);
  }
  return null;
}

/** "beginning with today and going back in time, scene by scene, to …" */
function stepsBack(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('backTo')) {
    const opens = companionOf(reading, word, { before: 20, behind: 0 }, 'opens');
    const time = companionOf(reading, word, around(4), 'timeItself');
    const written = companionOf(reading, word, around(40, 2), 'narrative');
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

/** "as if the film ran the wrong way", "with time flowing back" */
function timeFlowsBack(reading: Reading): readonly Span[] | null {
  for (const words of clusters(reading, 'wrongWay', [
    ['clockwork', around(6)],
    ['flowing', around(6)],
    ['write', around(25, 2)],
  ]))
    return evidence(reading, words);
  return null;
}

/** "in reverse: start at the summit and end with the boots" */
function bothEndsGiven(reading: Reading): readonly Span[] | null {
  if (reading.has('records') || reading.has('code')) return null;
  for (const words of clusters(reading, 'backwards', [
    ['opens', around(12)],
    ['closes', around(16)],
    ['write', around(25, 1)],
  ]))
    return evidence(reading, words);
  return null;
}

/** "every scene earlier than the one before it" */
function eachEarlier(reading: Reading): readonly Span[] | null {
  for (const words of clusters(reading, 'eachOne', [
    ['toldPart', behind(3)],
    ['earlierThan', behind(9)],
  ]))
    if (reading.has('write') || reading.has('narrative')) return evidence(reading, words);
  return null;
}
