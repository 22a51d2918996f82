/** A synthetic year of a medium company, made by ClickHouse itself: 10 million attempts of 300 keys, 25 models, 40 workflows, 200 customers. */
import { clickhouse } from './clickhouse.ts';
import type { RunningService } from './service.ts';

/** The year, in UTC; long past for the ledger, so that nothing else lies in it. */
export const year = { from: '2025-01-01T00:00:00.000Z', to: '2026-01-01T00:00:00.000Z' } as const;

const models = 25;
const rowsPerInsert = 500_000;
const secondsOfYear = 365 * 86_400;

/** Pseudo-random and repeatable: a hash of the row's number and the column's name. */
const pick = (column: string, choices: number): string => `cityHash64(number, '${column}') % ${choices}`;

/** Some are used far more than others, as in any company: the product of two even draws leans towards zero. */
const skewed = (column: string, choices: number): string =>
  `intDiv((${pick(`${column}-a`, choices)}) * (${pick(`${column}-b`, choices)}), ${choices})`;

const named = (name: string, number: string): string => `concat('${name}-', toString(${number}))`;

/** Column of `ledger_attempts` → expression over `number`, `rows` (all rows of the year) and the columns above it. */
const columns: readonly (readonly [column: string, expression: string])[] = [
  // Rows follow one another through the year, as they would arrive; two thirds of a day's lie in its working hours.
  ['day_second', `if(${pick('hours', 3)} = 0, ${pick('second', 86_400)}, 28800 + ${pick('second', 36_000)})`],
  [
    'queued_at',
    `toDateTime64('2025-01-01 00:00:00', 3, 'UTC') + toIntervalDay(intDiv(number * 365, rows)) + toIntervalSecond(day_second)`,
  ],
  ['attempt_id', `concat('att_bench_', toString(number))`],
  ['attempt', `toUInt8(if(${pick('attempt', 50)} = 0, 2, 1))`],
  ['request_id', `concat('req_bench_', toString(number))`],
  ['decision_id', `concat('dec_bench_', toString(number))`],
  ['key_number', skewed('key', 300)],
  ['key_id', named('key', 'key_number')],
  ['team_id', named('team', 'key_number % 20')],
  ['project_id', named('project', 'key_number % 60')],
  ['endpoint', named('endpoint', pick('endpoint', 6))],
  ['workflow', named('workflow', skewed('workflow', 40))],
  ['task', named('task', pick('task', 8))],
  ['environment', `if(${pick('environment', 10)} = 0, 'staging', 'production')`],
  ['customer', named('customer', skewed('customer', 200))],
  ['model_number', skewed('model', models)],
  ['provider', named('provider', 'model_number % 5')],
  ['model', `concat(provider, '/model-', toString(model_number))`],
  ['requested_model', 'model'],
  ['tier', `['economy', 'standard', 'deep_reasoning'][1 + model_number % 3]`],
  ['credential', `'main'`],
  ['streaming', `${pick('streaming', 2)} = 1`],
  ['outcome', `if(${pick('outcome', 100)} = 0, 'failure', 'success')`],
  ['failure_class', `if(outcome = 'failure', 'server_error', '')`],
  ['http_status', `toUInt16(if(outcome = 'failure', 503, 200))`],
  ['usage_source', `if(outcome = 'failure', 'missing', 'provider_final')`],
  ['input_tokens', `toUInt32(if(outcome = 'failure', 0, 200 + ${pick('input', 4000)}))`],
  ['cache_read_tokens', `toUInt32(if(outcome = 'failure', 0, ${pick('cached', 1000)}))`],
  ['output_tokens', `toUInt32(if(outcome = 'failure', 0, 20 + ${pick('output', 800)}))`],
  ['cost_status', `if(outcome = 'failure', 'usage_missing', 'priced')`],
  ['cost_nano_usd', `if(outcome = 'failure', NULL, toInt64(input_tokens * 150 + output_tokens * 600))`],
  ['last_byte_at', `queued_at + toIntervalMillisecond(300 + ${pick('duration', 9000)})`],
  ['batch_id', `'bench'`],
];

/** Steps towards a column, not columns themselves. */
const steps: ReadonlySet<string> = new Set(['day_second', 'key_number', 'model_number']);

/** Fills the ledger; the rollups follow by their views. */
export async function fillYear(service: RunningService, tenant: string, rows: number): Promise<void> {
  for (let from = 0; from < rows; from += rowsPerInsert) {
    const count = Math.min(rowsPerInsert, rows - from);
    await clickhouse(service, insertion(tenant, rows, { from, count }));
    process.stderr.write(`  ${(from + count).toLocaleString('en')} rows\n`);
  }
}

function insertion(
  tenant: string,
  rows: number,
  { from, count }: { readonly from: number; readonly count: number },
): string {
  const stored = columns.map(([column]) => column).filter((column) => !steps.has(column));
  const bindings = columns.map(([column, expression]) => `(${expression}) AS ${column}`);
  return [
    `INSERT INTO ledger_attempts (tenant_id, ${stored.join(', ')})`,
    `WITH ${rows} AS rows, ${bindings.filter((_, index) => steps.has(columns[index]?.[0] ?? '')).join(', ')}`,
    `SELECT '${tenant}', ${bindings.filter((_, index) => !steps.has(columns[index]?.[0] ?? '')).join(', ')}`,
    `FROM numbers(${from}, ${count})`,
    'SETTINGS max_partitions_per_insert_block = 24',
  ].join('\n');
}
