/** Belief: what one thinks that another thinks, and who says what is not so. */
import type { Reading, Span } from '../reading';
import { around, clusters, companion, companionOf, countDistinct, evidence } from '../relate';
import { agents, mindQuestion, ownerOf } from './minds';

/** How far a belief inside of a belief stands behind the outer one: "thinks that the old guard does not yet know". */
const NESTING_REACH = 9;

/** A belief about a belief: nested three deep, twice, or once and asked about. */
export function recursiveBelief(reading: Reading): readonly Span[] | null {
  if (reading.at('mind').length === 0) return null;
  const nests: number[][] = [];
  for (const outer of reading.at('mind')) {
    const inner = nestedIn(reading, outer);
    if (inner !== null) nests.push([outer, ...inner]);
  }
  const [first] = nests;
  if (first === undefined) return null;
  const asked = nests.find(
    ([outer = 0, agent = 0]) => !reading.is(agent, 'subject') && reading.isAsked(reading.sentenceOf(outer)),
  );
  if (nests.length >= 2 || asked !== undefined) return evidence(reading, nests.flat());
  const question = mindQuestion(reading);
  if (question === null || reading.is(first[1] ?? 0, 'subject')) return null;
  return evidence(reading, [...first, ...question]);
}

/** The agent and the thought inside of the clause that the outer thought opens; null when it opens none. */
function nestedIn(reading: Reading, outer: number): readonly [number, number] | null {
  if (isFirstOrSecond(reading, outer)) return null;
  let agent = -1;
  const end = Math.min(outer + NESTING_REACH, reading.endWord(reading.sentenceOf(outer)) - 1);
  for (let word = outer + 1; word <= end; word++) {
    if (endsClause(reading, word) && !isOther(reading, outer, word)) break;
    if (agent >= 0 && isThought(reading, word)) return isSameMind(reading, outer, agent) ? null : [agent, word];
    if (isOther(reading, outer, word) || isThinkingNoun(reading, word)) agent = word;
  }
  return null;
}

/** Another mind: a third person, or, to a third person, the caller himself ("he knows I know"). */
const isOther = (reading: Reading, outer: number, word: number): boolean =>
  reading.isAgent(word) || (reading.is(word, 'subject') && ownerOf(reading, outer) >= 0);

const isThought = (reading: Reading, word: number): boolean => reading.is(word, 'mind') || reading.is(word, 'seek');

/** "the puppet thinks": whatever thinks has a mind in this story. */
const isThinkingNoun = (reading: Reading, word: number): boolean =>
  reading.isNoun(word) && reading.is(word + 1, 'mind');

const endsClause = (reading: Reading, word: number): boolean =>
  reading.is(word, 'clauseBreak') || reading.isBreakBefore(word) || reading.is(word, 'firstSecond');

/** "They know that they know nothing" is no belief about another's. */
const isSameMind = (reading: Reading, outer: number, agent: number): boolean =>
  reading.identity(ownerOf(reading, outer)) === reading.identity(agent) && !reading.is(agent, 'everyone');

const isFirstOrSecond = (reading: Reading, mind: number): boolean =>
  companion(reading, mind, { before: 3, behind: 0 }, (at) => reading.is(at, 'firstSecond') || reading.isAgent(at)) >=
    0 && ownerOf(reading, mind) < 0;

/** Statements about who lies, liars beside truth-tellers, or one who misleads another and a question about minds. */
export function deceptionReasoning(reading: Reading): readonly Span[] | null {
  return (
    statementsAboutTruth(reading) ??
    liarsAndTruthful(reading) ??
    liarsOrNot(reading) ??
    countedTruths(reading) ??
    misleading(reading)
  );
}

const MIN_STATEMENTS = 2;

/** "Ada says Ben lies": who may lie speaks about who lies. */
function statementsAboutTruth(reading: Reading): readonly Span[] | null {
  if (!reading.has('truth') || !(reading.asksAnything || reading.has('solve'))) return null;
  const statements = reading
    .at('speech')
    .map(
      (word) => [word, companion(reading, word, { before: 0, behind: 14 }, (at) => reading.is(at, 'truth'))] as const,
    )
    .filter(([, truth]) => truth >= 0);
  return statements.length < MIN_STATEMENTS ? null : evidence(reading, statements.flat());
}

function liarsAndTruthful(reading: Reading): readonly Span[] | null {
  if (!(reading.asksAnything || reading.has('solve'))) return null;
  for (const word of reading.at('liar')) {
    const always = companion(reading, word, { before: 5, behind: 3 }, (at) => reading.is(at, 'always'));
    const said = companion(reading, word, around(70, 6), (at) => reading.is(at, 'opposite') && at !== word);
    if (always >= 0 && said >= 0 && reading.has('speech')) return evidence(reading, [word, always, said]);
  }
  return null;
}

/** "One of them always lies, the other never does", and a question to put to one. */
function liarsOrNot(reading: Reading): readonly Span[] | null {
  for (const words of clusters(reading, 'liar', [
    ['everytime', around(3)],
    ['never', around(8)],
    ['question', around(40, 2)],
  ]))
    return evidence(reading, words);
  return null;
}

/** "Exactly two of these statements are true." */
function countedTruths(reading: Reading): readonly Span[] | null {
  for (const words of clusters(reading, 'statement', [
    ['verdict', around(8)],
    ['howManyOf', around(8)],
    ['solve', around(60, 8)],
  ]))
    return evidence(reading, words);
  return null;
}

function misleading(reading: Reading): readonly Span[] | null {
  const deceives = reading.at('deceive').filter((word) => ownerOf(reading, word) >= 0);
  const [first] = deceives;
  if (first === undefined || countDistinct(reading, agents(reading)) < 2) return null;
  const question = mindQuestion(reading) ?? motiveQuestion(reading);
  if (question === null || !reading.has('mind')) return null;
  return evidence(reading, [first, ...question]);
}

/** "Why did she say that?" */
function motiveQuestion(reading: Reading): readonly number[] | null {
  for (const word of reading.at('motive')) {
    if (!reading.isAsked(reading.sentenceOf(word))) continue;
    const said = companionOf(reading, word, { before: 0, behind: 10 }, 'speech');
    if (said >= 0 && ownerOf(reading, said) >= 0) return [word, said];
  }
  return null;
}
