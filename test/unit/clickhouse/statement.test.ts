/** What a statement's text says about how the embedded engine may run it. */
import {
  fromInfile,
  isStreamable,
  leavesTraces,
  quote,
  resultFormat,
} from '../../../src/clickhouse/embedded/engine/statement';

const statement = (sql: string, defaultFormat = 'TabSeparated') => ({
  sql,
  defaultFormat,
  database: 'default',
  settings: new Map<string, string>(),
  parameters: new Map<string, string>(),
  rows: null,
});

it.each([
  ['SELECT 1 FORMAT JSONEachRow', true],
  ['select 1\nformat jsoneachrow', true],
  ['-- why\n/* and how */ SELECT 1 FORMAT CSV', true],
  ['SELECT 1 FORMAT JSONEachRow SETTINGS max_threads = 1', true],
  ['SELECT 1', true],
  // A head, or a tail, belongs to the whole and not to each block.
  ['SELECT 1 FORMAT JSON', false],
  ['SELECT 1 FORMAT CSVWithNames', false],
  // A subquery may run while the stream is opened, on the event loop.
  ['SELECT (SELECT 1) FORMAT JSONEachRow', false],
  ['WITH (SELECT 1) AS x SELECT x FORMAT JSONEachRow', false],
  ['SHOW TABLES FORMAT JSONEachRow', false],
  ['INSERT INTO t SELECT 1', false],
])('%s can be fetched block by block: %s', (sql, expected) => {
  expect(isStreamable(statement(sql))).toBe(expected);
});

it('takes the default format where the statement names none', () => {
  expect(resultFormat(statement('SELECT 1', 'JSON'))).toBe('JSON');
  expect(resultFormat(statement('SELECT 1 FORMAT CSV;', 'JSON'))).toBe('CSV');
});

it.each([
  ['INSERT INTO t FORMAT CSV', "INSERT INTO t FROM INFILE '/a b' COMPRESSION 'none' FORMAT CSV"],
  [
    'INSERT INTO t (a, b) SETTINGS x = 1 FORMAT CSV',
    "INSERT INTO t (a, b) FROM INFILE '/a b' COMPRESSION 'none' SETTINGS x = 1 FORMAT CSV",
  ],
])('%s takes its rows from a file instead', (sql, expected) => {
  expect(fromInfile(sql, '/a b')).toBe(expected);
});

it.each([
  ['SET max_threads = 1', true],
  ['/* */ use system', true],
  ['CREATE TEMPORARY TABLE t (a Int8)', true],
  ['SELECT settings, offset FROM used', false],
])('%s may change its connection: %s', (sql, expected) => {
  expect(leavesTraces(sql)).toBe(expected);
});

it('quotes what could end a literal', () => {
  expect(quote(String.raw`it's \ here`)).toBe(String.raw`'it\'s \\ here'`);
});
