export { withAdvisoryLock } from './advisory-lock';
export { openDataSource, type PostgresOptions } from './data-source';
export { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded/embedded-postgres';
export { EmbeddedPostgresError } from './embedded/embedded-postgres-error';
export { describePostgresFailure, isPostgresUnreachable } from './failures';
export { migratePostgres, MigrationRefusedError } from './migrate';
export { Listener, notify } from './notifications';
export { type PostgresConnections, PostgresModule } from './postgres.module';
export { findSchemaDrift } from './schema-drift';
