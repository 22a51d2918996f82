/** The labelled sets of the signal detector, and what the detector makes of them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { detect, escalates, type Signals } from '../../src/routing/domain/signals/detect';
import { questionOf } from '../../src/routing/domain/signals/question';
import { SIGNAL_RULES, type SignalCategory } from '../../src/routing/domain/signals/rules';

const CORPORA = join(__dirname, '../corpora');

export interface LabelledPrompt {
  readonly id: string;
  /** Ordinary prompts have none. */
  readonly category?: SignalCategory;
  readonly label: 'positive' | 'negative' | 'ordinary';
  readonly prompt: string;
}

/** `build` is what rules are written with. `report` is only counted: no rule is to be written with a prompt of it. */
export type Part = 'build' | 'report';

const FOLDERS: Readonly<Record<Part, string>> = { build: 'signals', report: 'signals-report' };

export const CATEGORIES: readonly SignalCategory[] = [...new Set(SIGNAL_RULES.map(({ category }) => category))];

export const signalCorpus: Readonly<Record<Part, readonly LabelledPrompt[]>> = {
  build: readPart('build'),
  report: readPart('report'),
};

function readPart(part: Part): LabelledPrompt[] {
  const folder = join(CORPORA, FOLDERS[part]);
  return readdirSync(folder)
    .sort()
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').trim().split('\n'))
    .map((line) => JSON.parse(line) as LabelledPrompt);
}

export function signalsOf(prompt: string): Signals {
  const question = questionOf([{ role: 'user', content: prompt }]);
  return question === null ? { score: 0, fired: [] } : detect(question);
}

export interface Share {
  readonly hits: number;
  readonly of: number;
}

export interface CategoryMeasure {
  readonly category: SignalCategory;
  /** Positives that escalate, by whatever rule. */
  readonly recall: Share;
  /** Minimal-pair negatives that escalate. */
  readonly negatives: Share;
  /** Ordinary prompts on which a rule of the category fires. */
  readonly ordinary: Share;
  /** Prompts of the category among its pairs and all ordinary ones on which a rule of the category fires. */
  readonly precision: Share;
}

interface Judged extends LabelledPrompt {
  readonly escalates: boolean;
  readonly categories: ReadonlySet<string>;
}

export interface Measures {
  readonly categories: readonly CategoryMeasure[];
  /** Ordinary prompts that escalate. */
  readonly ordinary: Share;
}

export function measureSignals(part: Part): Measures {
  const judged = signalCorpus[part].map(judge);
  const ordinary = judged.filter(({ label }) => label === 'ordinary');
  return {
    categories: CATEGORIES.map((category) => measureCategory(category, judged, ordinary)),
    ordinary: share(ordinary, (row) => row.escalates),
  };
}

function judge(row: LabelledPrompt): Judged {
  const signals = signalsOf(row.prompt);
  return { ...row, escalates: escalates(signals), categories: new Set(signals.fired.map(({ category }) => category)) };
}

function measureCategory(
  category: SignalCategory,
  judged: readonly Judged[],
  ordinary: readonly Judged[],
): CategoryMeasure {
  const own = judged.filter((row) => row.category === category && row.label !== 'ordinary');
  const fires = (row: Judged): boolean => row.categories.has(category);
  const positives = own.filter(({ label }) => label === 'positive');
  const negatives = own.filter(({ label }) => label === 'negative');
  return {
    category,
    recall: share(positives, (row) => row.escalates),
    negatives: share(negatives, (row) => row.escalates),
    ordinary: share(ordinary, fires),
    precision: share([...positives, ...negatives, ...ordinary].filter(fires), ({ label }) => label === 'positive'),
  };
}

const share = (rows: readonly Judged[], hit: (row: Judged) => boolean): Share => ({
  hits: rows.filter(hit).length,
  of: rows.length,
});

/** 97.5th percentile of the normal distribution. */
const Z = 1.96;

/** The upper end of Wilson's 95 % interval of a share. */
export function wilsonUpper({ hits, of }: Share): number {
  const p = hits / of;
  const centre = p + (Z * Z) / (2 * of);
  const spread = Z * Math.sqrt((p * (1 - p)) / of + (Z * Z) / (4 * of * of));
  return (centre + spread) / (1 + (Z * Z) / of);
}
