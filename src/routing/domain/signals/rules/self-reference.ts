/** Self-reference: a text that has to speak truly of itself. */
import type { Reading, Span } from '../reading';
import { around, companion, evidence } from '../relate';
import { paradox } from './paradox';
import { selfPointers } from './self-pointers';

/** A pointer at the text itself, something measured of it, and that it must state that; or a paradox. */
export function selfReferentialConstraint(reading: Reading): readonly Span[] | null {
  for (const { first, last, isSure } of selfPointers(reading)) {
    const isOutside = (at: number): boolean => at < first || at > last;
    const measure = companion(
      reading,
      last,
      around(14, 1),
      (at) => (reading.is(at, 'measure') || (isSure && reading.is(at, 'measureOwn'))) && isOutside(at),
    );
    const states = companion(
      reading,
      last,
      around(16),
      (at) => (reading.is(at, 'stated') || (isSure && reading.is(at, 'gives'))) && at !== measure && isOutside(at),
    );
    if (measure >= 0 && states >= 0) return evidence(reading, [first, last, measure, states]);
  }
  return paradox(reading);
}
