/** The door of ClickHouse: its client, the embedded engine, and the schema's migrations. */
export {
  ClickHouse,
  type ClickHouseOptions,
  type Insert,
  type LineFormat,
  type Params,
  type StatementOptions,
} from './clickhouse';
export {
  type EmbeddedClickHouse,
  type EmbeddedClickHouseOptions,
  startEmbeddedClickHouse,
} from './embedded/supervisor';
export { ClickHouseError } from './failure';
export { migrateClickHouse, type MigrationOptions, MigrationRefusedError } from './migrations';
