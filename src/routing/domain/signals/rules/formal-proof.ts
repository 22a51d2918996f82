/** Formal proof: a statement of mathematics to be proved, or an argument whose validity is to be judged. */
import type { Reading, Span } from '../reading';
import { around, behind, companionOf, companionsOf, evidence } from '../relate';

export function proofObligation(reading: Reading): readonly Span[] | null {
  return proved(reading) ?? shown(reading) ?? derived(reading) ?? judgedArgument(reading);
}

/** "Prove", with two words of mathematics beside it. */
function proved(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('prove')) {
    const found = companionsOf(reading, word, [
      ['math', around(25, 1)],
      ['math', around(30, 1)],
    ]);
    if (found !== null) return evidence(reading, found);
  }
  return null;
}

/** "Show that for all n …": the weaker verb needs its clause, a quantifier, and mathematics twice. */
function shown(reading: Reading): readonly Span[] | null {
  for (const word of reading.at('showThat')) {
    if (companionOf(reading, word, behind(4), 'claimed') < 0) continue;
    const found = companionsOf(reading, word, [
      ['math', behind(25)],
      ['math', behind(30)],
    ]);
    if (found !== null) return evidence(reading, found);
  }
  return null;
}

/** "Derive from the axioms of a field that …", "Let G be a group. Show …": a derivation, what it starts from, mathematics. */
function derived(reading: Reading): readonly Span[] | null {
  if (!reading.has('ground') || !reading.has('math')) return null;
  for (const word of [...reading.at('derive'), ...reading.at('showThat')]) {
    const isNamed = reading.is(word, 'derive');
    const found = companionsOf(reading, word, [
      ['ground', around(25, 1)],
      ['math', around(25, 1)],
      ...(isNamed
        ? []
        : ([
            ['math', around(25, 1)],
            ['math', around(25, 1)],
          ] as const)),
    ]);
    if (found !== null) return evidence(reading, found);
  }
  return null;
}

function judgedArgument(reading: Reading): readonly Span[] | null {
  if (!reading.asksAnything && !reading.has('judge')) return null;
  for (const word of reading.at('valid')) {
    const argument = companionOf(reading, word, around(25, 1), 'argument');
    if (argument >= 0 && reading.at('quantifier').length >= 2) return evidence(reading, [word, argument]);
  }
  return null;
}
