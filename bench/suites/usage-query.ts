/** A year's usage by day and model, and by key: the answer of the service and the rollup behind it against the raw rows. */
import { createRequire } from 'node:module';
import { withArena, type Context } from '../arena.ts';
import { clickhouse } from '../clickhouse.ts';
import { drained, getUsage } from '../ledger.ts';
import type { RunningService } from '../service.ts';
import { median, observe } from '../subject.ts';
import { fillYear, rowsOfYear, year } from '../synthetic-year.ts';

type UsageTable = 'usage_core' | 'usage_key' | 'ledger_attempts';

/** The service's own statement, so that the same query meets both tables. */
const { usageSql } = createRequire(import.meta.url)('../../dist/src/ledger/usage/usage.store.js') as {
  usageSql: (tenant: string, asked: object) => { sql: string; params: Readonly<Record<string, unknown>> };
};

interface Question {
  readonly name: string;
  readonly zone: string;
  readonly groupBy: readonly string[];
  readonly rollup: UsageTable;
  /** The most that the answer may take of what the raw rows take. */
  readonly atMost: number;
}

const byDay = (zone: string): Question => ({
  name: `by day and model, ${zone}`,
  zone,
  groupBy: ['day', 'model'],
  rollup: 'usage_core',
  atMost: 0.1,
});

const questions: readonly Question[] = [
  byDay('UTC'),
  byDay('Europe/Berlin'),
  byDay('Asia/Kolkata'),
  { name: 'by key', zone: 'UTC', groupBy: ['key'], rollup: 'usage_key', atMost: 0.5 },
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
    for (const rollup of ['usage_core', 'usage_key', 'usage_model', 'usage_wide']) {
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
  const { name, zone, groupBy, rollup: table, atMost } = question;
  const raw = await timed(rounds, () => askTable(service, { tenant, question, table: 'ledger_attempts' }));
  const rollup = await timed(rounds, () => askTable(service, { tenant, question, table }));
  const answer = await timed(rounds, () => getUsage(service, { ...year, group_by: groupBy.join(), tz: zone }));
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

function askTable(
  service: RunningService,
  { tenant, question, table }: { readonly tenant: string; readonly question: Question; readonly table: UsageTable },
): Promise<unknown> {
  const { groupBy, zone } = question;
  const range = { fromMs: Date.parse(year.from), toMs: Date.parse(year.to), zone };
  const { sql, params } = usageSql(tenant, { ...range, groupBy, table, filters: new Map() });
  // Without names in every row, as the service asks it.
  return clickhouse(service, `${sql} FORMAT JSONCompactEachRow`, { params });
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
