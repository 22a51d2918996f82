/** What the detector makes of its labelled sets: what may not get worse, and docs/signals.md. */
import { spawnSync } from 'node:child_process';
import {
  CATEGORIES,
  measureSignals,
  type Part,
  signalCorpus,
  signalsOf,
  wilsonUpper,
} from '../../../support/signal-corpus';
import { ROOT } from '../../structure/repository';

// The generator loads the sources by themselves, without jest's cache.
jest.setTimeout(60_000);

const PARTS = ['build', 'report'] as const satisfies readonly Part[];
const SETS = PARTS.flatMap((part) => CATEGORIES.map((category) => ({ part, category })));

const build = measureSignals('build');
const report = measureSignals('report');
const count = (part: Part, label: string, category?: string): number =>
  signalCorpus[part].filter((row) => row.label === label && (category === undefined || row.category === category))
    .length;

describe('the labelled sets', () => {
  it.each(SETS)('have at least 40 positives and 40 minimal-pair negatives of $category in $part', (set) => {
    expect(count(set.part, 'positive', set.category)).toBeGreaterThanOrEqual(40);
    expect(count(set.part, 'negative', set.category)).toBeGreaterThanOrEqual(40);
  });

  it.each(PARTS)('have at least 600 ordinary requests in %s', (part) => {
    expect(count(part, 'ordinary')).toBeGreaterThanOrEqual(600);
  });

  it('have every id and every prompt once, over both', () => {
    const rows = PARTS.flatMap((part) => signalCorpus[part]);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(new Set(rows.map(({ prompt }) => prompt)).size).toBe(rows.length);
  });
});

describe('on the set that rules were built with', () => {
  it.each(build.categories)('MS-04: at least 85 % of the structures of $category escalate', ({ recall }) => {
    expect(recall.hits / recall.of).toBeGreaterThanOrEqual(0.85);
  });
});

describe('on the set that no rule was built with', () => {
  it.each(report.categories)('at most 10 % of the minimal-pair negatives of $category escalate', ({ negatives }) => {
    expect(negatives.hits / negatives.of).toBeLessThanOrEqual(0.1);
  });

  it('MS-11: at most 1 % of ordinary requests escalate', () => {
    expect(report.ordinary.hits / report.ordinary.of).toBeLessThanOrEqual(0.01);
    expect(wilsonUpper(report.ordinary)).toBeLessThanOrEqual(0.01);
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
