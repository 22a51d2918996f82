/** What keeps a start from succeeding: a sentence that says what to do, and an exit code of sysexits.h. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { POSTGRES_START_MS, startTestPostgres } from '../../support/postgres';
import { type Ended, PROCESS_TEST_MS, useServices } from '../../support/service-process';
import { processesUnder } from '../../support/service-process-children';

const services = useServices();

/** It said that and nothing after it, and left nobody behind. */
function expectRefusal(dataDir: string, ended: Ended, { code, says }: { code: number; says: string | RegExp }): void {
  expect(ended.stderr).toMatch(says);
  expect(ended).toMatchObject({ code, signal: null });
  expect(ended.stderr).not.toMatch(/^ +at /m);
  expect(processesUnder(dataDir)).toEqual([]);
}

it(
  'refuses a data directory that a running service has, by its pid, and leaves that service alone',
  async () => {
    const dataDir = services.newDataDir();
    const first = await services.start({ dataDir });
    const second = await services.fail({ dataDir });
    expect(second).toMatchObject({ code: 75 });
    expect(second.stderr).toBe(
      `The data directory ${dataDir} is in use by the Bursar with pid ${first.pid}: stop that one, ` +
        'or give this one another BURSAR_DATA_DIR.\n',
    );
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
  },
  PROCESS_TEST_MS,
);

it(
  'names the port that is taken, and stops the stores again',
  async () => {
    const dataDir = services.newDataDir();
    const server = await listening();
    const { port } = server.address() as AddressInfo;
    const ended = await services.fail({ dataDir, environment: { PORT: String(port) } });
    server.close();
    expectRefusal(dataDir, ended, {
      code: 69,
      says: `Port ${port} is taken by another program: stop that one, or set PORT to a free one`,
    });
  },
  PROCESS_TEST_MS,
);

it('names a data directory that cannot be written', async () => {
  const dataDir = services.newDataDir();
  const file = join(dataDir, 'a-file');
  writeFileSync(file, '');
  const ended = await services.fail({ dataDir: join(file, 'data') });
  expectRefusal(dataDir, ended, { code: 73, says: `The data directory ${file}/data cannot be written (ENOTDIR)` });
});

it.each(['start', 'doctor', 'migrate'])(
  'names a data directory that the system lets nobody make, at once: %s',
  async (command) => {
    const ended = await services.command('/proc/bursar/data', [command]);
    expect(ended.stdout + ended.stderr).toMatch(
      /The data directory \/proc\/bursar\/data cannot be written \(ENOENT\): make it writable .* BURSAR_DATA_DIR/,
    );
    expect(ended.code).toBe(command === 'doctor' ? 1 : 73);
    expect(ended.stdout + ended.stderr).not.toMatch(/^ +at /m);
  },
  PROCESS_TEST_MS,
);

it(
  'names a journal that cannot be written',
  async () => {
    const dataDir = services.newDataDir();
    writeFileSync(join(dataDir, 'journal'), '');
    const ended = await services.fail({ dataDir });
    expectRefusal(dataDir, ended, { code: 73, says: `${dataDir}/journal cannot be used (EEXIST)` });
  },
  PROCESS_TEST_MS,
);

it('lists every setting that is not usable', async () => {
  const dataDir = services.newDataDir();
  const environment = { PORT: 'eighty', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://root:hunter2@db/x' };
  const ended = await services.fail({ dataDir, environment });
  expectRefusal(dataDir, ended, { code: 78, says: /PORT:.*\n.*LOG_LEVEL:.*\n.*DATABASE_URL:/ });
  expect(ended.stderr).not.toContain('hunter2');
});

it(
  'refuses a wrong password for PostgreSQL without repeating it',
  async () => {
    const dataDir = services.newDataDir();
    const postgres = await startTestPostgres();
    const url = new URL((await postgres.database()).url);
    url.password = 'hunter2-hunter2';
    const ended = await services.fail({ dataDir, environment: { DATABASE_URL: url.href } });
    await postgres.stop();
    expectRefusal(dataDir, ended, { code: 69, says: 'correct the user and password in DATABASE_URL' });
    expect(ended.stderr + ended.stdout).not.toContain('hunter2');
  },
  POSTGRES_START_MS,
);

it.each([
  ['PostgreSQL', 'DATABASE_URL', 'postgresql://bursar:hunter2@127.0.0.1:1/bursar', 'Nothing answers at 127.0.0.1:1'],
  ['ClickHouse', 'CLICKHOUSE_URL', 'http://bursar:hunter2@127.0.0.1:1/bursar', 'Check CLICKHOUSE_URL'],
])(
  'refuses a %s that nobody answers for, without repeating the password',
  async (_store, setting, url, says) => {
    const dataDir = services.newDataDir();
    const ended = await services.fail({ dataDir, environment: { [setting]: url } });
    expectRefusal(dataDir, ended, { code: 69, says });
    expect(ended.stderr + ended.stdout).not.toContain('hunter2');
  },
  PROCESS_TEST_MS,
);

it(
  'refuses a configuration document with line and column of the fault',
  async () => {
    const dataDir = services.newDataDir();
    const config = join(dataDir, 'bursar.yaml');
    writeFileSync(config, 'providers:\n  lab:\n    kind: telepathy\n');
    const ended = await services.fail({ dataDir, environment: { BURSAR_CONFIG: config } });
    expectRefusal(dataDir, ended, {
      code: 78,
      says: /document is refused:\n +line 3, column 11: providers\.lab\.kind: /,
    });
  },
  PROCESS_TEST_MS,
);

it.each([
  ['is missing', (path: string) => path, /The file \S+bursar\.yaml cannot be read \(ENOENT\)/],
  ['is a directory', (path: string) => (mkdirSync(path), path), /The file \S+bursar\.yaml cannot be read \(EISDIR\)/],
])(
  'names a configuration document that %s',
  async (_fault, make, says) => {
    const dataDir = services.newDataDir();
    const config = make(join(dataDir, 'bursar.yaml'));
    const ended = await services.fail({ dataDir, environment: { BURSAR_CONFIG: config } });
    expectRefusal(dataDir, ended, { code: 66, says });
  },
  PROCESS_TEST_MS,
);

const listening = (): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
