import { spawnSync } from 'node:child_process';
import { ERRORS } from '../../../src/shared/errors';
import { readText, repositoryFiles, ROOT } from '../structure/repository';
import { tableRows } from './markdown';

// The generator loads the sources by themselves, without jest's cache.
jest.setTimeout(60_000);

const TYPE_BY_STATUS: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  403: 'permission_error',
  429: 'rate_limit_error',
};
const typeOf = (status: number): string =>
  TYPE_BY_STATUS[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error');

describe('docs/errors.md', () => {
  it('is what its generator makes of the table of errors and its template', () => {
    const args = ['scripts/generate-docs.cjs', '--check', 'docs/errors.md'];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
    expect(stdout + stderr).toBe('');
  });

  it('has every code once, with its status and type', () => {
    const codes = tableRows(readText('docs/errors.md')).filter(([, status = '']) => /^\d{3}$/.test(status));
    const expected = Object.entries(ERRORS).map(([code, { status, type }]) => [
      `\`${code}\``,
      String(status),
      `\`${type}\``,
    ]);
    expect(codes.map((cells) => cells.slice(0, 3)).toSorted()).toEqual(expected.toSorted());
  });
});

describe('the table of errors', () => {
  it('gives each status the type that SDKs expect with it', () => {
    for (const { status, type } of Object.values(ERRORS))
      expect({ status, type }).toEqual({ status, type: typeOf(status) });
  });

  it('has no code that nothing throws', () => {
    const sources = repositoryFiles('src')
      .filter((path) => path.endsWith('.ts') && path !== 'src/shared/errors.ts')
      .map(readText)
      .join('\n');
    expect(Object.keys(ERRORS).filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
  });
});
