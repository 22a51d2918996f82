/** Migrations run forward, once, and refuse what they cannot put right. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClickHouse, migrateClickHouse, MigrationRefusedError } from '../../../src/clickhouse';
import { startTestEngine, type TestEngine, unique } from './support';

// The engine has the lowest priority, and the machine may be busy.
jest.setTimeout(60_000);

let engine: TestEngine;
let clickhouse: ClickHouse;
let directory: string;

beforeAll(async () => {
  engine = await startTestEngine();
});

afterAll(() => engine.stop());

beforeEach(async () => {
  clickhouse = await ClickHouse.connect({ url: engine.fullUrl, database: unique('m') });
  directory = mkdtempSync(join(tmpdir(), 'bursar-migrations-'));
});

afterEach(async () => {
  await clickhouse.close();
  rmSync(directory, { recursive: true, force: true });
});

const log = { info: () => undefined };
const migrate = (): Promise<string[]> => migrateClickHouse(clickhouse, { directory, log });
const write = (name: string, text: string): void => writeFileSync(join(directory, name), text);

const tables = async (): Promise<string[]> => {
  const sql =
    "SELECT name FROM system.tables WHERE database = currentDatabase() AND name != 'schema_migrations' ORDER BY name";
  return (await clickhouse.query<{ name: string }>('test', sql)).map(({ name }) => name);
};

const create = (name: string): string =>
  `CREATE TABLE IF NOT EXISTS ${name}\n(\n    -- a number; nothing more\n    a UInt8\n)\nENGINE = Memory;\n`;

it('applies each file once, in order, with all of its statements', async () => {
  write('0002_third.sql', create('third'));
  write('0001_first_two.sql', `-- Two tables;\n${create('first')}\n${create('second')}`);
  await expect(migrate()).resolves.toEqual(['0001_first_two.sql', '0002_third.sql']);
  await expect(tables()).resolves.toEqual(['first', 'second', 'third']);
  await expect(migrate()).resolves.toEqual([]);
  write('0003_fourth.sql', create('fourth'));
  await expect(migrate()).resolves.toEqual(['0003_fourth.sql']);
});

it('runs a file again that was cut short', async () => {
  write('0001_two.sql', `${create('first')}\nSELECT broken FROM nowhere;\n`);
  await expect(migrate()).rejects.toThrow('migrations.0001_two.sql');
  await expect(tables()).resolves.toEqual(['first']);
  write('0001_two.sql', `${create('first')}\n${create('second')}`);
  await expect(migrate()).resolves.toEqual(['0001_two.sql']);
  await expect(tables()).resolves.toEqual(['first', 'second']);
});

it('refuses a file that was changed after it had been applied', async () => {
  write('0001_first.sql', create('first'));
  await migrate();
  write('0001_first.sql', create('changed'));
  await expect(migrate()).rejects.toThrow(MigrationRefusedError);
  await expect(migrate()).rejects.toThrow('0001_first.sql was changed after it had been applied: put the file back');
});

it('refuses a gap, and a name without a number', async () => {
  write('0001_first.sql', create('first'));
  write('0003_third.sql', create('third'));
  await expect(migrate()).rejects.toThrow('0003_third.sql is not number 2');
  rmSync(join(directory, '0003_third.sql'));
  write('second.sql', create('second'));
  await expect(migrate()).rejects.toThrow('second.sql is not number 2');
  await expect(tables()).resolves.toEqual([]);
});

it('refuses a database that is newer than the code', async () => {
  write('0001_first.sql', create('first'));
  write('0002_second.sql', create('second'));
  await migrate();
  rmSync(join(directory, '0002_second.sql'));
  await expect(migrate()).rejects.toThrow(
    'is newer than this Bursar (it has migration 0002_second.sql): start the newer',
  );
});

it('applies those of the package, twice without complaint', async () => {
  const applied = await migrateClickHouse(clickhouse, { log });
  expect(applied[0]).toMatch(/^0001_/);
  await expect(migrateClickHouse(clickhouse, { log })).resolves.toEqual([]);
});
