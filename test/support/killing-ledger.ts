/** Looks into ClickHouse itself: what was called is there once, and the rollups are what the rows add up to. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClickHouse } from '../../src/clickhouse';
import { ROLLUPS } from '../../src/ledger/domain/usage-table';
import { eventually } from './eventually';

export interface Ledger {
  readonly runs: ReadonlyMap<string, string>;
  readonly rows: number;
  /** Everything in which rows, decisions and rollups contradict each other; must be empty. */
  readonly faults: readonly string[];
  /** Decisions whose provider was never asked: only a kill within their one write leaves one. */
  readonly unattempted: readonly string[];
}

/** The embedded engine of a running service, as it tells the operator's own clients. */
export function embeddedUrl(dataDir: string): string {
  const { url, username, password } = JSON.parse(readFileSync(join(dataDir, 'clickhouse.json'), 'utf8')) as Record<
    'url' | 'username' | 'password',
    string
  >;
  return url.replace('//', `//${username}:${password}@`);
}

/** Waits until every record of the journal has been acknowledged. */
export async function untilDelivered(url: string): Promise<void> {
  await eventually(async () => {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    return /^bursar_journal_undelivered_bytes 0$/m.test(metrics) && /^bursar_journal_failing 0$/m.test(metrics);
  }, 60_000);
}

export async function readLedger(url: string): Promise<Ledger> {
  const clickhouse = await ClickHouse.connect({ url });
  try {
    const attempts = await clickhouse.query<{ run_id: string; outcome: string }>(
      'test',
      'SELECT run_id, outcome FROM ledger_attempts',
    );
    return {
      runs: new Map(attempts.map(({ run_id, outcome }) => [run_id, outcome])),
      rows: attempts.length,
      faults: [...(await doubles(clickhouse)), ...(await strays(clickhouse)), ...(await wrongRollups(clickhouse))],
      unattempted: await missing(clickhouse, 'route_decisions', 'ledger_attempts'),
    };
  } finally {
    await clickhouse.close();
  }
}

async function doubles(clickhouse: ClickHouse): Promise<string[]> {
  const keys = { attempt_id: 'ledger_attempts', run_id: 'ledger_attempts', decision_id: 'route_decisions' };
  const found = Object.entries(keys).map(async ([key, table]) => {
    const rows = await clickhouse.query<{ id: string; n: string }>(
      'test',
      `SELECT ${key} AS id, count() AS n FROM ${table} GROUP BY id HAVING n > 1`,
    );
    return rows.map(({ id, n }) => `${table}.${key} ${id} is there ${n} times`);
  });
  return (await Promise.all(found)).flat();
}

async function strays(clickhouse: ClickHouse): Promise<string[]> {
  const ids = await missing(clickhouse, 'ledger_attempts', 'route_decisions');
  return ids.map((id) => `${id} has an attempt and no decision`);
}

/** Decisions that one table knows and the other does not. */
async function missing(clickhouse: ClickHouse, from: string, to: string): Promise<string[]> {
  const rows = await clickhouse.query<{ id: string }>(
    'test',
    `SELECT DISTINCT decision_id AS id FROM ${from} WHERE id NOT IN (SELECT decision_id FROM ${to})`,
  );
  return rows.map(({ id }) => id);
}

const SUMMED = ['input_tokens', 'output_tokens', 'cost_nano_usd'];

async function wrongRollups(clickhouse: ClickHouse): Promise<string[]> {
  const raw = await sums(
    clickhouse,
    `count() AS attempts, countIf(attempt = 1) AS requests, countIf(outcome != 'success') AS failures`,
    'ledger_attempts',
  );
  const found = ROLLUPS.map(async (rollup) => {
    const rolled = await sums(
      clickhouse,
      'sum(attempts) AS attempts, sum(requests) AS requests, sum(failures) AS failures',
      rollup,
    );
    return rolled === raw ? [] : [`${rollup} has ${rolled}, the rows have ${raw}`];
  });
  return (await Promise.all(found)).flat();
}

async function sums(clickhouse: ClickHouse, counts: string, table: string): Promise<string> {
  const summed = SUMMED.map((column) => `ifNull(sum(${column}), 0) AS ${column}`).join(', ');
  // The name of an aggregate must not hide the column that another one sums.
  const sql = `SELECT * FROM (SELECT ${counts}, ${summed} FROM ${table}) SETTINGS prefer_column_name_to_alias = 1`;
  return JSON.stringify(await clickhouse.query('test', sql));
}
