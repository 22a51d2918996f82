/** What the detector makes of the labelled set: the targets on the report part, and docs/signals.md. */
import { spawnSync } from 'node:child_process';
import {
  CATEGORIES,
  measureSignals,
  partOf,
  signalCorpus,
  signalsOf,
  wilsonUpper,
} from '../../../support/signal-corpus';
import { ROOT } from '../../structure/repository';

// The generator loads the sources by themselves, without jest's cache.
jest.setTimeout(60_000);

const report = measureSignals('report');
const count = (label: string, category?: string): number =>
  signalCorpus.filter((row) => row.label === label && (category === undefined || row.category === category)).length;

describe('the labelled set', () => {
  it.each(CATEGORIES)('has at least 40 positives and 40 minimal-pair negatives of %s', (category) => {
    expect(count('positive', category)).toBeGreaterThanOrEqual(40);
    expect(count('negative', category)).toBeGreaterThanOrEqual(40);
  });

  it('has at least 600 ordinary requests', () => {
    expect(count('ordinary')).toBeGreaterThanOrEqual(600);
  });

  it('has every id and every prompt once, and both parts in every category', () => {
    expect(new Set(signalCorpus.map(({ id }) => id)).size).toBe(signalCorpus.length);
    expect(new Set(signalCorpus.map(({ prompt }) => prompt)).size).toBe(signalCorpus.length);
    for (const category of CATEGORIES)
      expect(new Set(signalCorpus.filter((row) => row.category === category).map(partOf)).size).toBe(2);
  });
});

describe('on the report part', () => {
  it.each(report.categories)('MS-04: at least 85 % of the structures of $category escalate', ({ recall }) => {
    expect(recall.hits / recall.of).toBeGreaterThanOrEqual(0.85);
  });

  it.each(report.categories)('at most 10 % of the minimal-pair negatives of $category escalate', ({ negatives }) => {
    expect(negatives.hits / negatives.of).toBeLessThanOrEqual(0.1);
  });

  it('MS-11: at most 1 % of ordinary requests escalate', () => {
    expect(report.ordinary.hits / report.ordinary.of).toBeLessThanOrEqual(0.01);
  });
});

describe('the five published classes', () => {
  it.each([
    [
      'counterfactual_physics',
      'If gravity pushed things apart instead of pulling them together, how would rain behave?',
    ],
    ['acrostic_constraint', 'Write a poem about tea whose first letters of the lines spell the word ASSAM.'],
    [
      'multi_agent_hidden_state',
      'Ivo leaves his cup on the desk. While he is away, Mara puts it into the sink. Where will Ivo look for his cup?',
    ],
    ['recursive_belief', 'Where does Ivo think that Mara believes the cup is?'],
    ['reverse_chronology', 'Tell the story of a shipwreck in reverse, from the empty sea back to the harbour.'],
  ])('MS-04: %s fires on its structure', (rule, prompt) => {
    expect(signalsOf(prompt).fired.map((fired) => fired.rule)).toContain(rule);
  });
});

describe('docs/signals.md', () => {
  it('MS-02, MS-51: gives the figures that its generator measures', () => {
    const args = ['scripts/generate-docs.cjs', '--check', 'docs/signals.md'];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
    expect(stdout + stderr).toBe('');
  });

  it.each([
    [{ hits: 0, of: 100 }, 0.037],
    [{ hits: 5, of: 100 }, 0.1118],
    [{ hits: 50, of: 100 }, 0.5962],
  ])('bounds %p by the upper end of its Wilson interval', (share, upper) => {
    expect(wilsonUpper(share)).toBeCloseTo(upper, 3);
  });
});
