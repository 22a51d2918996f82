/**
 * The signal detector: which structures of advanced reasoning a question has. Deterministic, without a model, linear in
 * the question. No signal does not mean that a question is simple: it means that nothing speaks for a stronger model.
 */
import { Words } from './columns';
import { Reading, type Span } from './reading';
import { SIGNAL_RULES, type SignalCategory, type SignalRule } from './rules';

/** A score of this and above escalates. No word alone has any weight: every rule relates at least two. */
export const THRESHOLD = 3;

export interface FiredRule {
  readonly rule: SignalRule;
  readonly category: SignalCategory;
  readonly weight: number;
  /** Where in the question; offsets and never text, so that they can be stored. */
  readonly evidence: readonly Span[];
}

export interface Signals {
  /** The sum of the weights of the rules that fired, each counted once. */
  readonly score: number;
  readonly fired: readonly FiredRule[];
}

/** The shape that answers and events publish. */
export interface RiskSignals {
  readonly hasAdvancedReasoningSignals: boolean;
  /** The names of the rules that fired. */
  readonly advancedReasoningDetails: readonly SignalRule[];
}

/** Those of the question at hand: a reading ends before the next one begins, and what it found has no word in it. */
const WORDS = new Words();

export function detect(question: string): Signals {
  const reading = new Reading(question, WORDS);
  const fired: FiredRule[] = [];
  let score = 0;
  for (const { rule, category, weight, find } of SIGNAL_RULES) {
    const found = find(reading);
    if (found === null) continue;
    fired.push({ rule, category, weight, evidence: found });
    score += weight;
  }
  return { score, fired };
}

export const escalates = ({ score }: Signals): boolean => score >= THRESHOLD;

const MOST_CONFIDENT = 0.99;
const LEAST_CONFIDENT = 0.5;
/** Score on which the index has gained all that it can: nine is three rules. */
const SCORE_SCALE = 18;

/** A monotone index of the score, not a probability; null where nothing escalates, since silence says nothing. */
export function confidence(signals: Signals): number | null {
  if (!escalates(signals)) return null;
  return Math.min(MOST_CONFIDENT, LEAST_CONFIDENT + signals.score / SCORE_SCALE);
}

export const riskSignals = (signals: Signals): RiskSignals => ({
  hasAdvancedReasoningSignals: escalates(signals),
  advancedReasoningDetails: signals.fired.map(({ rule }) => rule),
});
