/** A migration file is cut into its statements. */
import { splitStatements } from '../../../src/clickhouse/migrations';

it('cuts at a semicolon that ends a line, and drops whole lines of comment', () => {
  const text = `-- about; this\nCREATE TABLE a (x String DEFAULT ';');\n\n  -- more;\nCREATE TABLE b (\n  y Int8 -- kept\n) ;  \n`;
  expect(splitStatements(text)).toEqual([
    "CREATE TABLE a (x String DEFAULT ';')",
    'CREATE TABLE b (\n  y Int8 -- kept\n)',
  ]);
});

it('finds nothing in nothing', () => {
  expect(splitStatements('\n-- only words\n;\n')).toEqual([]);
});
