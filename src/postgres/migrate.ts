/** Brings the schema up to this version of the code, forward only, one process at a time. */
import { type DataSource } from 'typeorm';
import { type Log } from '../shared/log';
import { withAdvisoryLock } from './advisory-lock';
import { MIGRATIONS_TABLE } from './data-source';
import { migrationLabel } from './migrations-list';

export interface MigrateOptions {
  readonly log: Log;
  /** Other stores' migrations, which then run under the same lock, after these. */
  readonly whileLocked?: () => Promise<void>;
}

/** The database cannot be brought to this version of the code; the message says what to do. */
export class MigrationRefusedError extends Error {
  override readonly name = 'MigrationRefusedError';
}

const LEAST_SERVER_VERSION = 15;

/**
 * Each migration is a transaction: one that fails leaves those before it.
 * @returns what was applied, as `0001-create-identity`
 * @throws MigrationRefusedError when the server is too old, or its schema newer than the code
 */
export function migratePostgres(dataSource: DataSource, { log, whileLocked }: MigrateOptions): Promise<string[]> {
  return withAdvisoryLock(dataSource, 'bursar/migrations', async () => {
    await refuseOldServer(dataSource);
    await refuseNewerSchema(dataSource);
    const applied = (await dataSource.runMigrations({ transaction: 'each' })).map(({ name }) => migrationLabel(name));
    if (applied.length > 0) log.info({ applied }, 'the PostgreSQL schema was brought up to date');
    await whileLocked?.();
    return applied;
  });
}

async function refuseOldServer(dataSource: DataSource): Promise<void> {
  const rows: { version: number }[] = await dataSource.query(
    `SELECT current_setting('server_version_num')::int / 10000 AS version`,
  );
  const version = rows[0]?.version ?? 0;
  if (version >= LEAST_SERVER_VERSION) return;
  throw new MigrationRefusedError(
    `The server of DATABASE_URL is PostgreSQL ${version}; Bursar needs ${LEAST_SERVER_VERSION} or later.`,
  );
}

async function refuseNewerSchema(dataSource: DataSource): Promise<void> {
  const unknown = (await appliedNames(dataSource)).find(
    (name) => !dataSource.migrations.some((migration) => migration.name === name),
  );
  if (unknown === undefined) return;
  throw new MigrationRefusedError(
    `The database has the migration ${migrationLabel(unknown)}, which this version of Bursar does not know: ` +
      'start the newer version again, or restore a backup from before the upgrade.',
  );
}

async function appliedNames(dataSource: DataSource): Promise<readonly string[]> {
  const tables: { present: boolean }[] = await dataSource.query('SELECT to_regclass($1) IS NOT NULL AS present', [
    MIGRATIONS_TABLE,
  ]);
  if (tables[0]?.present !== true) return [];
  const rows: { name: string }[] = await dataSource.query(`SELECT name FROM ${MIGRATIONS_TABLE} ORDER BY id DESC`);
  return rows.map(({ name }) => name);
}
