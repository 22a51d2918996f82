/** Paradox: what speaks of itself without a number to state: sets, verdicts, answers and rules that turn upon themselves. */
import { W } from '../words';
import type { Reading, Span } from '../reading';
import { around, before, behind, companion, companionOf, earlier, evidence, firstOf, type Structure } from '../relate';
import { isPointedAt } from './self-pointers';

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
  for (const word of reading.at(W.selfForm)) {
    const written = companionOf(reading, word, before(6), W.compose);
    if (written >= 0) return evidence(reading, [written, word]);
  }
  return null;
}

const SELF_MEMBERSHIP: Structure = {
  anchor: W.reflexive,
  with: [
    [W.negation, before(4)],
    [W.relative, before(7)],
    [W.selected, before(12)],
  ],
};

/** All of those that do not do to themselves what they do: the set of Russell. */
function selfMembership(reading: Reading): readonly Span[] | null {
  const found = firstOf(reading, [SELF_MEMBERSHIP]);
  return found === null ? null : evidence(reading, found);
}

/** "a program that prints itself", "a note which thanks itself", "rules, including itself" */
function selfAct(reading: Reading): readonly Span[] | null {
  for (const word of reading.at(W.reflexive)) {
    if (reading.is(word, W.plural)) continue;
    const text = actingText(reading, word);
    if (text >= 0 && companionOf(reading, text, before(6), W.demanded) >= 0)
      return evidence(reading, [text, word - 1, word]);
  }
  return null;
}

/** The text that does it to itself; -1 where it is a person or a thing. */
function actingText(reading: Reading, word: number): number {
  // "a function that calls itself"
  if (reading.is(word - 1, W.recurs)) return -1;
  // Whatever the verb, where nothing stands between the text and its clause.
  if (reading.is(word - 2, W.relative) && reading.is(word - 3, W.selfText)) return word - 3;
  if (reading.is(word - 1, W.including_)) return companionOf(reading, word, before(12), W.selfText);
  const act = companionOf(reading, word, before(3), W.selfAct);
  const text = act < 0 || reading.is(act - 1, W.person) ? -1 : companionOf(reading, act, before(9), W.selfText);
  const hasClause = text >= 0 && companionOf(reading, act, before(act - text), W.relating) >= 0;
  return hasClause ? text : -1;
}

/** "a checklist for checking this checklist", "quiz questions about the quiz" */
function aboutItself(reading: Reading): readonly Span[] | null {
  for (const word of reading.at(W.selfText)) {
    if (!isPointedAt(reading, word) && !reading.is(word - 2, W.being)) continue;
    if (reading.is(word + 1, W.ofBehind)) continue;
    const same = earlier(reading, word, 9);
    if (same < 0 || same === word - 1 || reading.is(same - 1, W.strictThis)) continue;
    const between = before(word - same - 1);
    const about = Math.max(
      companionOf(reading, word, between, W.regarding),
      companionOf(reading, word, between, W.selfAct),
    );
    if (about >= 0 && isMeant(reading, same, word)) return evidence(reading, [same, about, word]);
  }
  return null;
}

const isMeant = (reading: Reading, same: number, word: number): boolean =>
  reading.is(word - 1, W.strictThis) || isNamedAgain(reading, same, word);

/** "a quiz that is about the quiz", "a chorus explains what the chorus does" */
const isNamedAgain = (reading: Reading, same: number, word: number): boolean =>
  (isPointedAt(reading, word) &&
    (reading.is(same + 1, W.selfAct) || companionOf(reading, word, before(5), W.about_) > same)) ||
  (reading.is(word - 2, W.being) && companionOf(reading, word, before(4), W.about_) > same);

/** "your answer to this question", "the answer to this question": asked within that question. */
function pointersInOne(reading: Reading): readonly Span[] | null {
  if (!reading.asksAnything) return null;
  for (const word of reading.at(W.question)) {
    if (!reading.is(word - 1, W.thisYour) || !reading.isAsked(reading.sentenceOf(word))) continue;
    if (reading.isBreakBefore(word + 1)) continue;
    const text = companion(
      reading,
      word,
      { before: 8, behind: 8 },
      (at) => reading.is(at, W.selfText) && at !== word && isPointedAt(reading, at),
    );
    if (text >= 0) return evidence(reading, [word - 1, word, text - 1, text]);
  }
  return null;
}

/** "The next sentence is true. The previous sentence is false." "A says that B is false, B says that A is true." */
function verdictsOnEachOther(reading: Reading): readonly Span[] | null {
  if (!reading.has(W.verdict)) return null;
  const others = reading
    .at(W.nextOr)
    .filter((word) => reading.is(word + 1, W.selfText) || reading.is(word + 1, W.side));
  const labelled = reading
    .at(W.selfText)
    .filter((word) => reading.isSingleLetter(word + 1) || reading.isDigits(word + 1));
  const faces = reading.at(W.face);
  const pairs = [...others, ...labelled, ...faces]
    .map((word) => [word, companionOf(reading, word, behind(4), W.verdict)] as const)
    .filter(([word, verdict]) => verdict >= 0 && !reading.isBreakBefore(verdict) && word >= 0);
  const isMutual = others.length > 1 || faces.length > 1 || reading.has(W.speech);
  return pairs.length < 2 || !isMutual ? null : evidence(reading, pairs.flat());
}

/** "This statement is unprovable.": said by a statement, and asked about. */
function verdictOnItself(reading: Reading): readonly Span[] | null {
  for (const word of reading.at(W.assertion)) {
    if (!reading.is(word - 1, W.thisYour) || !isQuoted(reading, word)) continue;
    const verdict = verdictOn(reading, word);
    if (verdict < 0) continue;
    const pondered = companion(
      reading,
      word,
      around(40, 4),
      (at) => reading.is(at, W.pondered) && at !== verdict && at !== word,
    );
    if (pondered >= 0 && reading.asksAnything) return evidence(reading, [word - 1, word, verdict, pondered]);
  }
  return null;
}

/** "This statement is unprovable.", "You will not believe this sentence." */
function verdictOn(reading: Reading, word: number): number {
  const is = companionOf(reading, word, behind(3), W.be);
  const verdict = is < 0 ? -1 : companionOf(reading, is, behind(4), W.paradoxical);
  if (verdict >= 0 && !reading.isBreakBefore(verdict)) return verdict;
  return companionOf(reading, word, before(5), W.forbids);
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
  reading.isBreakBefore(word) && reading.is(word, W.you_);

/** "Everything I say is a lie.": is it? */
function liarSpeaks(reading: Reading): readonly Span[] | null {
  for (const word of reading.at(W.falsity)) {
    const always = companionOf(reading, word, before(8), W.wholly);
    const speaker = companionOf(reading, word, { before: 8, behind: 2 }, W.liarSpeaker);
    const pondered = companion(reading, word, around(30, 3), (at) => reading.is(at, W.pondered) && at !== word);
    if (always >= 0 && speaker >= 0 && pondered >= 0 && reading.has(W.speech))
      return evidence(reading, [always, speaker, word, pondered]);
  }
  return null;
}

/** "the smallest number that cannot be described in under sixty letters" */
function undefinable(reading: Reading): readonly Span[] | null {
  for (const word of reading.at(W.definable)) {
    const not = companionOf(reading, word, before(4), W.negation);
    const measure = companionOf(reading, word, behind(8), W.measure);
    const selected = companionOf(reading, word, before(12), W.selfText);
    if (not >= 0 && measure >= 0 && selected >= 0) return evidence(reading, [selected, not, word, measure]);
  }
  return null;
}
