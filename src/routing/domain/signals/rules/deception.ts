/** Deception: who says what is not so, and who wants another to believe it. */
import { W } from '../words';
import type { Reading, Span } from '../reading';
import { around, behind, clusters, companion, companionOf, countDistinct, evidence, type Structure } from '../relate';
import { nestsOf } from './belief';
import { inquiries } from './inquiry';
import { deceit } from './levels';
import { agents, anyMindQuestion, ownerOf } from './minds';

/** Statements about who lies, liars beside truth-tellers, or one who misleads another and a question about minds. */
export function deceptionReasoning(reading: Reading): readonly Span[] | null {
  return (
    statementsAboutTruth(reading) ??
    testimonies(reading) ??
    accusations(reading) ??
    liarsAndTruthful(reading) ??
    liarsOrNot(reading) ??
    countedTruths(reading) ??
    misleading(reading) ??
    deceit(reading)
  );
}

const isSolvable = (reading: Reading): boolean => reading.asksAnything || reading.has(W.solve);

const MIN_STATEMENTS = 2;

/** "Ada says Ben lies": who may lie speaks about who lies. */
function statementsAboutTruth(reading: Reading): readonly Span[] | null {
  if (!reading.has(W.truth) || !(isSolvable(reading) || inquiries(reading).length > 0)) return null;
  const statements = reading
    .at(W.speech)
    .map(
      (word) => [word, companion(reading, word, { before: 0, behind: 14 }, (at) => reading.is(at, W.truth))] as const,
    )
    .filter(([, truth]) => truth >= 0);
  return statements.length < MIN_STATEMENTS ? null : evidence(reading, statements.flat());
}

/** Two speakers or more, how many of them speak the truth, and a question: "Only one told the truth. Who did it?" */
function testimonies(reading: Reading): readonly Span[] | null {
  const counted = reading.at(W.truth).find((word) => companionOf(reading, word, around(8), W.howManyOf) >= 0);
  if (counted === undefined) return null;
  const speakers = [...reading.at(W.speech).map((word) => speakerOf(reading, word)), ...labelled(reading)];
  const known = speakers.filter((word) => word >= 0);
  if (countDistinct(reading, known) < MIN_STATEMENTS) return null;
  const asked = inquiries(reading).at(-1);
  return asked === undefined ? null : evidence(reading, [...known, counted, asked]);
}

/** "y claims z cheated, z says it was x": speakers who speak of each other, and that some of it is not true. */
function accusations(reading: Reading): readonly Span[] | null {
  const [truth] = reading.at(W.truth);
  if (truth === undefined) return null;
  const spoken = reading.at(W.speech).filter((word) => speakerOf(reading, word) >= 0);
  const speakers = new Set(spoken.map((word) => reading.identity(speakerOf(reading, word))));
  if (speakers.size < MIN_STATEMENTS) return null;
  const accusing = spoken.filter(
    (word) => companion(reading, word, behind(8), (at) => speakers.has(reading.identity(at)) && at !== word) >= 0,
  );
  return accusing.length < MIN_STATEMENTS ? null : evidence(reading, [...accusing, truth]);
}

/** "Fox says", "node 2 reports", "the second claims"; -1 for the caller and for nobody. */
function speakerOf(reading: Reading, speech: number): number {
  const speaker = reading.is(speech - 1, W.auxiliary) ? speech - 2 : speech - 1;
  if (reading.sentenceOf(speaker) !== reading.sentenceOf(speech) || reading.isCallerOrAsked(speaker)) return -1;
  return isSpeaker(reading, speaker) ? speaker : -1;
}

const isSpeaker = (reading: Reading, word: number): boolean =>
  reading.isAgent(word) ||
  reading.isUnknown(word) ||
  reading.isSingleLetter(word) ||
  reading.isNumber(word) ||
  reading.is(word, W.ordinal);

/** "Al: Bill did it.": a name that opens a sentence, with a colon behind it. */
const labelled = (reading: Reading): readonly number[] =>
  reading.names.filter(
    (word) =>
      reading.firstWord(reading.sentenceOf(word)) === word &&
      reading.isBreakBefore(word + 1) &&
      reading.sentenceOf(word + 1) === reading.sentenceOf(word),
  );

function liarsAndTruthful(reading: Reading): readonly Span[] | null {
  if (!isSolvable(reading)) return null;
  for (const word of reading.at(W.liar)) {
    const always = companion(reading, word, { before: 5, behind: 3 }, (at) => reading.is(at, W.always));
    const said = companion(reading, word, around(70, 6), (at) => reading.is(at, W.opposite) && at !== word);
    if (always >= 0 && said >= 0 && reading.has(W.speech)) return evidence(reading, [word, always, said]);
  }
  return null;
}

const LIARS_OR_NOT: Structure = {
  anchor: W.liar,
  with: [
    [W.howManyOf, around(5)],
    [W.isNot, around(8)],
    [W.question, around(40, 3)],
  ],
};

/** "One of them always lies, the other never does", and a question to put to one. */
function liarsOrNot(reading: Reading): readonly Span[] | null {
  for (const words of clusters(reading, LIARS_OR_NOT)) return evidence(reading, words);
  return null;
}

const COUNTED_TRUTHS: Structure = {
  anchor: W.statement,
  with: [
    [W.verdict, around(8)],
    [W.howManyOf, around(14)],
    [W.solve, around(60, 8)],
  ],
};

/** "Exactly two of these statements are true." */
function countedTruths(reading: Reading): readonly Span[] | null {
  for (const words of clusters(reading, COUNTED_TRUTHS))
    if (reading.is((words[1] ?? 0) - 1, W.copula)) return evidence(reading, words);
  return null;
}

function misleading(reading: Reading): readonly Span[] | null {
  const deceives = reading.at(W.deceive).find((word) => isOfThird(reading, word));
  if (deceives === undefined || !reading.has(W.mind)) return null;
  const question = anyMindQuestion(reading) ?? motiveQuestion(reading) ?? intention(reading);
  if (question === null || question.includes(deceives)) return null;
  return countDistinct(reading, agents(reading)) < 2 && nestsOf(reading).length === 0
    ? null
    : evidence(reading, [deceives, ...question]);
}

/** "the negotiator conceals", "Theo pretended": not the caller's own pretence. */
const isOfThird = (reading: Reading, word: number): boolean =>
  ownerOf(reading, word) >= 0 || reading.isNoun(word - 1) || reading.isNoun(word - 2);

/** "Why did she say that?" */
function motiveQuestion(reading: Reading): readonly number[] | null {
  for (const word of reading.at(W.motive)) {
    if (!reading.isAsked(reading.sentenceOf(word))) continue;
    const said = companionOf(reading, word, { before: 0, behind: 10 }, W.speech);
    if (said >= 0 && ownerOf(reading, said) >= 0) return [word, said];
  }
  return null;
}

/** "so that the police would think …", and a question for what is really so. */
function intention(reading: Reading): readonly number[] | null {
  const nest = nestsOf(reading).find(({ intended }) => intended);
  const asked = nest === undefined ? undefined : inquiries(reading).at(-1);
  return nest === undefined || asked === undefined ? null : [...nest.words, asked];
}
