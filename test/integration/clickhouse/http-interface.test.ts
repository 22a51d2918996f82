/** The embedded engine answers as ClickHouse's HTTP interface does, to the official client and to plain requests. */
import { gzipSync } from 'node:zlib';
import { type ClickHouseClient, ClickHouseError, createClient } from '@clickhouse/client';
import { raw, rowsOf, startTestEngine, type TestEngine, unique } from './support';

// The engine has the lowest priority, and the machine may be busy.
jest.setTimeout(60_000);

let engine: TestEngine;
let client: ClickHouseClient;

beforeAll(async () => {
  engine = await startTestEngine();
  client = engine.client;
});

afterAll(() => engine.stop());

const failureOf = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => 'it succeeded',
    (error: unknown) => error,
  );

async function newTable(columns = 'id UInt32, name String'): Promise<string> {
  const table = unique('t');
  await client.command({ query: `CREATE TABLE ${table} (${columns}) ENGINE = MergeTree ORDER BY tuple()` });
  return table;
}

/** The client takes rows of a JSON format as objects only. */
function insertRaw(table: string, format: string, body: string | Buffer, headers = {}): Promise<Response> {
  return raw(engine, `/?query=${encodeURIComponent(`INSERT INTO ${table} FORMAT ${format}`)}`, { body, headers });
}

describe('a query', () => {
  it('returns rows with the id and format that were asked for', async () => {
    const result = await client.query({ query: 'SELECT 1 AS one', format: 'JSONEachRow', query_id: 'mine' });
    expect(result.query_id).toBe('mine');
    expect(result.response_headers).toMatchObject({
      'x-clickhouse-query-id': 'mine',
      'x-clickhouse-format': 'JSONEachRow',
      'x-clickhouse-summary': expect.stringContaining('"read_rows"'),
    });
    await expect(result.json()).resolves.toEqual([{ one: 1 }]);
  });

  it('binds parameters on the server, whatever they contain', async () => {
    const hostile = `'); DROP TABLE x; --\n\t\\ "ü" {a:String} \0`;
    const result = await client.query({
      query:
        'SELECT {s:String} AS s, {n:Nullable(Int64)} AS n, {list:Array(String)} AS list, {map:Map(String, UInt8)} AS map',
      query_params: { s: hostile, n: null, list: ["it's", '\\'], map: { a: 1 } },
      format: 'JSONEachRow',
    });
    await expect(result.json()).resolves.toEqual([{ s: hostile, n: null, list: ["it's", '\\'], map: { a: 1 } }]);
  });

  it('does not see the parameters of earlier ones', async () => {
    await Promise.all(
      Array.from({ length: 8 }, () =>
        client.query({ query: 'SELECT {left_over:String}', query_params: { left_over: 'x' } }),
      ),
    );
    for (let tries = 0; tries < 8; tries += 1) {
      expect(await failureOf(client.query({ query: 'SELECT {left_over:String}' }))).toMatchObject({ code: '456' });
    }
  });

  it('keeps parameters of simultaneous ones apart', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, n) => {
        const result = await client.query({
          query: 'SELECT {n:UInt32} AS n',
          query_params: { n },
          format: 'JSONEachRow',
        });
        return (await result.json<{ n: number }>())[0]?.n;
      }),
    );
    expect(answers).toEqual(Array.from({ length: 200 }, (_, n) => n));
  });

  it('applies settings to itself alone, also when it fails', async () => {
    const own = { max_threads: 1, log_comment: 'mine', max_result_rows: '7' };
    const seen = "SELECT getSetting('log_comment') AS comment, getSetting('max_result_rows') AS rows";
    for (let tries = 0; tries < 8; tries += 1) {
      const result = await client.query({ query: seen, clickhouse_settings: own, format: 'JSONEachRow' });
      await expect(result.json()).resolves.toEqual([{ comment: 'mine', rows: 7 }]);
      await failureOf(client.query({ query: 'SELECT nothing', clickhouse_settings: own }));
    }
    for (let tries = 0; tries < 8; tries += 1) {
      await expect(rowsOf(client, seen)).resolves.toEqual([{ comment: '', rows: 0 }]);
    }
  });

  it('leaves no SET, USE or temporary table behind', async () => {
    for (let tries = 0; tries < 8; tries += 1) {
      await client.command({ query: 'SET max_result_rows = 3' });
      await client.command({ query: 'USE system' });
      await client.command({ query: 'CREATE TEMPORARY TABLE passing (a Int8)' });
    }
    const seen = "SELECT getSetting('max_result_rows') AS rows, currentDatabase() AS db";
    for (let tries = 0; tries < 8; tries += 1) {
      await expect(rowsOf(client, seen)).resolves.toEqual([{ rows: 0, db: 'default' }]);
      expect(await failureOf(client.query({ query: 'SELECT * FROM passing' }))).toMatchObject({ code: '60' });
    }
  });

  it('runs in the database of its client', async () => {
    const database = unique('db');
    await client.command({ query: `CREATE DATABASE ${database}` });
    const inside = createClient({ url: engine.url, username: engine.username, password: engine.password, database });
    await expect(rowsOf(inside, 'SELECT currentDatabase() AS db')).resolves.toEqual([{ db: database }]);
    await expect(rowsOf(client, 'SELECT currentDatabase() AS db')).resolves.toEqual([{ db: 'default' }]);
    await inside.close();
  });

  it('returns a large result whole, in line formats and in documents', async () => {
    const query = "SELECT number, repeat('x', 100) AS text FROM numbers(100000)";
    const lines = await (await client.query({ query, format: 'JSONEachRow' })).json<{ number: string }>();
    expect(lines).toHaveLength(100_000);
    const csv = await (await client.query({ query, format: 'CSVWithNames' })).text();
    expect(csv.split('\n').filter((line) => line.includes('number'))).toHaveLength(1);
    expect(csv.split('\n')).toHaveLength(100_002);
    const document = await (await client.query({ query, format: 'JSON' })).json();
    expect(document.rows).toBe(100_000);
  });

  it('compresses its answer when it is asked to', async () => {
    const zipped = createClient({
      url: engine.url,
      username: engine.username,
      password: engine.password,
      compression: { response: true },
    });
    await expect(rowsOf(zipped, 'SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
    await zipped.close();
    const headers = { 'accept-encoding': 'gzip' };
    const answer = await raw(engine, '/?enable_http_compression=1', { body: 'SELECT 1', headers });
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    const plain = await raw(engine, '/', { body: 'SELECT 1', headers });
    expect(plain.headers.get('content-encoding')).toBeNull();
  });
});

describe('an insert', () => {
  it.each([
    ['JSONEachRow', '{"id":1,"name":"a"}\n'],
    ['JSONCompactEachRow', '[1,"a"]\n'],
    ['CSVWithNames', 'name,id\na,1\n'],
    ['TabSeparated', '1\ta\n'],
  ])('takes rows as %s, and tells how many were written', async (format, row) => {
    const table = await newTable();
    const answer = await insertRaw(table, format, row);
    expect(JSON.parse(answer.headers.get('x-clickhouse-summary') ?? '')).toMatchObject({ written_rows: '1' });
    await expect(rowsOf(client, `SELECT * FROM ${table}`)).resolves.toEqual([{ id: 1, name: 'a' }]);
  });

  it('takes binary rows with any bytes in them', async () => {
    const table = await newTable();
    const rows = Buffer.from([0x0a, 0x0a, 0, 0, 3, 0x0a, 0x0a, 0x3b, 0x00, 0xff, 0x20, 0x0a, 2, 0, 0x80]);
    await insertRaw(table, 'RowBinary', rows);
    await expect(rowsOf(client, `SELECT id, hex(name) AS name FROM ${table} ORDER BY id`)).resolves.toEqual([
      { id: 0x0a0a, name: '0A0A3B' },
      { id: 0x0a20ff00, name: '0080' },
    ]);
  });

  it('never runs a part of its rows as a statement', async () => {
    const table = await newTable();
    const rows = `{"id":1}\n\nDROP TABLE ${table};\n\n{"id":2}\n`;
    const answer = await raw(engine, `/?query=${encodeURIComponent(`INSERT INTO ${table} FORMAT JSONEachRow`)}`, {
      body: rows,
    });
    expect(answer.status).toBe(400);
    await expect(rowsOf(client, `SELECT count() AS n FROM ${table}`)).resolves.toEqual([{ n: 0 }]);
    const spaced = '\n\n{"id":1,"name":"a\\n\\nb"}\n\n\n{"id":2}\n\n';
    await insertRaw(table, 'JSONEachRow', spaced);
    await expect(rowsOf(client, `SELECT id FROM ${table} ORDER BY id`)).resolves.toEqual([{ id: 1 }, { id: 2 }]);
  });

  it('takes a body of 60 MB, compressed and not', async () => {
    const table = await newTable();
    const row = `{"id":1,"name":"${'x'.repeat(600)}"}\n`;
    const body = Buffer.from(row.repeat(100_000));
    const plain = await insertRaw(table, 'JSONEachRow', body);
    expect(plain.status).toBe(200);
    const zipped = await insertRaw(table, 'JSONEachRow', gzipSync(body, { level: 1 }), { 'content-encoding': 'gzip' });
    expect(zipped.status).toBe(200);
    await expect(rowsOf(client, `SELECT count() AS n FROM ${table}`)).resolves.toEqual([{ n: 200000 }]);
  });

  it('of one token counts once, in the table and in the view that depends on it', async () => {
    const [table, rollup] = [unique('t'), unique('r')];
    const deduplicated = 'SETTINGS non_replicated_deduplication_window = 1000';
    await client.command({ query: `CREATE TABLE ${table} (id UInt32) ENGINE = MergeTree ORDER BY id ${deduplicated}` });
    await client.command({
      query: `CREATE TABLE ${rollup} (k UInt8, n UInt64) ENGINE = SummingMergeTree ORDER BY k ${deduplicated}`,
    });
    await client.command({
      query: `CREATE MATERIALIZED VIEW ${unique('v')} TO ${rollup} AS SELECT 1 AS k, count() AS n FROM ${table} GROUP BY k`,
    });
    const insert = (token: string): Promise<unknown> =>
      client.insert({
        table,
        values: [{ id: 1 }, { id: 2 }],
        format: 'JSONEachRow',
        clickhouse_settings: {
          insert_deduplication_token: token,
          insert_deduplicate: 1,
          deduplicate_blocks_in_dependent_materialized_views: 1,
        },
      });
    await Promise.all(['a', 'b', 'a', 'c', 'b', 'a'].map(insert));
    await Promise.all(['c', 'b', 'a'].map(insert));
    const counts = `SELECT (SELECT count() FROM ${table}) AS n, (SELECT sum(n) FROM ${rollup}) AS rolled`;
    await expect(rowsOf(client, counts)).resolves.toEqual([{ n: 6, rolled: 6 }]);
  });

  it('of nothing is no error', async () => {
    const answer = await insertRaw(await newTable(), 'JSONEachRow', '');
    expect(answer.status).toBe(200);
  });
});

describe('a failure', () => {
  it.each([
    ['SELECT (1', '62', 'SYNTAX_ERROR', 400],
    ['SELECT nothing_of_that_name', '47', 'UNKNOWN_IDENTIFIER', 404],
    ['SELECT * FROM nothing_of_that_name', '60', 'UNKNOWN_TABLE', 404],
    ["SELECT throwIf(1, 'no')", '395', 'FUNCTION_THROW_IF_VALUE_IS_NON_ZERO', 500],
    ['SELECT 1 SETTINGS nothing_of_that_name = 1', '115', 'UNKNOWN_SETTING', 404],
  ])('of %s carries code, type and status of ClickHouse', async (query, code, type, status) => {
    const failure = await failureOf(client.query({ query, format: 'JSONEachRow' }));
    expect(failure).toBeInstanceOf(ClickHouseError);
    expect(failure).toMatchObject({ code, type });
    const answer = await raw(engine, '/', { body: query });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('x-clickhouse-exception-code')).toBe(code);
    await expect(answer.text()).resolves.toMatch(`Code: ${code}. DB::Exception`);
  });

  it('in the rows of an insert carries its code, and nothing is inserted', async () => {
    const table = await newTable();
    const answer = await insertRaw(table, 'JSONEachRow', '{"id":1}\n{"id":"x"}\n');
    expect(answer.status).toBe(400);
    await expect(rowsOf(client, `SELECT count() AS n FROM ${table}`)).resolves.toEqual([{ n: 0 }]);
  });

  it('in the middle of a streamed result reaches the reader', async () => {
    const query = 'SELECT throwIf(number = 900000) AS x FROM numbers(1000000)';
    const result = await client.query({ query, format: 'JSONEachRow', clickhouse_settings: { max_threads: 1 } });
    // The client tells the code only when the network did not cut the exception in two.
    await expect(result.json()).rejects.toThrow();
    const text = await (await raw(engine, '/', { body: `${query} FORMAT JSONEachRow` })).text();
    expect(text.slice(-500)).toMatch(/\r\n__exception__\r\n[0-9a-f]{16}\r\nCode: 395\..*\r\n__exception__\r\n$/s);
  });

  it('of the login is 516 with status 403, by header and by basic authentication', async () => {
    const answers = await Promise.all([
      fetch(`${engine.url}/?query=SELECT+1`),
      fetch(`${engine.url}/?query=SELECT+1`, {
        headers: { 'x-clickhouse-user': engine.username, 'x-clickhouse-key': 'no' },
      }),
      raw(engine, '/', { body: 'SELECT 1', headers: { authorization: `Basic ${btoa('bursar:no')}` } }),
    ]);
    for (const answer of answers) {
      expect(answer.status).toBe(403);
      expect(answer.headers.get('x-clickhouse-exception-code')).toBe('516');
    }
    const wrong = createClient({ url: engine.url, username: engine.username, password: 'no', log: { level: 127 } });
    expect(await failureOf(wrong.query({ query: 'SELECT 1' }))).toMatchObject({ type: 'AUTHENTICATION_FAILED' });
    await wrong.close();
  });

  it('of a session is refused by name, for there are none', async () => {
    const answer = await raw(engine, '/?session_id=mine', { body: 'SELECT 1' });
    expect(answer.status).toBe(501);
    await expect(answer.text()).resolves.toContain('session_id');
  });
});

it('lets in by headers of ClickHouse as well', async () => {
  const headers = { 'x-clickhouse-user': engine.username, 'x-clickhouse-key': engine.password };
  const answer = await fetch(`${engine.url}/?query=SELECT+1`, { headers });
  await expect(answer.text()).resolves.toBe('1\n');
});

it('answers a ping without a login', async () => {
  const answer = await fetch(`${engine.url}/ping`);
  await expect(answer.text()).resolves.toBe('Ok.\n');
  await expect(client.ping()).resolves.toEqual({ success: true });
});

it('understands a compressed statement', async () => {
  const headers = { 'content-encoding': 'gzip', 'accept-encoding': 'gzip' };
  const answer = await raw(engine, '/', { body: gzipSync('SELECT 40 + 2'), headers });
  await expect(answer.text()).resolves.toBe('42\n');
});
