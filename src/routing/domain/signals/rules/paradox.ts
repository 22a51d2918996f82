/** Paradox: what speaks of itself without a number to state: sets, verdicts, answers and rules that turn upon themselves. */
import type { Reading, Span } from '../reading';
import { around, behind, clusters, companion, companionOf, evidence } from '../relate';

export function paradox(reading: Reading): readonly Span[] | null {
  return (
    selfForm(reading) ??
    selfMembership(reading) ??
    selfAct(reading) ??
    aboutItself(reading) ??
    pointersInOne(reading) ??
    verdictsOnEachOther(reading) ??
    verdictOnItself(reading) ??
    liarSpeaks(reading) ??
    undefinable(reading)
  );
}

/** "Write a quine." */
function selfForm(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('selfForm')) {
    const written = companionOf(reading, word, { before: 6, behind: 0 }, 'compose');
    if (written >= 0) return evidence(reading, [written, word]);
  }
  return null;
}

/** All of those that do not do to themselves what they do: the set of Russell. */
function selfMembership(reading: Reading): readonly Span[] | null {
  for (const words of clusters(reading, 'reflexive', [
    ['negation', { before: 4, behind: 0 }],
    ['relative', { before: 7, behind: 0 }],
    ['selected', { before: 12, behind: 0 }],
  ]))
    return evidence(reading, words);
  return null;
}

/** "a program that prints itself", "a rule which abolishes itself" */
function selfAct(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('reflexive')) {
    if (reading.is(word, 'plural')) continue;
    const act = companionOf(reading, word, { before: 3, behind: 0 }, 'selfAct');
    const text = act < 0 ? -1 : companionOf(reading, act, { before: 9, behind: 0 }, 'selfText');
    if (text < 0 || reading.is(act - 1, 'person')) continue;
    const clause = companionOf(reading, act, { before: act - text, behind: 0 }, 'relating');
    const isDemanded = companionOf(reading, text, { before: 6, behind: 0 }, 'demanded') >= 0;
    if (clause >= 0 && isDemanded) return evidence(reading, [text, clause, act, word]);
  }
  return null;
}

/** "a checklist for checking this checklist", "quiz questions about the quiz" */
function aboutItself(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('selfText')) {
    const identity = reading.identity(word);
    const same = companion(reading, word, { before: 9, behind: 0 }, (at) => reading.identity(at) === identity);
    if (same < 0 || same === word - 1 || reading.is(same - 1, 'strictThis')) continue;
    const isMeant = reading.is(word - 1, 'strictThis') || isNamedAgain(reading, same, word);
    const about = companion(
      reading,
      word,
      { before: word - same - 1, behind: 0 },
      (at) => reading.is(at, 'regarding') || reading.is(at, 'selfAct'),
    );
    if (isMeant && about >= 0) return evidence(reading, [same, about, word]);
  }
  return null;
}

/** "a quiz that is about the quiz", "a chorus explains what the chorus does" */
const isNamedAgain = (reading: Reading, same: number, word: number): boolean =>
  reading.is(word - 1, 'pointing') &&
  (reading.is(same + 1, 'selfAct') ||
    (reading.is(word - 2, 'about_') && companionOf(reading, same, { before: 3, behind: 0 }, 'aOne') >= 0));

/** "your answer to this question", "the answer to this question": asked within that question. */
function pointersInOne(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('question')) {
    if (!reading.is(word - 1, 'thisYour') || !reading.isAsked(reading.sentenceOf(word))) continue;
    if (reading.isBreakBefore(word + 1)) continue;
    const text = companion(
      reading,
      word,
      { before: 8, behind: 8 },
      (at) => reading.is(at, 'selfText') && at !== word && reading.is(at - 1, 'pointing'),
    );
    if (text >= 0) return evidence(reading, [word - 1, word, text - 1, text]);
  }
  return null;
}

/** "The next sentence is true. The previous sentence is false." "A says that B is false, B says that A is true." */
function verdictsOnEachOther(reading: Reading): readonly Span[] | null {
  const others = reading
    .at('nextOr')
    .filter((word) => reading.is(word + 1, 'selfText') || reading.is(word + 1, 'side'));
  const labelled = reading
    .at('selfText')
    .filter((word) => reading.isSingleLetter(word + 1) || reading.isDigits(word + 1));
  const pairs = [...others, ...labelled]
    .map((word) => [word, companionOf(reading, word, behind(4), 'verdict')] as const)
    .filter(([word, verdict]) => verdict >= 0 && !reading.isBreakBefore(verdict) && word >= 0);
  const isMutual = others.length > 1 || reading.has('speech');
  return pairs.length < 2 || !isMutual ? null : evidence(reading, pairs.flat());
}

/** "This statement is unprovable.": said by a statement, and asked about. */
function verdictOnItself(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('assertion')) {
    if (!reading.is(word - 1, 'thisYour') || !isQuoted(reading, word)) continue;
    const verdict = verdictOn(reading, word);
    if (verdict < 0) continue;
    const pondered = companion(
      reading,
      word,
      around(40, 4),
      (at) => reading.is(at, 'pondered') && at !== verdict && at !== word,
    );
    if (pondered >= 0 && reading.asksAnything) return evidence(reading, [word - 1, word, verdict, pondered]);
  }
  return null;
}

/** "This statement is unprovable.", "You will not believe this sentence." */
function verdictOn(reading: Reading, word: number): number {
  const is = companionOf(reading, word, behind(3), 'be');
  const verdict = is < 0 ? -1 : companionOf(reading, is, behind(4), 'paradoxical');
  if (verdict >= 0 && !reading.isBreakBefore(verdict)) return verdict;
  return companionOf(reading, word, { before: 5, behind: 0 }, 'forbids');
}

/** How far a quoted claim reaches in front of what it points at. */
const CLAIM_REACH = 8;

function isQuoted(reading: Reading, word: number): boolean {
  for (let at = word; at >= Math.max(0, word - CLAIM_REACH); at--)
    if (reading.isQuoteBefore(at) || opensWithColon(reading, at)) return true;
  return false;
}

/** "I tell you: you will not believe …" */
const opensWithColon = (reading: Reading, word: number): boolean =>
  reading.isBreakBefore(word) && reading.is(word, 'you_');

/** "Everything I say is a lie.": is it? */
function liarSpeaks(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('falsity')) {
    const always = companionOf(reading, word, { before: 8, behind: 0 }, 'wholly');
    const speaker = companionOf(reading, word, { before: 8, behind: 2 }, 'speaker');
    const pondered = companion(reading, word, around(30, 3), (at) => reading.is(at, 'pondered') && at !== word);
    if (always >= 0 && speaker >= 0 && pondered >= 0 && reading.has('speech'))
      return evidence(reading, [always, speaker, word, pondered]);
  }
  return null;
}

/** "the smallest number that cannot be described in under sixty letters" */
function undefinable(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('definable')) {
    const not = companionOf(reading, word, { before: 4, behind: 0 }, 'negation');
    const measure = companionOf(reading, word, behind(8), 'measure');
    const selected = companionOf(reading, word, { before: 12, behind: 0 }, 'selfText');
    if (not >= 0 && measure >= 0 && selected >= 0) return evidence(reading, [selected, not, word, measure]);
  }
  return null;
}
