import { spawnSync } from 'node:child_process';
import { ROOT } from '../structure/repository';

// The generator loads the sources by themselves, without jest's cache.
jest.setTimeout(60_000);

it('docs/events.md is what its generator makes of the event catalogue and its template', () => {
  const args = ['scripts/generate-docs.cjs', '--check', 'docs/events.md'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  expect(stdout + stderr).toBe('');
});
