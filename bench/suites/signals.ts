/** The signal detector alone: a prompt of 1 KB, each further KB, and hostile prompts of 1 MB; needs a build, no service. */
import { createRequire } from 'node:module';
import type { Context } from '../arena.ts';
import { filled } from '../filled.ts';

interface Detector {
  readonly questionOf: (messages: readonly object[]) => string | null;
  readonly detect: (question: string) => object;
}

const require = createRequire(import.meta.url);
const ofBuild = (path: string): object => require(`../../dist/src/routing/domain/signals/${path}.js`) as object;
const { questionOf } = ofBuild('question') as Pick<Detector, 'questionOf'>;
const { detect } = ofBuild('detect') as Pick<Detector, 'detect'>;

/** About what people write: names, questions and clauses, so that rules have something to look at. */
const prose =
  'Our team in Porto has moved the release to Thursday, because the export still fails when a report has no owner. ' +
  'Maria thinks that the invoices should be sent before the call, and Joao wants to know who is going to check them. ' +
  'Could you write a short note to the customers in which we explain what has changed, what they have to do, and when? ' +
  'Keep it friendly, use plain words, and leave out every detail of the fault; the second paragraph may name the new dates. ';

const kilobytes = (count: number): string => filled(prose, count * 1024);
const megabyte = (piece: string): string => filled(piece, 2 ** 20);

const hostile: Readonly<Record<string, string>> = {
  'one long word': megabyte('a'),
  spaces: megabyte(' '),
  'nested quotes': megabyte('> '),
  'quoted lines': megabyte('>\n'),
  '"thinks that" without end': megabyte('Anne thinks that Bob '),
  'unclosed elements': megabyte('<document>'),
  'closed elements': megabyte('<document></document>'),
  'question marks': megabyte('? '),
  fences: megabyte('```\n'),
  'every word of a rule': megabyte('if water light stopped would each must exactly words sudoku find once lies says '),
};

export function signals({ report, quick }: Context): Promise<void> {
  const runs = quick ? 200 : 2000;
  // Both sizes have been compiled before either is measured.
  for (const size of [1, 9]) medianUs(kilobytes(size), runs);
  const one = medianUs(kilobytes(1), runs);
  const nine = medianUs(kilobytes(9), runs);
  const add = (figure: string, value: number, atMost: number, unit: string): void => {
    report.add('signals', { figure, value, unit, target: { of: 'value', atMost } });
  };
  add('1 KB', one, 20, 'µs');
  add('each further KB, to 9 KB', (nine - one) / 8, 15, 'µs');
  for (const [name, prompt] of Object.entries(hostile)) add(`1 MB of ${name}`, medianUs(prompt, 5) / 1000, 100, 'ms');
  return Promise.resolve();
}

/** Median of single calls, extraction of the question included. */
function medianUs(prompt: string, runs: number): number {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    const question = questionOf([{ role: 'user', content: prompt }]);
    if (question !== null) detect(question);
    times.push(performance.now() - start);
  }
  return 1000 * (times.sort((a, b) => a - b)[runs >> 1] ?? 0);
}
