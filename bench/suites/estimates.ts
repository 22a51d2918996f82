/** What is estimated of every request's text: tokens and task, in time for each KB, on hostile texts, and in error. */
import { createRequire } from 'node:module';
import type { Context } from '../arena.ts';
import { filled } from '../filled.ts';
import { repeated } from '../repeated.ts';

const require = createRequire(import.meta.url);
const ofBuild = (path: string): object => require(`../../dist/src/routing/domain/${path}.js`) as object;

const { estimateTokens } = ofBuild('token-estimate') as { estimateTokens: (text: string) => number };
const { classifyTask } = ofBuild('task/classify-task') as {
  classifyTask: (question: string, hints: { readonly hasCode: boolean }) => object;
};
require('../../scripts/typescript.cjs');
const { errorsOf, quantile, tokenTexts } = require('../../test/support/token-corpus.ts') as {
  errorsOf: (texts: readonly string[]) => readonly number[];
  quantile: (sorted: readonly number[], share: number) => number;
  tokenTexts: () => ReadonlyMap<string, readonly string[]>;
};
const { labelledRequests } = require('../../test/support/task-corpus.ts') as {
  labelledRequests: () => readonly { readonly text: string }[];
};

// The longest text that is read whole.
const WHOLE_CHARS = 16_384;
const HOSTILE_CHARS = 1_000_000;
const HOSTILE: Readonly<Record<string, string>> = {
  letters: 'a',
  marks: '.!',
  'blanks and breaks': ' \n',
  'single letters': 'a ',
  ideographs: '漢',
  emoji: '😀',
};

export function estimates({ report }: Context): Promise<void> {
  for (const [name, texts] of tokenTexts()) {
    const text = filled(texts.join('\n'), WHOLE_CHARS);
    const perKb = repeated(() => estimateTokens(text)) / (Buffer.byteLength(text) / 1024);
    const target = { of: 'value', atMost: 10 } as const;
    report.add('estimates', { figure: `tokens of ${name}, a KB`, value: perKb, unit: 'µs', target });
    const errors = errorsOf(texts);
    const [median, p90] = name === 'english' ? [0.08, 0.2] : [0.15, 0.3];
    addError(report, `error of ${name}, median`, quantile(errors, 0.5), median);
    addError(report, `error of ${name}, p90`, quantile(errors, 0.9), p90);
  }
  const requests = labelledRequests();
  const all = (): void => requests.forEach(({ text }) => classifyTask(text, { hasCode: false }));
  report.add('estimates', {
    figure: 'task of a labelled request',
    value: repeated(all) / requests.length,
    unit: 'µs',
    target: { of: 'value', atMost: 10 },
  });
  for (const [name, unit] of Object.entries(HOSTILE)) hostile(report, name, filled(unit, HOSTILE_CHARS));
  return Promise.resolve();
}

function addError(report: Context['report'], figure: string, value: number, atMost: number): void {
  report.add('estimates', { figure, value, unit: '', target: { of: 'value', atMost } });
}

function hostile(report: Context['report'], name: string, text: string): void {
  const times = { tokens: () => estimateTokens(text), task: () => classifyTask(text, { hasCode: false }) };
  for (const [what, run] of Object.entries(times)) {
    report.add('estimates', { figure: `${what} of a megabyte of ${name}`, value: repeated(run), unit: 'µs' });
  }
}
