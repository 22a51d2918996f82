/** Everything that a service has stored, as text, for tests that look for what must not be there. */
import { withAnalytics } from '../../src/process/analytics';
import { withState } from '../../src/process/state';
import { silentLog } from './postgres';
import type { TestService } from './service';

/** A row a line, of every table of PostgreSQL. */
export async function postgresRows({ settings }: TestService): Promise<readonly string[]> {
  const rows = await withState({ settings, log: silentLog }, async (dataSource) => {
    const tables = await dataSource.query<{ name: string }[]>(
      `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const selects = tables.map(({ name }) => `SELECT row_to_json(t)::text AS row FROM ${name} t`);
    return dataSource.query<{ row: string }[]>(selects.join(' UNION ALL '));
  });
  return rows.map(({ row }) => row);
}

/** The rows of every table of ClickHouse, by table. */
export async function clickHouseRows({ settings }: TestService): Promise<ReadonlyMap<string, readonly string[]>> {
  return withAnalytics({ settings, log: silentLog }, async (clickhouse) => {
    const tables = await clickhouse.query<{ name: string }>(
      'test.tables',
      `SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree'`,
    );
    const rows = await Promise.all(
      tables.map(async ({ name }) => {
        const found = await clickhouse.query<object>('test.rows', `SELECT * FROM ${name}`);
        return [name, found.map((row) => JSON.stringify(row))] as const;
      }),
    );
    return new Map(rows);
  });
}

/** Those of the secrets that are in the text. */
export const holding = (text: string, secrets: readonly string[]): string[] =>
  secrets.filter((secret) => text.includes(secret));
