/** The pool of connections and the entities on it, for an embedded server as for any other. */
import { DataSource, type DataSourceOptions } from 'typeorm';
import { type Log } from '../shared/log';
import { describePostgresFailure } from './failures';
import { loadMigrations, MIGRATIONS_DIRECTORY } from './migrations-list';
import { TypeOrmLog } from './typeorm-log';

export interface PostgresOptions {
  readonly url: string;
  /** Classes, or globs of their files. */
  readonly entities: NonNullable<DataSourceOptions['entities']>;
  readonly log: Log;
  readonly poolSize?: number;
  /** The server cancels a statement that takes longer. */
  readonly statementTimeoutMs?: number;
  /** As `pg_stat_activity` shows it. */
  readonly applicationName?: string;
  readonly migrationsDirectory?: string;
}

export const MIGRATIONS_TABLE = 'schema_migrations';

const CONNECT_TIMEOUT_MS = 10_000;

/** Connects; the schema is as it is until `migratePostgres`. */
export async function openDataSource(options: PostgresOptions): Promise<DataSource> {
  const migrations = await loadMigrations(options.migrationsDirectory ?? MIGRATIONS_DIRECTORY);
  const dataSource: DataSource = new DataSource({
    type: 'postgres',
    url: options.url,
    applicationName: options.applicationName ?? 'bursar',
    poolSize: options.poolSize ?? 10,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    extra: { statement_timeout: options.statementTimeoutMs ?? 30_000, keepAlive: true },
    entities: options.entities,
    migrations: [...migrations],
    migrationsTableName: MIGRATIONS_TABLE,
    migrationsTransactionMode: 'each',
    synchronize: false,
    // gen_random_uuid() is built in; an extension would need a superuser.
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    logger: new TypeOrmLog(options.log),
    poolErrorHandler: (error: unknown) => {
      // The pool ends its connections without waiting for them, and the server may be gone first.
      if (!dataSource.isInitialized) return;
      options.log.warn({ problem: describePostgresFailure(error) }, 'a connection to PostgreSQL was lost');
    },
  });
  return dataSource.initialize();
}
