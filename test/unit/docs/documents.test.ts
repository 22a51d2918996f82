import { posix } from 'node:path';
import { exists, readText, repositoryFiles } from '../structure/repository';
import { lineGroups, proseLines, relativeLinks } from './markdown';

const PERCENTAGE = /\d\s?%/;
/** What lets a reader check a figure: a link, or the benchmark that prints it. */
const EVIDENCE = /\]\(|\bbench\//;

const documents = [...repositoryFiles('docs').filter((path) => path.endsWith('.md')), 'README.md'].filter(exists);

/** Lines (from 1) with a percentage and nothing on the line, or in the table, to check it by. */
function unsupportedPercentages(markdown: string): readonly number[] {
  const prose = proseLines(markdown);
  const raw = markdown.split('\n');
  return lineGroups(prose)
    .filter((group) => !group.some((index) => EVIDENCE.test(raw[index] ?? '')))
    .flatMap((group) => group.filter((index) => PERCENTAGE.test(prose[index] ?? '')).map((index) => index + 1));
}

describe('the documents', () => {
  it('link only to files that exist', () => {
    const broken = documents.flatMap((path) =>
      relativeLinks(readText(path))
        .filter(({ target }) => !exists(posix.join(posix.dirname(path), target)))
        .map(({ target, line }) => `${path}:${line}: ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it('MS-02: give no percentage without a link or a benchmark to check it by', () => {
    const unsupported = documents.flatMap((path) =>
      unsupportedPercentages(readText(path)).map((line) => `${path}:${line}`),
    );
    expect(unsupported).toEqual([]);
  });
});

describe('the reading of percentages', () => {
  it.each([
    ['a bare figure', 'Saves 40 % of the spend.', [1]],
    ['a figure beside a link', 'Saves 40 % ([how](x.md)).', []],
    ['a figure beside its benchmark', 'Saves 40% by bench/run.ts.', []],
    ['a figure beside its benchmark as code', 'Saves 40% by `bench/run.ts`.', []],
    ['a link on another line', '[how](x.md)\nSaves 40 %.', [2]],
    ['a table with a link in its head', '| [bench](x.md) |\n| - |\n| 40 % |', []],
    ['a table without a link', 'text\n| share |\n| - |\n| 40 % |', [4]],
    ['code', '`width: 40%`\n```\n40 %\n```', []],
  ])('judges %s', (_, markdown, expected) => {
    expect(unsupportedPercentages(markdown)).toEqual(expected);
  });
});
