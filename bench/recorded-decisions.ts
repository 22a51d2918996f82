/** A hundred thousand recorded decisions with their attempts, multiplied by ClickHouse from one real call. */
import { clickhouse } from './clickhouse.ts';
import type { RunningService } from './service.ts';

export const candidates = 20;
export const benchEndpoint = 'backtested';

const target = (at: number): object => ({ provider: 'mock', model: `model-${at}` });
const others = (first: number): object[] =>
  Array.from({ length: candidates }, (_one, at) => at)
    .filter((at) => at !== first)
    .map(target);

/** Every model is named, so that each decision looks at all of them; four rules, as in the design's example. */
export const endpointWith = (first: number): object => ({
  routing: {
    default: target(first),
    rules: ['input_tokens > 100000', 'has_schema', 'monthly_spend_pct > 0.8', 'hour_local in [99]'].map(
      (condition) => ({
        ...{ if: condition, use: target(0) },
      }),
    ),
  },
  fallback: others(first),
});

export const modelOf = (at: number): object => ({
  ...{
    provider: 'mock',
    model: `model-${at}`,
    family: `family-${at % 5}`,
    context_window: 1_000_000,
    max_output: 8192,
  },
  ...{
    tier: ['economy', 'standard', 'deep_reasoning'][at % 3],
    capabilities: ['streaming', 'tools', 'json_schema', 'json_mode'],
  },
  price: { input_per_mtok_usd: `${at + 1}`, output_per_mtok_usd: `${4 * (at + 1)}`, source: 'bench' },
});

/** The call's own row and attempt, `rows` times with other sizes, a second apart, before the call. */
export async function multiply(service: RunningService, decisionId: string, rows: number): Promise<void> {
  const earlier = (column: string): string => `${column} - toIntervalSecond(number + 1) AS ${column}`;
  const named = (column: string, prefix: string): string => `concat('${prefix}_bench_', toString(number)) AS ${column}`;
  const tokens = '100 + cityHash64(number) % 4000';
  const facts = String.raw`replaceRegexpOne(facts, '"input_tokens":\\d+', concat('"input_tokens":', toString(${tokens}))) AS facts`;
  const insert = (table: string, changes: readonly string[]): Promise<unknown> =>
    clickhouse(
      service,
      `INSERT INTO ${table} SELECT * REPLACE (${changes.join(', ')}) EXCEPT number
       FROM (SELECT * FROM ${table} WHERE decision_id = '${decisionId}') AS one CROSS JOIN numbers(${rows}) AS many`,
    );
  await insert('route_decisions', [earlier('decided_at'), named('decision_id', 'dec'), facts]);
  await insert('ledger_attempts', [
    ...[earlier('queued_at'), named('decision_id', 'dec'), named('attempt_id', 'att')],
    `toUInt32(${tokens}) AS input_tokens`,
  ]);
}
