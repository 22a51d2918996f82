/** Our client, against the embedded engine. */
import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { ClickHouse, ClickHouseError } from '../../../src/clickhouse';
import { eventually } from '../../support/eventually';
import { startTestEngine, type TestEngine, unique } from './support';

// The engine has the lowest priority, and the machine may be busy.
jest.setTimeout(60_000);

let engine: TestEngine;
let clickhouse: ClickHouse;

beforeAll(async () => {
  engine = await startTestEngine();
  clickhouse = await ClickHouse.connect({ url: engine.fullUrl });
});

afterAll(async () => {
  await clickhouse.close();
  await engine.stop();
});

const ENDLESS = 'SELECT sum(cityHash64(number)) AS x FROM numbers(1000000000000)';

const failureOf = (attempt: Promise<unknown>): Promise<ClickHouseError> =>
  attempt.then(
    () => Promise.reject(new Error('it succeeded')),
    (error: unknown) => error as ClickHouseError,
  );

async function newTable(): Promise<string> {
  const table = unique('t');
  await clickhouse.command(
    'test',
    `CREATE TABLE ${table} (id UInt64, name String) ENGINE = MergeTree ORDER BY id SETTINGS non_replicated_deduplication_window = 100`,
  );
  return table;
}

describe('connecting', () => {
  it('creates the database bursar, or the one of the URL, or the one given', async () => {
    const inUrl = await ClickHouse.connect({ url: `${engine.fullUrl}/${unique('in_url')}` });
    const given = await ClickHouse.connect({ url: engine.fullUrl, database: unique('given') });
    const nameOf = async (of: ClickHouse): Promise<string | undefined> =>
      (await of.query<{ name: string }>('test', 'SELECT currentDatabase() AS name'))[0]?.name;
    await expect(nameOf(clickhouse)).resolves.toBe('bursar');
    await expect(nameOf(inUrl)).resolves.toMatch(/^in_url_/);
    await expect(nameOf(given)).resolves.toMatch(/^given_/);
    await Promise.all([inUrl.close(), given.close()]);
  });

  it('to a port where nobody listens is a failure that may be tried again', async () => {
    const failure = await failureOf(ClickHouse.connect({ url: 'http://127.0.0.1:9' }));
    expect(failure).toBeInstanceOf(ClickHouseError);
    expect(failure).toMatchObject({ retryable: true, type: null, message: expect.stringContaining('ECONNREFUSED') });
  });

  it('with a wrong password is a failure that lasts', async () => {
    const url = engine.fullUrl.replace(engine.password, 'wrong');
    await expect(failureOf(ClickHouse.connect({ url }))).resolves.toMatchObject({
      retryable: false,
      type: 'AUTHENTICATION_FAILED',
    });
  });
});

describe('query', () => {
  it('returns 64-bit integers without loss, and tells the server who asks', async () => {
    const sql = "SELECT {big:UInt64} AS big, getSetting('log_comment') AS tag";
    const rows = await clickhouse.query('usage.by-day', sql, { big: '18446744073709551615' });
    expect(rows).toEqual([{ big: '18446744073709551615', tag: 'usage.by-day' }]);
  });

  it('returns rows in their order with every column, and none where there are none', async () => {
    const sql =
      "SELECT number AS n, [number, 1] AS list, if(number = 1, NULL, 'ü\\n\"') AS text FROM numbers({n:UInt8})";
    const bare = { output_format_json_quote_64bit_integers: 0 } as const;
    expect(await clickhouse.query('test', sql, { n: 2 }, { settings: bare })).toEqual([
      { n: 0, list: [0, 1], text: 'ü\n"' },
      { n: 1, list: [1, 1], text: null },
    ]);
    expect(await clickhouse.query('test', sql, { n: 0 })).toEqual([]);
  });

  it('ends at its timeout, at the server too, and may be tried again', async () => {
    await expect(failureOf(clickhouse.query('test', ENDLESS, {}, { timeoutMs: 300 }))).resolves.toMatchObject({
      retryable: true,
      message: 'test: no answer within 300 ms',
    });
    await eventually(async () => {
      const running =
        "SELECT count() AS n FROM system.processes WHERE query LIKE '%cityHash64%' AND query NOT LIKE '%processes%'";
      return (await clickhouse.query<{ n: string }>('test', running))[0]?.n === '0';
    });
  });

  it('ends with the reason of its signal, also while the result is on its way', async () => {
    const controller = new AbortController();
    const rows = clickhouse.query(
      'test',
      'SELECT number, sleepEachRow(0.01) FROM numbers(100000)',
      {},
      {
        signal: controller.signal,
        settings: { max_block_size: '10' },
      },
    );
    const left = expect(rows).rejects.toThrow('the caller left');
    setTimeout(() => controller.abort(new Error('the caller left')), 300);
    await left;
  });
});

it('streams whole lines of a result that is larger than a chunk', async () => {
  let text = '';
  for await (const lines of clickhouse.stream('test', 'SELECT number AS n FROM numbers({count:UInt32})', {
    count: 100_000,
  })) {
    expect(lines.endsWith('\n')).toBe(true);
    text += lines;
  }
  expect(text).toBe(`"n"\n${Array.from({ length: 100_000 }, (_, n) => `${n}\n`).join('')}`);
});

describe('insert', () => {
  it('sends the bytes as they are, in the order given', async () => {
    const table = await newTable();
    const body = ['{"id":"1","name":"a"}\n{"id":"2",', '"name":"ü"}\n'].map((part) => Buffer.from(part));
    await clickhouse.insert({ tag: 'test', table, format: 'JSONEachRow', body });
    await clickhouse.insert({
      tag: 'test',
      table,
      columns: ['name', 'id'],
      format: 'JSONCompactEachRow',
      body: Buffer.from('["b",3]'),
    });
    await clickhouse.insert({
      tag: 'test',
      statement: `INSERT INTO ${table} (id) FORMAT CSV`,
      body: Buffer.from('4\n'),
    });
    await expect(clickhouse.query('test', `SELECT * FROM ${table} ORDER BY id`)).resolves.toEqual([
      { id: '1', name: 'a' },
      { id: '2', name: 'ü' },
      { id: '3', name: 'b' },
      { id: '4', name: '' },
    ]);
  });

  it('counts once per token, in the table and in its rollup', async () => {
    const [table, rollup] = [await newTable(), unique('r')];
    await clickhouse.command(
      'test',
      `CREATE TABLE ${rollup} (k UInt8, n UInt64) ENGINE = SummingMergeTree ORDER BY k SETTINGS non_replicated_deduplication_window = 100`,
    );
    await clickhouse.command(
      'test',
      `CREATE MATERIALIZED VIEW ${unique('v')} TO ${rollup} AS SELECT 1 AS k, count() AS n FROM ${table} GROUP BY k`,
    );
    const body = Buffer.from('{"id":1}\n{"id":2}\n');
    for (const dedupToken of ['a', 'b', 'a', 'b', 'a']) {
      await clickhouse.insert({ tag: 'test', table, format: 'JSONEachRow', body, dedupToken });
    }
    const sql = `SELECT (SELECT count() FROM ${table}) AS raw, (SELECT sum(n) FROM ${rollup}) AS rolled`;
    await expect(clickhouse.query('test', sql)).resolves.toEqual([{ raw: '4', rolled: '4' }]);
  });

  it.each([
    ['into a table that is not there', 'nothing_of_that_name', '{"id":1}', 'UNKNOWN_TABLE'],
    ['of rows that cannot be read', null, '{"id":"x"}', 'CANNOT_PARSE_INPUT_ASSERTION_FAILED'],
  ])('%s is a failure that lasts', async (_name, table, row, type) => {
    const insert = clickhouse.insert({
      tag: 'test',
      table: table ?? (await newTable()),
      format: 'JSONEachRow',
      body: Buffer.from(row),
    });
    await expect(failureOf(insert)).resolves.toMatchObject({ retryable: false, type });
  });

  it('whose server hangs up in the middle may be tried again', async () => {
    const server: Server = createServer((socket) => socket.once('data', () => socket.destroy())).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : null;
    await expect(failureOf(ClickHouse.connect({ url: `http://127.0.0.1:${String(port)}` }))).resolves.toMatchObject({
      retryable: true,
      type: null,
    });
    server.close();
  });
});

it.each([
  ['SELECT 1 +', false, null],
  ['SELECT nothing_of_that_name', false, 'UNKNOWN_IDENTIFIER'],
  [
    'SELECT length(groupArray(toString(number))) FROM numbers(100000000) SETTINGS max_memory_usage = 50000000',
    true,
    'MEMORY_LIMIT_EXCEEDED',
  ],
  [
    'SELECT sleepEachRow(0.1) FROM numbers(100) SETTINGS max_execution_time = 1, max_block_size = 1',
    true,
    'TIMEOUT_EXCEEDED',
  ],
])('tells of %s whether to try again: %s', async (sql, retryable, type) => {
  const failure = await failureOf(clickhouse.query('test', sql));
  expect(failure.retryable).toBe(retryable);
  if (type !== null) expect(failure.type).toBe(type);
});

it('answers a ping, and says no when nobody is there', async () => {
  await expect(clickhouse.ping()).resolves.toBe(true);
  const other = await startTestEngine();
  const lost = await ClickHouse.connect({ url: other.fullUrl });
  await other.stop();
  await expect(lost.ping()).resolves.toBe(false);
  await lost.close();
});
