/** The operator's secret in the data directory. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operatorSecrets, SecretFileError } from '../../../src/catalog';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'bursar-secret-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const path = (): string => join(directory, 'secret');
const secrets = (settings: { BURSAR_SECRET?: string; BURSAR_SECRET_PREVIOUS?: string } = {}) =>
  operatorSecrets({ ...settings, BURSAR_DATA_DIR: directory });

it('is made at the first start, for us alone, and is the same at the next', () => {
  const { current, previous } = secrets();
  expect(previous).toBeNull();
  expect(statSync(path()).mode & 0o777).toBe(0o600);
  expect(readFileSync(path(), 'utf8').trim()).toBe(current);
  expect(secrets().current).toBe(current);
  expect(readdirSync(directory)).toEqual(['secret']);
});

it('is not made where the settings give one', () => {
  expect(secrets({ BURSAR_SECRET: 'given by the operator' })).toEqual({
    current: 'given by the operator',
    previous: null,
  });
  expect(readdirSync(directory)).toEqual([]);
});

it('still opens what it sealed when the operator moves to a setting', () => {
  const { current: fromFile } = secrets();
  expect(secrets({ BURSAR_SECRET: 'given by the operator' }).previous).toBe(fromFile);
});

it.each([0o640, 0o604, 0o666])('is refused when others can read it (mode %o)', (mode) => {
  secrets();
  chmodSync(path(), mode);
  expect(() => secrets()).toThrow(SecretFileError);
  expect(() => secrets()).toThrow(/chmod 600/);
});

it('is refused when it is damaged, and not replaced', () => {
  writeFileSync(path(), 'short\n', { mode: 0o600 });
  expect(() => secrets()).toThrow(/damaged/);
  expect(readFileSync(path(), 'utf8')).toBe('short\n');
});
