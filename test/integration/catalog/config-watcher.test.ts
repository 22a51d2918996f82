/** The watched configuration file, on a real directory and a real database. */
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { ConfigWatcher, FILE_ACTOR } from '../../../src/catalog';
import { useReplicas } from '../../support/catalog';

const endpoint = (name: string): string => `endpoints: { ${name}: { routing: { default: { tier: economy } } } }\n`;

const replicas = useReplicas();
const ended: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ended.splice(0)) await end();
});

async function watched(text: string) {
  const directory = await mkdtemp(join(tmpdir(), 'bursar-config-'));
  const path = join(directory, 'bursar.yaml');
  await writeFile(path, text);
  const { tenantId, replica } = await replicas.fresh();
  const lines: string[] = [];
  const waiting: { text: string; resolve: () => void }[] = [];
  const write = (line: string): void => {
    lines.push(line);
    for (const { resolve } of waiting.filter((one) => line.includes(one.text))) resolve();
  };
  const log = pino({ level: 'debug' }, { write });
  const apply = (content: string) => replica.config.apply(tenantId, { text: content }, FILE_ACTOR);
  const watcher = new ConfigWatcher({ path, apply, log });
  ended.push(async () => {
    await watcher.close();
    await rm(directory, { recursive: true, force: true });
  });
  return {
    ...{ path, watcher, lines },
    endpoints: () => [...replica.catalogs.current(tenantId).endpointByName.keys()],
    logged: (part: string) => new Promise<void>((resolve) => waiting.push({ text: part, resolve })),
  };
}

it('is applied at the start, and again when it is written', async () => {
  const { path, watcher, endpoints, logged } = await watched(endpoint('one'));
  await watcher.start();
  expect(endpoints()).toEqual(['auto', 'one']);
  const applied = logged('was applied');
  await writeFile(path, endpoint('two'));
  await applied;
  expect(endpoints()).toEqual(['auto', 'two']);
});

it('is applied when an editor replaces the file, more than once', async () => {
  const { path, watcher, endpoints, logged } = await watched(endpoint('one'));
  await watcher.start();
  for (const name of ['two', 'three']) {
    const applied = logged('was applied');
    await writeFile(`${path}.new`, endpoint(name));
    await rename(`${path}.new`, path);
    await applied;
    expect(endpoints()).toEqual(['auto', name].sort());
  }
});

it('a wrong version is logged with its place, the last one stays, and the next right one is applied', async () => {
  const { path, watcher, lines, endpoints, logged } = await watched(endpoint('one'));
  await watcher.start();
  const refused = logged('is refused');
  await writeFile(path, 'endpoints:\n  two: { colour: red }\n');
  await refused;
  expect(lines.find((line) => line.includes('is refused'))).toContain('line 2, column 10: endpoints.two.colour');
  expect(endpoints()).toEqual(['auto', 'one']);
  const applied = logged('was applied');
  await writeFile(path, endpoint('three'));
  await applied;
  expect(endpoints()).toEqual(['auto', 'three']);
});

it('a rule that cannot be evaluated is refused, and one that may not say what is meant is warned of', async () => {
  const { path, watcher, lines, endpoints, logged } = await watched(endpoint('one'));
  await watcher.start();
  const withRule = (condition: string): string =>
    `endpoints: { two: { routing: { rules: [{ if: "${condition}", use: { tier: economy } }] } } }\n`;
  const refused = logged('is refused');
  await writeFile(path, withRule('input_token > 1'));
  await refused;
  expect(lines.join('')).toContain('line 1, column 47: endpoints.two.routing.rules[0].if: Unknown variable');
  const applied = logged('was applied');
  await writeFile(path, withRule('monthly_spend_pct > 80'));
  await applied;
  expect(endpoints()).toEqual(['auto', 'two']);
  expect(lines.find((line) => line.includes('may not say'))).toContain('monthly_spend_pct is a fraction');
});

it('a wrong version at the start is no start', async () => {
  const { watcher, endpoints } = await watched('endpoints: { two: { colour: red } }\n');
  await expect(watcher.start()).rejects.toThrow(/line 1, column 21: endpoints.two.colour: is not a known key/);
  expect(endpoints()).toEqual(['auto']);
});
