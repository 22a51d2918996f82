/** Brings the ClickHouse schema forward: numbered files, each applied once, in order; never back. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../shared/version';
import { type ClickHouse } from './clickhouse';

const PACKAGED = join(PACKAGE_ROOT, 'migrations', 'clickhouse');

export interface MigrationOptions {
  /** Default: `migrations/clickhouse` of this package. */
  readonly directory?: string;
  readonly log: { info(details: object, sentence: string): void };
}

export class MigrationRefusedError extends Error {
  override readonly name = 'MigrationRefusedError';
}

/**
 * A file that was cut short by a crash is run again as a whole, so its statements must bear that (`IF NOT EXISTS`).
 * Only one process may be in here: the caller holds a lock.
 * @returns the files that were applied now
 * @throws MigrationRefusedError when files and database contradict each other; ClickHouseError when a statement fails
 */
export async function migrateClickHouse(
  clickhouse: ClickHouse,
  { directory = PACKAGED, log }: MigrationOptions,
): Promise<string[]> {
  const migrations = readMigrations(directory);
  await clickhouse.command('migrations.table', APPLIED_TABLE);
  const applied = await clickhouse.query<Applied>(
    'migrations.applied',
    'SELECT number, name, checksum FROM schema_migrations ORDER BY number',
  );
  refuseContradictions(migrations, applied);
  const pending = migrations.slice(applied.length);
  for (const migration of pending) {
    await apply(clickhouse, migration);
    log.info({ migration: migration.name }, 'A ClickHouse migration was applied.');
  }
  return pending.map((migration) => migration.name);
}

/** @param text statements that end with `;` at the end of a line; whole lines that begin with `--` are comments */
export function splitStatements(text: string): readonly string[] {
  return text
    .replaceAll(/^\s*--.*$/gm, '')
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}

interface Migration {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
  readonly statements: readonly string[];
}

type Applied = Pick<Migration, 'number' | 'name' | 'checksum'>;

const APPLIED_TABLE = `CREATE TABLE IF NOT EXISTS schema_migrations
(
    number UInt32,
    name String,
    checksum String,
    applied_at DateTime DEFAULT now()
)
ENGINE = MergeTree
ORDER BY number`;

async function apply(clickhouse: ClickHouse, { number, name, checksum, statements }: Migration): Promise<void> {
  for (const statement of statements) await clickhouse.command(`migrations.${name}`, statement);
  await clickhouse.command(
    'migrations.record',
    'INSERT INTO schema_migrations (number, name, checksum) SELECT {number:UInt32}, {name:String}, {checksum:String}',
    { number, name, checksum },
  );
}

function refuseContradictions(migrations: readonly Migration[], applied: readonly Applied[]): void {
  const newest = applied.at(-1);
  if (newest !== undefined && newest.number > migrations.length) {
    throw new MigrationRefusedError(
      `The ClickHouse database is newer than this Bursar (it has migration ${newest.name}): start the newer version.`,
    );
  }
  for (const [index, { number, name, checksum }] of applied.entries()) {
    const migration = migrations[index];
    if (migration?.number !== number) {
      throw new MigrationRefusedError(
        `The ClickHouse database has migration ${name} but not the one before it: restore schema_migrations from a backup.`,
      );
    }
    if (migration.checksum !== checksum) {
      throw new MigrationRefusedError(
        `The ClickHouse migration ${name} was changed after it had been applied: put the file back as it was, ` +
          'and write the change as a new migration.',
      );
    }
  }
}

function readMigrations(directory: string): readonly Migration[] {
  const names = readdirSync(directory).filter((name) => name.endsWith('.sql'));
  return names.sort().map((name, index) => {
    const number = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1]);
    if (number !== index + 1) {
      throw new MigrationRefusedError(
        `The ClickHouse migration ${name} is not number ${index + 1}: files are called NNNN_intent.sql, count up from ` +
          '0001 and leave no gap.',
      );
    }
    const text = readFileSync(join(directory, name), 'utf8');
    const checksum = createHash('sha256').update(text).digest('hex');
    return { number, name, checksum, statements: splitStatements(text) };
  });
}
