/** Self-reference: a text that has to speak truly of itself. */
import type { Reading, Span } from '../reading';
import { around, companion, companionOf, evidence } from '../relate';

/** A pointer at the text itself, something measured of it, and that it must state that. */
export function selfReferentialConstraint(reading: Reading): readonly Span[] | null {
  for (const pointer of selfPointers(reading)) {
    const measure = companion(
      reading,
      pointer.last,
      around(14, 1),
      (at) => reading.is(at, 'measure') && (at < pointer.first || at > pointer.last),
    );
    const states = companion(
      reading,
      pointer.last,
      around(16),
      (at) => reading.is(at, 'stated') && at !== measure && (at < pointer.first || at > pointer.last),
    );
    if (measure >= 0 && states >= 0) return evidence(reading, [pointer.first, pointer.last, measure, states]);
  }
  return null;
}

interface Pointer {
  readonly first: number;
  readonly last: number;
}

/** "itself", "its own", "this sentence", "your answer", "how many words it contains". */
function* selfPointers(reading: Reading): Generator<Pointer> {
  for (const word of reading.at('itself')) yield { first: word, last: word };
  for (const word of reading.at('own')) if (reading.is(word - 1, 'itsTheir')) yield { first: word - 1, last: word };
  for (const word of reading.at('thisYour'))
    if (reading.is(word + 1, 'text') && !reading.is(word - 1, 'write')) yield { first: word, last: word + 1 };
  for (const word of reading.at('it'))
    if (reading.is(word + 1, 'stated'))
      if (companionOf(reading, word, { before: 3, behind: 0 }, 'measure') >= 0) yield { first: word, last: word };
}
