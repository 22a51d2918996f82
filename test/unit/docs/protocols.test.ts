/** docs/protocols.md says what the tables of the gateway say. */
import { spawnSync } from 'node:child_process';
import { ROWS } from '../../../src/gateway/providers';
import { PARAMETERS, SUPPORT } from '../../../src/gateway/domain/conversation/parameters';
import { readText, ROOT } from '../structure/repository';
import { tableRows } from './markdown';

// The generator loads the sources by themselves, without jest's cache.
jest.setTimeout(60_000);

it('is what its generator makes of the tables and its template', () => {
  const args = ['scripts/generate-docs.cjs', '--check', 'docs/protocols.md'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  expect(stdout + stderr).toBe('');
});

it('names every provider and every parameter', () => {
  const text = readText('docs/protocols.md');
  for (const name of Object.keys(ROWS)) expect(text).toContain(`\`${name}\``);
  const rows = new Map(tableRows(text).map(([parameter = '', ...cells]) => [parameter, cells]));
  for (const parameter of PARAMETERS) {
    const [first] = rows.get(`\`${parameter}\``) ?? [];
    expect(SUPPORT).toContain(first);
  }
});
