/** More recorded traffic than a test can send: copies of one call, made by ClickHouse. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClickHouse } from '../../src/clickhouse';
import type { TestService } from './service';

/** Copies the first decision of an endpoint, and its attempt, under another endpoint's name: three hundred to a millisecond. */
export async function copyDecision(
  service: TestService,
  { of, as, rows }: { readonly of: string; readonly as: string; readonly rows: number },
): Promise<void> {
  const clickhouse = await ClickHouse.connect({ url: engineUrl(service) });
  const one = 'decision_id = (SELECT min(decision_id) FROM route_decisions WHERE endpoint = {of:String})';
  const copy = (table: string, changes: readonly string[]): Promise<void> =>
    clickhouse.command(
      'test.copies',
      `INSERT INTO ${table} SELECT * REPLACE ({as:String} AS endpoint, ${changes.join(', ')}) EXCEPT number
       FROM (SELECT * FROM ${table} WHERE ${one}) AS one CROSS JOIN numbers({rows:UInt32}) AS many`,
      { of, as, rows },
    );
  const earlier = (column: string): string => `${column} - toIntervalMillisecond(intDiv(number, 300) + 1) AS ${column}`;
  const named = (column: string): string => `concat('copy_', toString(number)) AS ${column}`;
  await copy('route_decisions', [earlier('decided_at'), named('decision_id')]);
  await copy('ledger_attempts', [earlier('queued_at'), named('decision_id'), named('attempt_id')]);
  await clickhouse.close();
}

function engineUrl({ dataDir }: TestService): string {
  const door = JSON.parse(readFileSync(join(dataDir, 'clickhouse.json'), 'utf8')) as Record<string, string>;
  const url = new URL(door['url'] ?? '');
  return Object.assign(url, { username: door['username'], password: door['password'] }).href;
}
