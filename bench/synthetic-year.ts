/** A synthetic year of a medium company, made by ClickHouse itself: 10 million attempts of 300 keys, 25 models, 40 workflows, 200 customers. */
import { clickhouse } from './clickhouse.ts';
import type { RunningService } from './service.ts';

const dayMs = 86_400_000;
const todayMs = Math.floor(Date.now() / dayMs) * dayMs;

/** The 365 days before today, in UTC: within the ledger's retention, and nothing else lies in it. */
export const year = { from: new Date(todayMs - 365 * dayMs).toISOString(), to: new Date(todayMs).toISOString() };

const models = 25;
export const rowsOfYear = 10_000_000;
const rowsPerInsert = 500_000;

/** Pseudo-random and repeatable: a hash of the row's number and the column's name. */
const pick = (column: string, choices: number): string => `cityHash64(number, '${column}') % ${choices}`;

/** Some are used far more than others, as in any company: the product of two even draws leans towards zero. */
const skewed = (column: string, choices: number): string =>
  `intDiv((${pick(`${column}-a`, choices)}) * (${pick(`${column}-b`, choices)}), ${choices})`;

const named = (name: string, number: string): string => `concat('${name}-', toString(${number}))`;

/** Column of `ledger_attempts` → expression over the row's `number` and the columns above it. */
const columns: readonly (readonly [column: string, expression: string])[] = [
  // Rows follow one another through the year, as they would arrive; two thirds of a day's lie in its working hours.
  ['day_second', `if(${pick('hours', 3)} = 0, ${pick('second', 86_400)}, 28800 + ${pick('second', 36_000)})`],
  [
    'queued_at',
    `toDateTime64('${year.from.slice(0, 10)} 00:00:00', 3, 'UTC') + toIntervalDay(intDiv(number * 365, ${rowsOfYear})) + toIntervalSecond(day_second)`,
  ],
  ['attempt_id', `concat('att_bench_', toString(number))`],
  ['attempt', `toUInt8(if(${pick('attempt', 50)} = 0, 2, 1))`],
  ['request_id', `concat('req_bench_', toString(number))`],
  ['decision_id', `concat('dec_bench_', toString(number))`],
  // A key belongs to one service of one project, which runs one workflow or, now and then, another.
  ['key_number', skewed('key', 300)],
  ['key_id', named('key', 'key_number')],
  ['project_id', named('project', 'key_number % 60')],
  ['team_id', named('team', 'key_number % 20')],
  ['workflow_number', `if(${pick('guest', 10)} = 0, ${pick('workflow', 40)}, key_number % 40)`],
  ['workflow', named('workflow', 'workflow_number')],
  ['customer', named('customer', skewed('customer', 200))],
  ['environment', `if(key_number % 10 = 0, 'staging', 'production')`],
  // A workflow has its task and its endpoint; the endpoint picks one of three models, mostly the first.
  ['task', named('task', 'workflow_number % 8')],
  ['endpoint', named('endpoint', 'workflow_number % 6')],
  ['model_number', `(workflow_number * 7 + greatest(0, toInt8(${pick('model', 10)}) - 7)) % ${models}`],
  ['provider', named('provider', 'model_number % 5')],
  ['model', `concat(provider, '/model-', toString(model_number))`],
  ['requested_model', 'endpoint'],
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
const steps: ReadonlySet<string> = new Set(['day_second', 'key_number', 'workflow_number', 'model_number']);

/** Fills the ledger with the year's first `rows` attempts, as densely as the whole year; the rollups follow by their views. */
export async function fillYear(service: RunningService, tenant: string, rows: number): Promise<void> {
  for (let from = 0; from < rows; from += rowsPerInsert) {
    const count = Math.min(rowsPerInsert, rows - from);
    await clickhouse(service, insertion(tenant, from, count));
    process.stderr.write(`  ${(from + count).toLocaleString('en')} rows\n`);
  }
}

function insertion(tenant: string, from: number, count: number): string {
  const stored = columns.filter(([column]) => !steps.has(column));
  const names = stored.map(([column]) => column);
  return [
    `INSERT INTO ledger_attempts (tenant_id, ${names.join(', ')})`,
    `WITH ${columns
      .filter(([column]) => steps.has(column))
      .map(binding)
      .join(', ')}`,
    `SELECT '${tenant}', ${stored.map(binding).join(', ')}`,
    `FROM numbers(${from}, ${count})`,
  ].join('\n');
}

const binding = ([column, expression]: readonly [column: string, expression: string]): string =>
  `(${expression}) AS ${column}`;
