import { spawnSync } from 'node:child_process';
import { SETTINGS } from '../../../src/config';
import { readText, ROOT } from '../structure/repository';
import { tableRows } from './markdown';

// The generator loads the sources by themselves, without jest's cache.
jest.setTimeout(60_000);

const rows = new Map(tableRows(readText('docs/operations.md')).map(([name = '', ...cells]) => [name, cells]));

describe('docs/operations.md', () => {
  it('is what its generator makes of the settings, the metrics and its template', () => {
    const args = ['scripts/generate-docs.cjs', '--check', 'docs/operations.md'];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
    expect(stdout + stderr).toBe('');
  });

  it.each(Object.entries(SETTINGS))('gives %s with its default and its sentence', (name, { schema, says }) => {
    const [standard, sentence = ''] = rows.get(`\`${name}\``) ?? [];
    const value = schema.safeParse(undefined).data;
    expect(standard).toBe(value === undefined ? 'unset' : `\`${String(value)}\``);
    expect(sentence.startsWith(says)).toBe(true);
  });

  it('marks exactly the secret settings as secret', () => {
    const marked = [...rows].filter(([, cells]) => cells[1]?.endsWith('**Secret.**') === true).map(([name]) => name);
    const secret = Object.entries(SETTINGS).filter(([, setting]) => 'secret' in setting);
    expect(marked).toEqual(secret.map(([name]) => `\`${name}\``));
  });
});
