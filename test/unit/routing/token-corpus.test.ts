/** The estimate of tokens against the true count, on texts that it was not fitted to. */
import { spawnSync } from 'node:child_process';
import { errorsOf, quantile, tokenTexts } from '../../support/token-corpus';
import { ROOT } from '../structure/repository';

// The generator loads the sources by themselves, without jest's cache.
jest.setTimeout(60_000);

const texts = tokenTexts();

/** The largest errors allowed to the median text and to nine of ten. */
const limitsOf = (name: string): { readonly median: number; readonly p90: number } =>
  name === 'english' ? { median: 0.08, p90: 0.2 } : { median: 0.15, p90: 0.3 };

describe('the estimate of input tokens', () => {
  it('PG-12: is within the targets against the true count for prose in six languages, code and JSON', () => {
    const missed = [...texts].filter(([name, of]) => {
      const errors = errorsOf(of);
      return quantile(errors, 0.5) > limitsOf(name).median || quantile(errors, 0.9) > limitsOf(name).p90;
    });
    expect(missed.map(([name]) => name)).toEqual([]);
  });

  it.each([...texts])('is measured on at least thirty different texts of %s', (_name, of) => {
    expect(new Set(of).size).toBe(of.length);
    expect(of.length).toBeGreaterThanOrEqual(30);
    expect(Math.min(...of.map((text) => text.length))).toBeGreaterThanOrEqual(50);
  });

  it('is published with its errors in docs/token-estimate.md', () => {
    const args = ['scripts/generate-docs.cjs', '--check', 'docs/token-estimate.md'];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
    expect(stdout + stderr).toBe('');
  });
});
