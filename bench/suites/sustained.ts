/** A minute at 16 connections in which every row must also reach ClickHouse: a queue that only grows does not count as speed. */
import { withArena, type Context } from '../arena.ts';
import { clickhouse } from '../clickhouse.ts';
import { failureCount } from '../load-plan.ts';
import { observe } from '../subject.ts';

export async function sustained(context: Context): Promise<void> {
  const { report, quick } = context;
  await withArena(context, {}, async ({ service, subjects, drain }) => {
    const arrival = { kind: 'closed', connections: 16 } as const;
    const bare = await observe(subjects.baseline, { arrival, durationMs: quick ? 5000 : 20_000, warmupMs: 3000 });

    const startMs = performance.now();
    const { settled: _timedHere, ...service16 } = subjects.service;
    const { result } = await observe(service16, { arrival, durationMs: quick ? 10_000 : 60_000, warmupMs: 0 });
    const loadedMs = performance.now();
    const { received, ledger } = await drain();
    const drainedMs = performance.now();

    report.add('sustained', {
      figure: 'rate while loaded',
      value: result.perSecond,
      baseline: bare.result.perSecond,
      unit: 'requests/s',
    });
    report.add('sustained', { figure: 'drained after the load', value: (drainedMs - loadedMs) / 1000, unit: 's' });
    report.add('sustained', {
      figure: 'rate with every row in ClickHouse',
      value: ledger.attempts / ((drainedMs - startMs) / 1000),
      baseline: bare.result.perSecond,
      unit: 'requests/s',
      target: { of: 'ratio', atLeast: 0.25 },
    });
    const none = { of: 'value', atMost: 0, must: true } as const;
    report.add('sustained', { figure: 'failed requests', value: failureCount(result), unit: '', target: none });
    report.add('sustained', {
      figure: 'calls that the ledger and the upstream count differently',
      value: Math.abs(received - ledger.attempts),
      unit: '',
      target: none,
    });
    const [row] = await clickhouse(service, 'SELECT count() - uniqExact(attempt_id) AS doubles FROM ledger_attempts');
    report.add('sustained', { figure: 'rows counted twice', value: Number(row?.['doubles']), unit: '', target: none });
    report.add('sustained', { figure: 'calls received by the upstream', value: received, unit: '' });
  });
}
