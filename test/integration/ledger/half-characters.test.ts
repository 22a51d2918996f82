/** A record that the store cannot take as it stands must not keep back those that come after it. */
import { ClickHouse, migrateClickHouse } from '../../../src/clickhouse';
import { Records } from '../../../src/journal/records';
import { endedRow, rowHead } from '../../../src/ledger';
import { LedgerSink } from '../../../src/ledger/ledger.sink';
import { RollupStore } from '../../../src/ledger/rollup.store';
import { attempt } from '../../support/attempts';
import { silentLog } from '../../support/postgres';
import { startTestEngine, type TestEngine, unique } from '../clickhouse/support';

const START_MS = 60_000;
const NOON = Date.UTC(2026, 0, 31, 12);

let engine: TestEngine;
let clickhouse: ClickHouse;

beforeAll(async () => {
  engine = await startTestEngine();
  clickhouse = await ClickHouse.connect({ url: engine.fullUrl, database: unique('halves') });
  await migrateClickHouse(clickhouse, { log: silentLog });
}, START_MS);

afterAll(async () => {
  await clickhouse.close();
  await engine.stop();
});

it('stores a row with half a surrogate pair, replaced, and the rows beside it', async () => {
  const sink = new LedgerSink(clickhouse, new RollupStore(clickhouse, { nowMs: () => 0 }), silentLog);
  const customers = ['before', 'a\ud800"b', '\\ud800', 'after'];
  const payloads = new Map([
    ['attempt', recordsOf(customers.map((customer) => attempt({ queuedAtMs: NOON, by: { customer } })))] as const,
  ]);
  await sink.deliver({ id: 'batch', doubtful: false, payloads });
  const rows = await clickhouse.query<{ customer: string }>(
    'test.customers',
    'SELECT customer FROM ledger_attempts ORDER BY customer',
  );
  expect(rows.map(({ customer }) => customer)).toEqual(['\\ud800', 'after', 'a\ufffd"b', 'before']);
});

function recordsOf(attempts: readonly ReturnType<typeof attempt>[]): Records {
  const rows = attempts.map(({ start, end }) => Buffer.from(endedRow(rowHead(start), end)));
  const records = new Records(Buffer.concat(rows));
  let at = 0;
  for (const { length } of rows) {
    records.add(at, at + length);
    at += length;
  }
  return records;
}
