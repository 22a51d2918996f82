import { posix } from 'node:path';
import { exists, readText, repositoryFiles } from '../structure/repository';
import { linksOf, tableRows } from './markdown';
import { provenIds, REQUIREMENT_ID } from './requirement-ids';

interface Claim {
  readonly id: string;
  readonly claim: string;
  readonly sources: readonly string[];
  readonly tests: readonly string[];
}

const pathsIn = (cell: string): readonly string[] =>
  linksOf(cell).map(({ target }) => posix.normalize(posix.join('docs', target)));

const claims: readonly Claim[] = tableRows(readText('docs/claims.md')).map(
  ([id = '', claim = '', source = '', test = '']) => ({ id, claim, sources: pathsIn(source), tests: pathsIn(test) }),
);

describe('docs/claims.md', () => {
  it('MS-01: links every claim to a source file and a test file that exist', () => {
    const unlinked = claims.filter(({ sources, tests }) => sources.length === 0 || tests.length === 0);
    expect(unlinked.map(({ id }) => id)).toEqual([]);
    const missing = claims.flatMap(({ id, sources, tests }) =>
      [...sources, ...tests].filter((path) => !exists(path)).map((path) => `${id}: ${path}`),
    );
    expect(missing).toEqual([]);
  });

  it('names each requirement once, by its ID, and says what is claimed', () => {
    const ids = claims.map(({ id }) => id);
    expect(ids.filter((id) => !REQUIREMENT_ID.test(id))).toEqual([]);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(claims.filter(({ claim }) => claim === '').map(({ id }) => id)).toEqual([]);
  });

  it('has in each linked test file a test whose name begins with the ID', () => {
    const unproven = claims.flatMap(({ id, tests }) =>
      tests.filter((path) => exists(path) && !provenIds(readText(path)).has(id)).map((path) => `${id}: ${path}`),
    );
    expect(unproven).toEqual([]);
  });

  it('lists every ID that the name of a test begins with', () => {
    const listed = new Set(claims.map(({ id }) => id));
    const proven = repositoryFiles('test')
      .filter((path) => path.endsWith('.test.ts'))
      .flatMap((path) => [...provenIds(readText(path))].map((id) => ({ id, path })));
    expect(proven.filter(({ id }) => !listed.has(id)).map(({ id, path }) => `${id}: ${path}`)).toEqual([]);
  });
});

describe('the IDs in a test name', () => {
  // Put together here, so that this file does not itself seem to prove them.
  const id = ['BX', '07'].join('-');
  const other = ['SP', '29'].join('-');

  it.each([
    ['a plain test', `it('${id}: holds', () => {})`, [id]],
    ['a name on the next line', `it(\n  '${id}: holds',`, [id]],
    ['a table of cases', `it.each([\n  [1],\n])('${id}: holds for %d', () => {})`, [id]],
    ['two requirements', `test("${other}, ${id}: holds", () => {})`, [other, id]],
    ['an ID in the middle', `it('holds ${id}: so', () => {})`, []],
    ['an ID of another kind', "it('XX-07: holds', () => {})", []],
    ['a describe block', `describe('${id}: all of it', () => {})`, []],
  ])('are found in %s', (_, source, expected) => {
    expect([...provenIds(source)]).toEqual(expected);
  });
});
