/** Belief: what one thinks that another thinks. */
import { W } from '../words';
import type { Reading, Span } from '../reading';
import { behind, companion, companionOf, countDistinct, evidence, mayBeDense } from '../relate';
import { inquiries } from './inquiry';
import { levelsOfThought } from './levels';
import { anyMindQuestion, ownerOf } from './minds';

/** How far a belief inside of a belief stands behind the outer one: "thinks that the old guard does not yet know". */
const NESTING_REACH = 9;

/** A thought inside of another. */
interface Nest {
  readonly words: readonly [outer: number, agent: number, inner: number];
  /** The outer one is meant to be brought about: "makes the guard believe", "so that they will think". */
  readonly intended: boolean;
  /** The inner one is the caller's: "he thinks I know". */
  readonly ofCaller: boolean;
}

/** So many thoughts are worth following, whatever is asked, and though one of them is the caller's. */
const MIN_THOUGHTS = 3;

/** A belief about a belief: nested three deep, twice, or once and asked about. */
export const recursiveBelief = (reading: Reading): readonly Span[] | null =>
  mayBeDense(reading, THOUGHTS, ENOUGH) ? (nestedBelief(reading) ?? levelsOfThought(reading)) : null;

const THOUGHTS = [W.mind, W.induce] as const;
/** In a report they are scattered. */
const ENOUGH = { least: 1, wordsPer: 16 };

function nestedBelief(reading: Reading): readonly Span[] | null {
  const nests = nestsOf(reading);
  const [first] = nests;
  if (first === undefined) return whoThinksWhat(reading);
  const plain = nests.filter(({ intended }) => !intended);
  if (plain.length >= 2)
    return evidence(
      reading,
      plain.flatMap(({ words }) => words),
    );
  const asked = plain.find((nest) => isAbout(reading, nest) && isAskedAbout(reading, nest));
  if (asked !== undefined) return evidence(reading, asked.words);
  const question = anyMindQuestion(reading) ?? questionOfMany(reading) ?? questionOn(reading, first);
  if (question === null || question.some((word) => first.words.includes(word))) return null;
  return isAbout(reading, first) ? evidence(reading, [...first.words, ...question]) : null;
}

/** "who assumed what about whom", where several assume something. */
function whoThinksWhat(reading: Reading): readonly Span[] | null {
  const minds = reading.at(W.mind);
  if (minds.length < MIN_THOUGHTS) return null;
  const asked = minds.find(
    (word) => reading.is(word - 1, W.asker) && companionOf(reading, word, behind(4), W.whom) >= 0,
  );
  if (asked === undefined) return null;
  const owners = minds.map((word) => subjectOf(reading, word)).filter((word) => word >= 0);
  return countDistinct(reading, owners) < 2 ? null : evidence(reading, [asked - 1, asked, ...owners]);
}

/** The agent of a thought, or the noun right in front of it. */
const subjectOf = (reading: Reading, mind: number): number =>
  reading.isUnknown(mind - 1) ? mind - 1 : ownerOf(reading, mind);

/** "A thinks that B believes … How should C react?": a thought in a thought is what the answer hangs on. */
function questionOn(reading: Reading, { words: [, , inner], intended, ofCaller }: Nest): readonly number[] | null {
  if (intended || ofCaller || !reading.is(inner, W.mind)) return null;
  const asked = inquiries(reading).findLast((word) => reading.isAsked(reading.sentenceOf(word)));
  return asked === undefined ? null : [asked];
}

/** Where so much is thought, whatever is asked hangs on who thinks what. */
function questionOfMany(reading: Reading): readonly number[] | null {
  const asked = inquiries(reading).at(-1);
  return asked === undefined || reading.at(W.mind).length < MIN_THOUGHTS ? null : [asked];
}

const isAbout = (reading: Reading, { ofCaller }: Nest): boolean =>
  !ofCaller || reading.at(W.mind).length >= MIN_THOUGHTS;

/** In a sentence with a question mark, or behind the word that opens a question. */
const isAskedAbout = (reading: Reading, { words: [outer] }: Nest): boolean =>
  reading.isAsked(reading.sentenceOf(outer)) ||
  inquiries(reading).some((word) => word < outer && reading.sentenceOf(word) === reading.sentenceOf(outer));

export const nestsOf = (reading: Reading): readonly Nest[] => reading.once(findNests);

function findNests(reading: Reading): readonly Nest[] {
  if (!reading.has(W.mind)) return [];
  const nests: Nest[] = [];
  for (const outer of [...reading.at(W.mind), ...reading.at(W.induce)]) {
    const last = Math.min(outer + NESTING_REACH, reading.count - 1);
    let inner = outer + 2;
    // Most words of thinking have no other near.
    while (inner <= last && !reading.is(inner, W.innerThought)) inner++;
    const nest = inner > last ? null : nestIn(reading, outer);
    if (nest !== null && !isFirstOrSecond(reading, outer) && !isLetKnow(reading, outer)) nests.push(nest);
  }
  return nests;
}

/** "let the team know that …" tells them. */
const isLetKnow = (reading: Reading, outer: number): boolean =>
  companionOf(reading, outer, { before: 4, behind: 0 }, W.letting) >= 0;

/** The agent and the thought inside of the clause that the outer thought opens; null when it opens none. */
function nestIn(reading: Reading, outer: number): Nest | null {
  let agent = -1;
  const end = Math.min(outer + NESTING_REACH, reading.endWord(reading.sentenceOf(outer)) - 1);
  for (let word = outer + 1; word <= end; word++) {
    if (endsClause(reading, word) && !isOther(reading, outer, word)) return null;
    if (agent >= 0 && reading.is(word, W.innerThought)) return nestOf(reading, outer, agent, word);
    if (isOther(reading, outer, word) || isThinkingNoun(reading, word)) agent = word;
  }
  return null;
}

function nestOf(reading: Reading, outer: number, agent: number, inner: number): Nest | null {
  if (isSameMind(reading, outer, agent)) return null;
  const intended = !reading.is(outer, W.mind);
  return { words: [outer, agent, inner], intended, ofCaller: reading.is(agent, W.subject) };
}

/** Another mind: a third person, or, to a third person, the caller himself ("he knows I know"). */
const isOther = (reading: Reading, outer: number, word: number): boolean =>
  reading.isAgent(word) ||
  reading.is(word, W.everyone) ||
  (reading.is(word, W.subject) && (ownerOf(reading, outer) >= 0 || reading.isNoun(outer - 1)));

/** "the puppet thinks", "y knows", "bidder 2 expects": whatever thinks has a mind in this story. */
function isThinkingNoun(reading: Reading, word: number): boolean {
  const isNoun =
    reading.isUnknown(word) ||
    reading.isNumber(word) ||
    (reading.isSingleLetter(word) && !reading.is(word, W.determiner));
  const verb = reading.isDigits(word + 1) ? word + 2 : word + 1;
  return isNoun && (reading.is(verb, W.mind) || (reading.is(verb, W.auxiliary) && reading.is(verb + 1, W.mind)));
}

const endsClause = (reading: Reading, word: number): boolean =>
  reading.is(word, W.clauseBreak) || reading.isBreakBefore(word) || reading.isCallerOrAsked(word);

/** "They know that they know nothing" is no belief about another's. */
const isSameMind = (reading: Reading, outer: number, agent: number): boolean =>
  !reading.isUnknown(outer - 1) &&
  reading.identity(ownerOf(reading, outer)) === reading.identity(agent) &&
  !reading.is(agent, W.everyone);

const isFirstOrSecond = (reading: Reading, mind: number): boolean => {
  const subject = companion(
    reading,
    mind,
    { before: 3, behind: 0 },
    (at) => reading.isCallerOrAsked(at) || reading.isAgent(at) || reading.isUnknown(at),
  );
  return subject >= 0 && reading.isCallerOrAsked(subject);
};
