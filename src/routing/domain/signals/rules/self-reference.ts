/** Self-reference: a text that has to speak truly of itself. */
import { W } from '../words';
import type { Reading, Span } from '../reading';
import { around, behind, clusters, companion, companionOf, evidence, type Structure } from '../relate';

/** A pointer at the text itself, something measured of it, and that it must state that. */
export function selfReferentialConstraint(reading: Reading): readonly Span[] | null {
  for (const pointer of selfPointers(reading)) {
    const measure = companion(
      reading,
      pointer.last,
      around(14, 1),
      (at) => reading.is(at, W.measure) && (at < pointer.first || at > pointer.last),
    );
    const states = companion(
      reading,
      pointer.last,
      around(16),
      (at) => reading.is(at, W.stated) && at !== measure && (at < pointer.first || at > pointer.last),
    );
    if (measure >= 0 && states >= 0) return evidence(reading, [pointer.first, pointer.last, measure, states]);
  }
  return selfForm(reading) ?? selfMembership(reading) ?? pointersInOne(reading) ?? verdictsOnEachOther(reading);
}

/** "Write a quine." */
function selfForm(reading: Reading): readonly Span[] | null {
  for (const word of reading.at(W.selfForm)) {
    const written = companionOf(reading, word, { before: 6, behind: 0 }, W.compose);
    if (written >= 0) return evidence(reading, [written, word]);
  }
  return null;
}

const SELF_MEMBERSHIP: Structure = {
  anchor: W.reflexive,
  with: [
    [W.negation, { before: 4, behind: 0 }],
    [W.relative, { before: 7, behind: 0 }],
    [W.selected, { before: 12, behind: 0 }],
  ],
};

/** All of those that do not do to themselves what they do: the set of Russell. */
function selfMembership(reading: Reading): readonly Span[] | null {
  for (const words of clusters(reading, SELF_MEMBERSHIP)) return evidence(reading, words);
  return null;
}

/** "your answer to this question": the text asked for and the question, within one question. */
function pointersInOne(reading: Reading): readonly Span[] | null {
  for (const word of reading.at(W.question)) {
    if (!reading.is(word - 1, W.thisYour) || !reading.isAsked(reading.sentenceOf(word))) continue;
    const text = companion(
      reading,
      word,
      { before: 8, behind: 8 },
      (at) => reading.is(at, W.text) && reading.is(at - 1, W.thisYour),
    );
    if (text >= 0) return evidence(reading, [word - 1, word, text - 1, text]);
  }
  return null;
}

/** "The next sentence is true. The previous sentence is false." */
function verdictsOnEachOther(reading: Reading): readonly Span[] | null {
  const pairs = reading
    .at(W.nextOr)
    .filter((word) => reading.is(word + 1, W.unitPart) || reading.is(word + 1, W.statement))
    .map((word) => [word, companionOf(reading, word, behind(4), W.verdict)] as const)
    .filter(([, verdict]) => verdict >= 0);
  return pairs.length < 2 ? null : evidence(reading, pairs.flat());
}

interface Pointer {
  readonly first: number;
  readonly last: number;
}

/** "itself", "its own", "how many words it contains", and texts that are pointed at. */
function* selfPointers(reading: Reading): Generator<Pointer> {
  for (const word of reading.at(W.itself)) yield { first: word, last: word };
  for (const word of reading.at(W.own)) if (reading.is(word - 1, W.itsTheir)) yield { first: word - 1, last: word };
  yield* textPointers(reading);
  for (const word of reading.at(W.it))
    if (reading.is(word + 1, W.stated) && companionOf(reading, word, { before: 3, behind: 0 }, W.measure) >= 0)
      yield { first: word, last: word };
}

/** "this sentence", "your answer", "that same line". */
function* textPointers(reading: Reading): Generator<Pointer> {
  for (const word of [...reading.at(W.thisYour), ...reading.at(W.selfSame)])
    if (reading.is(word + 1, W.text) && !reading.is(word - 1, W.write)) yield { first: word, last: word + 1 };
}
