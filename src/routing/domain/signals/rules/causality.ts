/** Causality: every effect must keep to its causes, or a cause is changed or looked for among several. */
import type { IndexedClass, WordClass } from '../lexicon';
import type { Reading, Span } from '../reading';
import {
  around,
  clusters,
  companion,
  companionOf,
  companionsOf,
  countDistinct,
  evidence,
  MAX_ANCHORS,
  sentenceHas,
  tally,
} from '../relate';
import { countRecurring } from './parties';
import { isInverted, isReckoned, suppositions } from './supposition';

/** Consistency that is demanded (each, must, keep, no) of causes and effects, in one sentence. */
export function causalConsistency(reading: Reading): readonly Span[] | null {
  for (const words of clusters(reading, 'consistent', [
    ['cause', around(14, 1)],
    ['demand', around(18)],
  ]))
    if (companionOf(reading, words[0] ?? 0, around(18), 'ours') < 0) return evidence(reading, words);
  return chainOfCauses(reading) ?? boundTelling(reading);
}

/** "Every event must be caused by the one before it": a demand on each cause. */
function chainOfCauses(reading: Reading): readonly Span[] | null {
  for (const words of clusters(reading, 'caused', [
    ['each', around(10)],
    ['demand', around(12)],
    ['previous', around(10)],
  ]))
    return evidence(reading, words);
  return null;
}

/** What makes a demand of what binds: a premise, a telling, and strictness; how much of it, beside which words. */
const BINDINGS = [
  ['bindings', 4, ['premise', 'strictly', 'write', 'invented', 'narrative', 'strictly']],
  ['looseBindings', 5, ['premise', 'strictly', 'previous', 'invented', 'write']],
] as const satisfies readonly (readonly [IndexedClass, number, readonly WordClass[]])[];

/** Something to be told whose events are bound to a premise or to each other, without exception. */
function boundTelling(reading: Reading): readonly Span[] | null {
  for (const [name, atLeast, kinds] of BINDINGS) {
    const found = tally(reading, reading.at(name), kinds, { reach: around(40, 3), atLeast });
    if (found !== null) return evidence(reading, found);
  }
  return null;
}

/** A cause removed or set ("if we had blocked X"), or a case told, and whether the effect still comes, or came of it. */
export function causalIntervention(reading: Reading): readonly Span[] | null {
  return (
    setCause(reading) ??
    askedCause(reading) ??
    rivalCauses(reading) ??
    undoneCause(reading) ??
    chainIntervened(reading) ??
    correlationSet(reading) ??
    associationTested(reading)
  );
}

function setCause(reading: Reading): readonly Span[] | null {
  for (const words of clusters(reading, 'still', [
    ['modal', around(6)],
    ['suppose', around(40, 1)],
  ])) {
    const set = companionOf(reading, words[0] ?? 0, around(40, 1), 'removed');
    const cause = companionOf(reading, words[0] ?? 0, around(45, 3), 'caused');
    if (set >= 0 || cause >= 0) return evidence(reading, [...words, Math.max(set, cause)]);
  }
  return null;
}

/** A story of this many sentences around "Did A cause B?" is a case to be judged, not a fact to be looked up. */
const CASE_SENTENCES = 3;

function askedCause(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('judged').slice(0, MAX_ANCHORS)) {
    const sentence = reading.sentenceOf(word);
    if (reading.sentenceCount <= CASE_SENTENCES || !reading.isAsked(sentence)) continue;
    const did = companionOf(reading, word, around(20), 'did');
    if (did >= 0 && reading.firstWord(sentence) >= did - 1 && !sentenceHas(reading, word, 'firstSecond'))
      return evidence(reading, [did, word]);
  }
  return null;
}

/** "Either alone would have been lethal. Who is responsible?": several causes, what each would have done, and a judgement. */
function rivalCauses(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('judged').slice(0, MAX_ANCHORS)) {
    const sentence = reading.sentenceOf(word);
    if (!reading.isAsked(sentence) || sentenceHas(reading, word, 'firstSecond')) continue;
    const found = companionsOf(reading, word, [
      ['rival', around(40, 4)],
      ['conditional', around(40, 4)],
    ]);
    if (found !== null) return evidence(reading, found);
  }
  return null;
}

/** "If Noor hadn't thrown, would the bottle have stayed whole?": a cause undone, and whether its effect would be. */
function undoneCause(reading: Reading): readonly Span[] | null {
  if (isReckoned(reading)) return null;
  for (const word of reading.at('conditional').slice(0, MAX_ANCHORS)) {
    const sentence = reading.sentenceOf(word);
    const happened = companionOf(reading, word, { before: 0, behind: 9 }, 'happened');
    if (happened < 0 || sentenceHas(reading, word, 'firstSecond')) continue;
    const undone = companion(
      reading,
      word,
      around(24, 1),
      (at) => reading.is(at, 'undone') && isSupposing(reading, at),
    );
    if (undone >= 0 && (reading.isAsked(sentence) || reading.isAsked(reading.sentenceOf(undone))))
      return evidence(reading, [word, happened, undone]);
  }
  return null;
}

/** "if … hadn't", "had …", "without …" */
const isSupposing = (reading: Reading, word: number): boolean =>
  reading.is(word, 'absence') ||
  isInverted(reading, word) ||
  companion(
    reading,
    word,
    { before: 8, behind: 0 },
    (at) => reading.is(at, 'if_') || reading.is(at, 'suppositional'),
  ) >= 0;

/** Two causes in a chain or a term of causal inference, and an intervention on one of them, asked about. */
function chainIntervened(reading: Reading): readonly Span[] | null {
  for (const words of clusters(reading, 'intervene', [
    ['causalTerm', around(60, 4)],
    ['modal', around(60, 4)],
  ]))
    return evidence(reading, [...words]);
  return terms(reading) ?? chain(reading);
}

const isPondered = (reading: Reading): boolean => reading.asksAnything || reading.has('loop');

const MIN_TERMS = 2;

/** Several terms of causal inference, something set or affected, and a question of why or whether. */
function terms(reading: Reading): readonly Span[] | null {
  const found = reading.at('causalTerm');
  if (countDistinct(reading, found) < MIN_TERMS) return null;
  const [word = 0] = found;
  const set = companion(
    reading,
    word,
    around(40, 3),
    (at) => reading.is(at, 'effectVerb') || reading.is(at, 'manipulate'),
  );
  const asked = companionOf(reading, word, around(40, 3), 'weighed');
  return set < 0 || asked < 0 ? null : evidence(reading, [...found, set, asked]);
}

/** Causes whose effects are causes again, one of them set, and a question. */
function chain(reading: Reading): readonly Span[] | null {
  const links = reading.at('effectVerb').slice(0, MAX_ANCHORS);
  if (links.length < 2 || !isPondered(reading)) return null;
  const recurring = countRecurring(reading, links, 'effectVerb');
  if (recurring === 0) return null;
  const set = intervened(reading) ?? (recurring > 1 ? setAfter(reading, links[1] ?? 0) : null);
  return set === null ? null : evidence(reading, [...links.slice(0, 3), ...set]);
}

/** A supposition that sets a cause: "suppose we tape the valve", "if it stopped". */
function intervened(reading: Reading): readonly number[] | null {
  const conditions = reading
    .at('if_')
    .slice(0, MAX_ANCHORS)
    .filter((word) => !reading.is(word + 1, 'ownAffair'));
  for (const supposed of [...suppositions(reading), ...conditions]) {
    const set = companionOf(reading, supposed, { before: 2, behind: 12 }, 'manipulate');
    if (set >= 0) return [supposed, set];
  }
  return null;
}

/** Something set in a sentence behind those of the chain: "We outlaw beer." */
function setAfter(reading: Reading, link: number): readonly number[] | null {
  const set = companion(
    reading,
    link,
    { before: 0, behind: 40, sentences: 4 },
    (at) =>
      reading.is(at, 'manipulate') &&
      !reading.is(at, 'effectVerb') &&
      reading.sentenceOf(at) > reading.sentenceOf(link),
  );
  return set < 0 ? null : [set];
}

/** What goes together in one sentence, and in another the supposition that it were set: "If we handed out coffee …?" */
function correlationSet(reading: Reading): readonly Span[] | null {
  if (!isPondered(reading)) return null;
  const set = intervened(reading);
  if (set === null) return null;
  const [word = 0] = set;
  const sentence = reading.sentenceOf(word);
  const goesWith = companion(
    reading,
    word,
    DOUBT_REACH,
    (at) => reading.is(at, 'association') && reading.sentenceOf(at) < sentence,
  );
  const expected = companion(
    reading,
    word,
    DOUBT_REACH,
    (at) => reading.is(at, 'expectation') && reading.sentenceOf(at) >= sentence,
  );
  return goesWith < 0 || expected < 0 || isFirst(reading, word)
    ? null
    : evidence(reading, [goesWith, ...set, expected]);
}

const isFirst = (reading: Reading, word: number): boolean =>
  companionOf(reading, word, { before: 0, behind: 3 }, 'mine') >= 0;

const DOUBT_REACH = around(32, 2);
/** What speaks for a question of cause and effect rather than for one of fact. */
const DOUBTS = [
  'undone',
  'manipulate',
  'association',
  'expectation',
  'rival',
  'effectVerb',
] as const satisfies readonly WordClass[];
/** So many of them beside a word that asks for a cause. */
const ASKED_CAUSES = [
  ['identify', 4],
  ['identifyLoose', 5],
] as const satisfies readonly (readonly [IndexedClass, number])[];

/** What goes together, other explanations, and whether setting one would change the other. */
function associationTested(reading: Reading): readonly Span[] | null {
  if (!isPondered(reading)) return null;
  for (const [name, atLeast] of ASKED_CAUSES) {
    const found = tally(reading, reading.at(name), DOUBTS, { reach: DOUBT_REACH, atLeast });
    if (found !== null) return evidence(reading, found);
  }
  return null;
}
