/** Formal proof: a statement of mathematics to be proved, or an argument whose validity is to be judged. */
import { W } from '../words';
import type { Reading, Span } from '../reading';
import { around, behind, companion, companionOf, companionsOf, evidence, weigh } from '../relate';
import { countRecurring } from './parties';

export function proofObligation(reading: Reading): readonly Span[] | null {
  return proved(reading) ?? shown(reading) ?? derived(reading) ?? judgedArgument(reading) ?? syllogism(reading);
}

/** What makes a clause mathematical: a word of nothing else weighs twice a word of anything, or a variable. */
const STRONG = 2;
const WEAK = 1;
/** "Prove the pigeonhole principle": one word of mathematics, and something beside it. */
const ENOUGH_TO_PROVE = STRONG + WEAK;
/** "Show that n is never prime": the verb shows anything, so that mathematics has to say more. */
const ENOUGH_TO_SHOW = STRONG + STRONG;
/** So much of it needs no claim beside it. */
const ENOUGH_FOR_ITSELF = 6;
const AROUND_PROOF = around(30, 2);

/** All numbers together count once. */
const NUMBER = -1;

const isTerm = (reading: Reading, word: number): boolean => reading.isNumber(word) || isVariable(reading, word);

function mathematicalWeight(reading: Reading, word: number): number {
  if (reading.is(word, W.math) || reading.is(word, W.prove)) return STRONG;
  return reading.is(word, W.mathLike) || isTerm(reading, word) ? WEAK : 0;
}

/** The mathematics around a word: each word of it once. */
function mathematics(reading: Reading, word: number): number {
  const seen = new Set<number>();
  return weigh(reading, word, AROUND_PROOF, (at) => {
    const weight = mathematicalWeight(reading, at);
    const kind = reading.isNumber(at) ? NUMBER : reading.identity(at);
    if (weight === 0 || seen.has(kind)) return 0;
    seen.add(kind);
    return weight;
  });
}

const MIN_VARIABLES = 2;

/** "n", "G", but neither "a" nor "I". */
const isVariable = (reading: Reading, word: number): boolean =>
  reading.isSingleLetter(word) &&
  (!reading.is(word, W.pronoun) || (reading.isCapital(word) && !reading.is(word, W.firstSecond)));

/** "Prove", with mathematics beside it; who proved it, and when, is history. */
function proved(reading: Reading): readonly Span[] | null {
  for (const word of reading.at(W.prove)) {
    if (mathematics(reading, word) < ENOUGH_TO_PROVE || isHistory(reading, word)) continue;
    const beside = companionOf(reading, word, AROUND_PROOF, W.math);
    if (beside >= 0) return evidence(reading, [word, beside]);
    const named = variables(reading, word);
    if (named.length >= MIN_VARIABLES || isHeavy(reading, word))
      return evidence(reading, [word, ...named, ...terms(reading, word)]);
  }
  return null;
}

/** Without a word of mathematics, words that it shares have to be many. */
const isHeavy = (reading: Reading, word: number): boolean =>
  !reading.is(word, W.proofNoun) && mathematics(reading, word) >= ENOUGH_FOR_ITSELF - 1;

const isHistory = (reading: Reading, word: number): boolean =>
  companionOf(reading, word, { before: 4, behind: 0 }, W.historian) >= 0;

/** What is mathematical around the word. */
function terms(reading: Reading, word: number): readonly number[] {
  const isTermLike = (at: number): boolean => reading.is(at, W.mathLike) || reading.isNumber(at);
  const found = companion(reading, word, AROUND_PROOF, isTermLike);
  return found < 0 ? [] : [found];
}

/** Variables around the word, each once. */
function variables(reading: Reading, word: number): readonly number[] {
  const found = new Map<number, number>();
  weigh(reading, word, AROUND_PROOF, (at) => {
    if (isVariable(reading, at)) found.set(reading.identity(at), at);
    return 0;
  });
  return [...found.values()];
}

/** "Show that for all n …", "a rigorous argument that …": the weaker word needs its claim, and more mathematics. */
function shown(reading: Reading): readonly Span[] | null {
  for (const word of reading.at(W.showThat)) {
    const claimed = companionOf(reading, word, CLAIM, W.claimed);
    const isClaim = claimed >= 0 || reading.isBreakBefore(word + 1);
    if (mathematics(reading, word) < (isClaim ? ENOUGH_TO_SHOW : ENOUGH_FOR_ITSELF)) continue;
    const terms = shownTerms(reading, word, claimed === word + 1);
    if (terms.length > 0) return evidence(reading, [word, ...terms]);
  }
  return amongAny(reading) ?? whyTrue(reading);
}

const CLAIM = { before: 25, behind: 6, sentences: 1 };

/** A word of mathematics; else variables, of which "show that n …" needs fewer. */
function shownTerms(reading: Reading, word: number, isDirect: boolean): readonly number[] {
  const beside = companion(reading, word, AROUND_PROOF, (at) => reading.is(at, W.math) || reading.is(at, W.prove));
  if (beside >= 0) return [beside];
  const named = variables(reading, word);
  return named.length > (isDirect ? 0 : MIN_VARIABLES) ? named : [];
}

/** "Let V be finite dimensional … Then T is onto. Why?" */
function whyTrue(reading: Reading): readonly Span[] | null {
  for (const word of reading.at(W.why)) {
    const beside = companionOf(reading, word, AROUND_PROOF, W.math);
    if (beside >= 0 && mathematics(reading, word) >= ENOUGH_FOR_ITSELF) return evidence(reading, [word, beside]);
  }
  return null;
}

/** "Show that among any six people there are three …": a claim about every choice, of so many. */
function amongAny(reading: Reading): readonly Span[] | null {
  for (const word of reading.at(W.amongAny)) {
    const any = companionOf(reading, word, behind(1), W.each);
    const shows = companion(reading, word, { before: 6, behind: 0 }, (at) => isShown(reading, at));
    const numbers = companion(reading, word, behind(3), (at) => reading.isNumber(at));
    if (any >= 0 && shows >= 0 && numbers >= 0) return evidence(reading, [shows, word, any, numbers]);
  }
  return null;
}

const isShown = (reading: Reading, word: number): boolean => reading.is(word, W.showThat) || reading.is(word, W.prove);

/** "Derive from the axioms of a field that …", "Let G be a group. Show …": a derivation, what it starts from, mathematics. */
function derived(reading: Reading): readonly Span[] | null {
  for (const word of reading.at(W.derive)) {
    const ground = companionOf(reading, word, AROUND_PROOF, W.ground);
    if (ground >= 0 && mathematics(reading, word) >= STRONG) return evidence(reading, [word, ground]);
  }
  return null;
}

const MIN_PREMISES = 2;

/** "All …. Some …. Therefore …. Is that valid?": premises that quantify, what concludes from them, and who is to judge it. */
function judgedArgument(reading: Reading): readonly Span[] | null {
  if (!reading.asksAnything && !reading.has(W.judge)) return null;
  const premises = reading.at(W.quantifier);
  if (premises.length < MIN_PREMISES) return null;
  const concluded = reading.at(W.concluding).find((word) => reading.firstWord(reading.sentenceOf(word)) === word);
  const [judging] = reading.at(W.judging);
  if (concluded !== undefined && judging !== undefined) return evidence(reading, [judging, concluded, ...premises]);
  for (const word of reading.at(W.valid)) {
    const found = companionsOf(reading, word, [[W.argument, around(45, 4)]]);
    if (found !== null) return evidence(reading, [...found, ...premises]);
  }
  return null;
}

const MIN_TERMS = 3;
/** More words than these to a premise, and they stand in a text about something else. */
const WORDS_PER_PREMISE = 12;

/** "If all A are B, some B are C and no C is D, can an A be a D?": statements of sets that share their terms, and a question. */
function syllogism(reading: Reading): readonly Span[] | null {
  if (!reading.asksAnything || reading.at(W.quantifier).length * WORDS_PER_PREMISE < reading.count) return null;
  const premises = reading.at(W.quantifier).filter((word) => companionOf(reading, word, behind(6), W.copula) >= 0);
  if (premises.length < MIN_TERMS || countRecurring(reading, premises, W.quantifier) < MIN_TERMS - 1) return null;
  return evidence(reading, premises);
}
