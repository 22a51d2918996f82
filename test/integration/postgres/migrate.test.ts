/** Migrations on a real server: order, transactions, the lock, and what is refused. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DataSource, EntitySchema } from 'typeorm';
import {
  type EmbeddedPostgres,
  findSchemaDrift,
  migratePostgres,
  MigrationRefusedError,
  openDataSource,
  type PostgresOptions,
  startEmbeddedPostgres,
  withAdvisoryLock,
} from '../../../src/postgres';
import { eventually, makeDatabase, makeDirectory, queryOnce, removeDirectories, silentLog as log } from './support';

const note = new EntitySchema<{ id: string; body: string }>({
  name: 'note',
  tableName: 'notes',
  columns: { id: { type: 'text', primary: true }, body: { type: 'text' } },
});

let server: EmbeddedPostgres;
const opened: DataSource[] = [];

jest.setTimeout(60_000);

beforeAll(async () => {
  server = await startEmbeddedPostgres({ dataDir: await makeDirectory(), log });
});

afterEach(() => Promise.all(opened.splice(0).map((dataSource) => dataSource.destroy())));

afterAll(async () => {
  await server.stop();
  await removeDirectories();
});

/** A folder of migrations, as the build has it, each of one statement. */
async function writeMigrations(migrations: Readonly<Record<string, string>>): Promise<string> {
  const directory = join(await makeDirectory(), 'migrations');
  await mkdir(directory);
  for (const [name, sql] of Object.entries(migrations)) {
    const up = `async up(runner) { await runner.query(${JSON.stringify(sql)}); }`;
    await writeFile(join(directory, `${name}.js`), `exports.Migration = class { ${up} async down() {} };\n`);
  }
  return directory;
}

async function open(
  url: string,
  migrationsDirectory: string,
  more: Partial<PostgresOptions> = {},
): Promise<DataSource> {
  const dataSource = await openDataSource({ url, entities: [note], log, migrationsDirectory, ...more });
  opened.push(dataSource);
  return dataSource;
}

const NOTES = { '0001-create-notes': 'CREATE TABLE notes (id text PRIMARY KEY)' };
const BODIES = { '0002-give-notes-bodies': 'ALTER TABLE notes ADD body text NOT NULL' };

describe('migratePostgres', () => {
  it('applies what is missing in the order of the numbers, and nothing twice', async () => {
    const url = await makeDatabase(server.url);
    const first = await open(url, await writeMigrations(NOTES));
    expect(await migratePostgres(first, { log })).toEqual(['0001-create-notes']);
    const second = await open(url, await writeMigrations({ ...BODIES, ...NOTES }));
    expect(await migratePostgres(second, { log })).toEqual(['0002-give-notes-bodies']);
    expect(await migratePostgres(second, { log })).toEqual([]);
    await second.getRepository(note).insert({ id: 'a', body: 'b' });
  });

  it('rolls a failing migration back whole and keeps those before it', async () => {
    const url = await makeDatabase(server.url);
    const failing = { '0002-fail-late': 'CREATE TABLE half (id int); SELECT 1 / 0' };
    const dataSource = await open(url, await writeMigrations({ ...NOTES, ...failing }));
    await expect(migratePostgres(dataSource, { log })).rejects.toMatchObject({ code: '22012' });
    const tables = await queryOnce(url, `SELECT to_regclass('notes') AS notes, to_regclass('half') AS half`);
    expect(tables).toEqual([{ notes: 'notes', half: null }]);
    const repaired = await open(url, await writeMigrations({ ...NOTES, ...BODIES }));
    expect(await migratePostgres(repaired, { log })).toEqual(['0002-give-notes-bodies']);
  });

  it('refuses a database that is newer than the code, by the name of the unknown migration', async () => {
    const url = await makeDatabase(server.url);
    await migratePostgres(await open(url, await writeMigrations({ ...NOTES, ...BODIES })), { log });
    const older = await open(url, await writeMigrations(NOTES));
    const refusal = await migratePostgres(older, { log }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(MigrationRefusedError);
    expect(String(refusal)).toContain('0002-give-notes-bodies');
  });

  it('lets one of many starting processes migrate, and the others find it done', async () => {
    const url = await makeDatabase(server.url);
    const slow = { '0002-take-a-while': 'SELECT pg_sleep(0.2)' };
    const directory = await writeMigrations({ ...NOTES, ...slow });
    // The statement timeout must not end the wait for the lock: the others wait longer than they may work.
    const sources = await Promise.all([1, 2, 3].map(() => open(url, directory, { statementTimeoutMs: 250 })));
    const applied = await Promise.all(sources.map((dataSource) => migratePostgres(dataSource, { log })));
    expect(applied.flat()).toEqual(['0001-create-notes', '0002-take-a-while']);
  });

  it("runs the other stores' migrations under the same lock", async () => {
    const url = await makeDatabase(server.url);
    const [one, other] = await Promise.all([
      open(url, await writeMigrations({})),
      open(url, await writeMigrations({})),
    ]);
    const steps: string[] = [];
    const whileLocked = (name: string) => async (): Promise<void> => {
      steps.push(`${name} begins`);
      await queryOnce(url, 'SELECT pg_sleep(0.05)');
      steps.push(`${name} ends`);
    };
    await Promise.all([
      migratePostgres(one, { log, whileLocked: whileLocked('one') }),
      migratePostgres(other, { log, whileLocked: whileLocked('other') }),
    ]);
    const [first, second] = steps[0] === 'one begins' ? ['one', 'other'] : ['other', 'one'];
    expect(steps).toEqual([`${first} begins`, `${first} ends`, `${second} begins`, `${second} ends`]);
  });

  it.each([
    ['a gap in the numbers', { ...NOTES, '0003-skip': 'SELECT 1' }, '0003-skip'],
    ['a number used twice', { ...NOTES, '0001-other': 'SELECT 1' }, '0001-other'],
  ])('does not start with %s', async (_, migrations, named) => {
    const url = await makeDatabase(server.url);
    await expect(open(url, await writeMigrations(migrations))).rejects.toThrow(named);
  });
});

describe('withAdvisoryLock', () => {
  it('is free again when its holder has failed, or its connection was cut', async () => {
    const url = await makeDatabase(server.url);
    const directory = await writeMigrations({});
    const [holder, other] = await Promise.all([open(url, directory), open(url, directory)]);
    await expect(withAdvisoryLock(holder, 'lock', () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    const cut = withAdvisoryLock(holder, 'lock', async () => {
      await queryOnce(server.url, `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'`);
    });
    await expect(cut).rejects.toThrow();
    await expect(withAdvisoryLock(other, 'lock', () => Promise.resolve('free'))).resolves.toBe('free');
  });

  it('does not make holders of other names wait', async () => {
    const url = await makeDatabase(server.url);
    const dataSource = await open(url, await writeMigrations({}));
    const nested = withAdvisoryLock(dataSource, 'outer', () =>
      withAdvisoryLock(dataSource, 'inner', () => Promise.resolve('both')),
    );
    await expect(nested).resolves.toBe('both');
  });
});

describe('the data source', () => {
  it('cancels a statement that takes longer than the timeout, and says who it is', async () => {
    const url = await makeDatabase(server.url);
    const dataSource = await open(url, await writeMigrations({}), {
      statementTimeoutMs: 50,
      applicationName: 'tester',
    });
    await expect(dataSource.query('SELECT pg_sleep(10)')).rejects.toMatchObject({ code: '57014' });
    expect(await dataSource.query('SHOW application_name')).toEqual([{ application_name: 'tester' }]);
  });

  it('goes on with new connections after the server has cut the old ones', async () => {
    const url = await makeDatabase(server.url);
    const dataSource = await open(url, await writeMigrations({}));
    await queryOnce(
      server.url,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'bursar'`,
    );
    await eventually(() =>
      dataSource.query('SELECT 1').then(
        () => true,
        () => false,
      ),
    );
  });
});

describe('findSchemaDrift', () => {
  it('names the statement that is missing until the migrations make what the entities declare', async () => {
    const url = await makeDatabase(server.url);
    const behind = await open(url, await writeMigrations(NOTES));
    await migratePostgres(behind, { log });
    expect(await findSchemaDrift(behind)).toEqual([expect.stringContaining('ADD "body" text NOT NULL')]);
    const level = await open(url, await writeMigrations({ ...NOTES, ...BODIES }));
    await migratePostgres(level, { log });
    expect(await findSchemaDrift(level)).toEqual([]);
  });

  it('finds none between the entities and the migrations of this repository', async () => {
    const root = join(__dirname, '../../..');
    const dataSource = await open(await makeDatabase(server.url), join(root, 'migrations/postgres'), {
      entities: [join(root, 'src/**/*.entity.ts')],
    });
    await migratePostgres(dataSource, { log });
    expect(await findSchemaDrift(dataSource)).toEqual([]);
  });
});
