/** Constraint satisfaction: conditions that hang together, or a search among many combinations. */
import { W } from '../words';
import type { Reading, Span } from '../reading';
import { countRecurring, firstOfClauses } from './parties';
import { around, behind, clusters, companionOf, evidence, firstOf, type Structure } from '../relate';
import { tiedParties } from './ties';

const MIN_CONDITIONS = 3;
/** Of a set that is said to be ordered, two conditions are enough: three objects in a row. */
const MIN_CONDITIONS_OF_A_ROW = 2;
/** A puzzle is made of conditions; in a report they are scattered. */
const SENTENCES_PER_CONDITION = 3;

/** Several conditions on where things stand to each other, a set that is to be arranged, and a request to work it out. */
export function interlockingConstraints(reading: Reading): readonly Span[] | null {
  const isAsked = reading.has(W.solve) && !reading.has(W.howMany);
  return (isAsked ? (arrangement(reading) ?? restrictedParties(reading)) : null) ?? tiedParties(reading);
}

function arrangement(reading: Reading): readonly Span[] | null {
  if (!reading.has(W.arranged)) return null;
  const conditions = conditionsOf(reading);
  const least = reading.has(W.row) ? MIN_CONDITIONS_OF_A_ROW : MIN_CONDITIONS;
  if (conditions.length < least) return null;
  if (!reading.has(W.assignment) && countRecurring(reading, conditions, W.relation) === 0) return null;
  if (conditions.length * SENTENCES_PER_CONDITION < reading.sentenceCount) return null;
  return evidence(reading, [...conditions, reading.at(W.arranged)[0] ?? 0]);
}

/** Where nothing says that there is something to arrange, clauses that forbid or demand must make the puzzle by themselves. */
const MIN_RESTRICTIONS = 4;
/** More words than these to a restriction, and they stand in a text about something else. */
const WORDS_PER_RESTRICTION = 14;

/** "Udo and Vera can't share one, Wim only goes with Xaver, Vera wants …": restrictions on parties that come again. */
function restrictedParties(reading: Reading): readonly Span[] | null {
  if (reading.at(W.restriction).length * WORDS_PER_RESTRICTION < reading.count) return null;
  const restrictions = firstOfClauses(
    reading,
    reading.at(W.restriction).filter((word) => companionOf(reading, word, around(6), W.firstSecond) < 0),
  );
  if (restrictions.length < MIN_RESTRICTIONS || countRecurring(reading, restrictions, W.restriction) < 2) return null;
  return restrictions.length * WORDS_PER_RESTRICTION < reading.count ? null : evidence(reading, restrictions);
}

/** A word of each clause that relates or restricts two things, other than the caller's wishes for himself. */
const conditionsOf = (reading: Reading): readonly number[] =>
  firstOfClauses(
    reading,
    [...reading.at(W.relation), ...reading.at(W.attribute)]
      .sort((a, b) => a - b)
      .filter((word) => !reading.isAsked(reading.sentenceOf(word)) && isCondition(reading, word)),
  );

const isCondition = (reading: Reading, word: number): boolean =>
  (reading.is(word, W.attribute) || companionOf(reading, word, around(8), W.copula) >= 0) &&
  companionOf(reading, word, around(12), W.firstSecond) < 0;

/** Searches that have words of their own: what is searched for, over what, and what limits it. */
const SEARCHES: readonly Structure[] = [
  // "the fewest moves such that no row is touched twice"
  {
    anchor: W.fewest,
    with: [
      [W.step, around(8)],
      [W.searchLimit, around(25, 1)],
    ],
  },
  // "cut these pieces from the least number of stocks"
  {
    anchor: W.fewest,
    with: [
      [W.container, around(6)],
      [W.container, around(25, 1)],
    ],
  },
  // "the smallest set such that each … and none …"
  {
    anchor: W.fewest,
    with: [
      [W.suchThat, around(14)],
      [W.searchLimit, around(25, 1)],
      [W.searchLimit, around(25, 1)],
    ],
  },
  // "three colours so that neighbours differ"
  {
    anchor: W.colour,
    with: [
      [W.touching, around(20, 1)],
      [W.distinctness, around(20, 1)],
    ],
  },
  // "seat them in a row such that no two neighbours …"
  {
    anchor: W.suchThat,
    with: [
      [W.arranging, { before: 18, behind: 0 }],
      [W.restrictor, behind(4)],
      [W.tie, behind(16)],
    ],
  },
  // "measure 15 minutes with two hourglasses"
  {
    anchor: W.hourglass,
    with: [
      [W.measuring, around(14, 1)],
      [W.exactMinute, around(14, 1)],
    ],
  },
  // "numbers that equal the sum of the cubes of their digits"
  {
    anchor: W.digit,
    with: [
      [W.whichAll, around(25, 1)],
      [W.arithmetic, around(12, 1)],
      [W.arithmetic, around(14, 1)],
    ],
  },
  // "with a 3 litre and a 5 litre jug get 4 litres"
  {
    anchor: W.litre,
    with: [
      [W.litre, around(14, 1)],
      [W.litre, around(20, 1)],
      [W.measuring, around(30, 2)],
    ],
  },
  // "the boat takes him and one of them across"
  {
    anchor: W.vessel,
    with: [
      [W.crossing, around(20, 1)],
      [W.load, around(30, 2)],
      [W.searchLimit, around(15, 1)],
    ],
  },
];

/** "in how many ways can 87 cents be paid with six coins" */
const WAYS: readonly Structure[] = [
  {
    anchor: W.way,
    with: [
      [W.each, { before: 3, behind: 0 }],
      [W.countable, around(14)],
    ],
  },
  {
    anchor: W.way,
    with: [
      [W.howMany, { before: 3, behind: 0 }],
      [W.countable, around(14)],
    ],
  },
];

const MIN_PACKED = 5;

const PACKED_NUMBERS: Structure = { anchor: W.picking, with: [[W.capacity, around(40, 3)]] };

/** "Which of these of 40, 55, 25 and 30 fit into 100?": what is packed, into how much, and more numbers than arithmetic has. */
function packedNumbers(reading: Reading): readonly Span[] | null {
  if (reading.has(W.howMany) && !reading.has(W.capacity)) return null;
  for (const words of clusters(reading, PACKED_NUMBERS)) {
    const [picked = 0] = words;
    const numbers: number[] = [];
    const end = Math.min(picked + NUMBERS_REACH, reading.count - 1);
    for (let word = Math.max(0, picked - NUMBERS_REACH); word <= end; word++)
      if (reading.isDigits(word)) numbers.push(word);
    if (numbers.length >= MIN_PACKED) return evidence(reading, [...words, ...numbers]);
  }
  return null;
}

const THING_SEARCH: Structure = {
  anchor: W.thing,
  with: [
    [W.goal, around(40, 4)],
    [W.limit, around(40, 4)],
    [W.bound, around(20, 1)],
  ],
};

const BOARD_SEARCH: Structure = {
  anchor: W.board,
  with: [
    [W.goal, around(40, 4)],
    [W.limit, around(40, 4)],
  ],
};

/** A search (find all, fewest), over things that combine (digits, coins, a boat), under a limit (each once, only two). */
export function combinatorialSearch(reading: Reading): readonly Span[] | null {
  if (reading.has(W.code)) return null;
  for (const words of clusters(reading, BOARD_SEARCH)) return evidence(reading, words);
  const search = firstOf(reading, SEARCHES);
  if (search !== null && !reading.has(W.howMany)) return evidence(reading, search);
  const ways = firstOf(reading, WAYS);
  if (ways !== null) return evidence(reading, ways);
  const numbers = combinedNumbers(reading) ?? packedNumbers(reading);
  if (numbers !== null) return numbers;
  for (const words of clusters(reading, THING_SEARCH)) return evidence(reading, words);
  return null;
}

const MIN_NUMBERS = 3;
const NUMBERS_REACH = 30;

const COMBINED_NUMBERS: Structure = {
  anchor: W.once,
  with: [
    [W.each, around(2)],
    [W.goal, around(25, 1)],
  ],
};

/** "Make 24 out of 1, 5, 5 and 5, using each once." */
function combinedNumbers(reading: Reading): readonly Span[] | null {
  for (const words of clusters(reading, COMBINED_NUMBERS)) {
    const [once = 0] = words;
    const numbers: number[] = [];
    for (
      let word = Math.max(0, once - NUMBERS_REACH);
      word <= Math.min(once + NUMBERS_REACH, reading.count - 1);
      word++
    )
      if (reading.isDigits(word)) numbers.push(word);
    if (numbers.length >= MIN_NUMBERS) return evidence(reading, [...words, ...numbers]);
  }
  return null;
}
