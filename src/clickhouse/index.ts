/** The door of ClickHouse: its client, the embedded engine, and the schema's migrations. */
export { ClickHouse, type ClickHouseOptions } from './clickhouse';
export { type EmbeddedClickHouse, startEmbeddedClickHouse } from './embedded/supervisor';
export { ClickHouseError } from './failure';
export { migrateClickHouse, MigrationRefusedError } from './migrations';
