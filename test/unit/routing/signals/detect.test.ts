/** The detector's laws: what it may weigh, that one word is nothing, that it is a function, and what it lets out. */
import fc from 'fast-check';
import {
  confidence,
  detect,
  escalates,
  riskSignals,
  type Signals,
  THRESHOLD,
} from '../../../../src/routing/domain/signals/detect';
import { CLASS_NAMES, wordsOf } from '../../../../src/routing/domain/signals/lexicon';
import { SIGNAL_RULES } from '../../../../src/routing/domain/signals/rules';
import { signalCorpus, signalsOf } from '../../../support/signal-corpus';

const WORDS = [...new Set(CLASS_NAMES.flatMap(wordsOf))];
const prompts = [...signalCorpus.build, ...signalCorpus.report];
const positives = prompts.filter(({ label }) => label === 'positive');

const scored = (score: number): Signals => ({ score, fired: [] });

describe('the table of rules', () => {
  it('MS-03, MS-08: has 17 rules in 9 categories, each with a weight, each once', () => {
    expect(SIGNAL_RULES).toHaveLength(17);
    expect(new Set(SIGNAL_RULES.map(({ rule }) => rule)).size).toBe(17);
    expect(new Set(SIGNAL_RULES.map(({ category }) => category)).size).toBe(9);
    expect(SIGNAL_RULES.filter(({ weight }) => !(weight > 0))).toEqual([]);
  });

  it('MS-10: has the published names', () => {
    const published = ['counterfactual_physics', 'acrostic_constraint', 'causal_consistency_constraint'];
    expect(SIGNAL_RULES.map(({ rule }) => rule)).toEqual(expect.arrayContaining(published));
  });

  it.each(SIGNAL_RULES.map(({ rule }) => rule))('has no rule that never fires: %s', (rule) => {
    expect(positives.some(({ prompt }) => signalsOf(prompt).fired.some((fired) => fired.rule === rule))).toBe(true);
  });
});

describe('a score', () => {
  it('MS-09: one term alone never escalates, stated, asked or repeated', () => {
    expect(THRESHOLD).toBe(3);
    const alone = (word: string): readonly string[] => [word, `${word}?`, `The ${word}.`, `${word}. ${word}! ${word}?`];
    expect(WORDS.flatMap(alone).filter((text) => escalates(detect(text)))).toEqual([]);
  });

  it('MS-09: is the sum of the weights of the rules that fired, each counted once', () => {
    for (const { prompt } of prompts) {
      const { score, fired } = signalsOf(prompt);
      const rules = fired.map(({ rule }) => rule);
      const weights = SIGNAL_RULES.filter(({ rule }) => rules.includes(rule)).map(({ weight }) => weight);
      expect(score).toBe(weights.reduce((sum, weight) => sum + weight, 0));
    }
  });

  it('MS-09: grows by a second structure', () => {
    const poem = 'Write an acrostic poem for the word TIDE.';
    const both = `${poem} Imagine a world where gravity pushed water upwards, and describe what would happen.`;
    expect(detect(both).score).toBeGreaterThan(detect(poem).score);
  });

  it('MS-03: is the same whenever it is asked for', () => {
    const first = prompts.map(({ prompt }) => signalsOf(prompt));
    expect(prompts.map(({ prompt }) => signalsOf(prompt))).toEqual(first);
  });
});

describe('evidence', () => {
  it('points at words of the question, in order, and needs two of them', () => {
    for (const { prompt } of positives) {
      for (const { rule, evidence } of detect(prompt).fired) {
        expect({ rule, pieces: evidence.length >= 2 }).toEqual({ rule, pieces: true });
        expect(evidence).toEqual(evidence.toSorted(([a], [b]) => a - b));
        for (const [start, end] of evidence) expect(prompt.slice(start, end)).toMatch(/^[\p{L}\p{N}'’]+$/u);
      }
    }
  });

  it('lies within the text, whatever the text', () => {
    const texts = fc.array(fc.oneof(fc.constantFrom(...WORDS), fc.string({ unit: 'grapheme' })), { maxLength: 60 });
    fc.assert(
      fc.property(texts, fc.constantFrom(' ', '? ', '.\n'), (words, between) => {
        const text = words.join(between);
        for (const [start, end] of detect(text).fired.flatMap(({ evidence }) => evidence)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('MS-10: holds no text of the question', () => {
    const told = JSON.stringify(detect('Where does Xanthippe think that Zebulon will look for the key?'));
    expect(told).toContain('recursive_belief');
    expect(told).not.toMatch(/Xanthippe|Zebulon|key/);
  });
});

describe('what is published', () => {
  it('MS-06, MS-13: names the rules that fired, and says whether they are enough', () => {
    const signals = detect('Where does Anne think that Sally will look for the marble?');
    expect(riskSignals(signals)).toEqual({
      hasAdvancedReasoningSignals: true,
      advancedReasoningDetails: ['recursive_belief'],
    });
    expect(riskSignals(detect('Hi there!'))).toEqual({
      hasAdvancedReasoningSignals: false,
      advancedReasoningDetails: [],
    });
  });

  it('has a confidence only where something escalates, and it grows with the score up to 0.99', () => {
    expect(confidence(scored(0))).toBeNull();
    expect(confidence(scored(THRESHOLD - 1))).toBeNull();
    expect(confidence(scored(3))).toBeCloseTo(0.667, 3);
    expect(confidence(scored(6))).toBeCloseTo(0.833, 3);
    expect(confidence(scored(60))).toBe(0.99);
  });
});
