/** A year's usage by day and model, and by key: the answer of the service and the rollup behind it against the raw rows. */
import { withArena, type Context } from '../arena.ts';
import { clickhouse } from '../clickhouse.ts';
import { drained, getUsage } from '../ledger.ts';
import type { RunningService } from '../service.ts';
import { median, observe } from '../subject.ts';
import { fillYear, rowsOfYear, year } from '../synthetic-year.ts';

interface Question {
  readonly name: string;
  readonly timezone: string;
  /** As `GET /v1/usage` takes it. */
  readonly groupBy: string;
  readonly rollup: 'usage_model' | 'usage_wide';
  /** The same grouping in SQL, over the column that holds the time. */
  readonly groups: (time: string) => string;
  /** The most that the answer may take of what the raw rows take. */
  readonly atMost: number;
}

const byDay = (timezone: string): Question => ({
  name: `by day and model, ${timezone}`,
  timezone,
  groupBy: 'day,model',
  rollup: 'usage_model',
  groups: (time) => `toDate(${time}, '${timezone}') AS day, provider, model`,
  atMost: 0.1,
});

const questions: readonly Question[] = [
  byDay('UTC'),
  byDay('Europe/Berlin'),
  byDay('Asia/Kolkata'),
  { name: 'by key', timezone: 'UTC', groupBy: 'key', rollup: 'usage_wide', groups: () => 'key_id', atMost: 0.5 },
];

const summed = [
  'input_tokens',
  'cache_read_tokens',
  'cache_write_5m_tokens',
  'cache_write_1h_tokens',
  'output_tokens',
  'reasoning_tokens',
  'audio_input_tokens',
  'audio_output_tokens',
  'image_input_tokens',
];

export async function usageQuery(context: Context): Promise<void> {
  const { report, quick } = context;
  const rows = quick ? rowsOfYear / 20 : rowsOfYear;
  await withArena(context, {}, async ({ service, subjects, upstream }) => {
    // One real call tells which tenant the admin key belongs to.
    await observe(subjects.service, {
      arrival: { kind: 'closed', connections: 1, maxRequests: 1 },
      durationMs: 5000,
      warmupMs: 0,
    });
    await drained(service, (await upstream.count()).received);
    const [row] = await clickhouse(service, 'SELECT any(tenant_id) AS tenant FROM ledger_attempts');
    const tenant = String(row?.['tenant']);
    await fillYear(service, tenant, rows);
    report.add('usage-query', { figure: 'attempts of the year', value: rows, unit: 'rows' });
    for (const rollup of ['usage_model', 'usage_wide']) {
      const [counted] = await clickhouse(service, `SELECT count() AS rows FROM ${rollup}`);
      report.add('usage-query', {
        figure: `rows of ${rollup}`,
        value: Number(counted?.['rows']),
        baseline: rows,
        unit: 'rows',
      });
    }
    for (const question of questions) await ask(context, service, { tenant, question });
  });
}

async function ask(
  { report, quick }: Context,
  service: RunningService,
  { tenant, question }: { readonly tenant: string; readonly question: Question },
): Promise<void> {
  const rounds = quick ? 3 : 7;
  const { name, timezone, groupBy, atMost } = question;
  const raw = await timed(rounds, () => clickhouse(service, rawSql(tenant, question)));
  const rollup = await timed(rounds, () => clickhouse(service, rollupSql(tenant, question)));
  const answer = await timed(rounds, () => getUsage(service, { ...year, group_by: groupBy, timezone }));
  report.add('usage-query', {
    figure: `rollup ${name} (baseline: raw rows)`,
    value: rollup,
    baseline: raw,
    unit: 'ms',
    target: { of: 'ratio', atMost },
  });
  report.add('usage-query', {
    figure: `GET /v1/usage ${name} (baseline: raw rows)`,
    value: answer,
    baseline: raw,
    unit: 'ms',
    target: { of: 'ratio', atMost },
  });
}

const sums = summed.map((column) => `sum(${column})`).join(', ');

function rawSql(tenant: string, { groups, timezone }: Question): string {
  return `SELECT ${groups('queued_at')}, countIf(attempt = 1), count(), countIf(outcome != 'success'), ${sums}, sum(cost_nano_usd),
  countIf(cost_status IN ('unpriced', 'usage_missing')), sum(dateDiff('millisecond', queued_at, last_byte_at))
FROM ledger_attempts WHERE tenant_id = '${tenant}' AND ${within('queued_at')} GROUP BY ${aliases(groups('queued_at'))}
SETTINGS session_timezone = '${timezone}'`;
}

function rollupSql(tenant: string, { groups, rollup, timezone }: Question): string {
  return `SELECT ${groups('slot')}, sum(requests), sum(attempts), sum(failures), ${sums}, sum(cost_nano_usd),
  sumIf(attempts, cost_status IN ('unpriced', 'usage_missing')), sum(duration_ms)
FROM ${rollup} WHERE tenant_id = '${tenant}' AND ${within('slot')} GROUP BY ${aliases(groups('slot'))}
SETTINGS session_timezone = '${timezone}'`;
}

function within(time: string): string {
  return `${time} >= parseDateTimeBestEffort('${year.from}', 'UTC') AND ${time} < parseDateTimeBestEffort('${year.to}', 'UTC')`;
}

/** `toDate(…) AS day, model` → `day, model`. */
function aliases(groups: string): string {
  return groups.replace(/^.* AS /, '');
}

/** Median milliseconds, after one run that fills the caches. */
async function timed(rounds: number, run: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const startMs = performance.now();
    await run();
    if (round > 0) times.push(performance.now() - startMs);
  }
  return median(times);
}
