/** Analytics never hurts the gateway: its tail beside a heavy aggregate, and what the death of the engine costs. */
import { setTimeout as sleep } from 'node:timers/promises';
import { withArena, type Arena, type Context } from '../arena.ts';
import { clickhouse, enginePid } from '../clickhouse.ts';
import { failureCount } from '../load-plan.ts';
import type { RunningService } from '../service.ts';
import { medianOf, observe, type Load, type Observation } from '../subject.ts';

const aggregate = `SELECT number % 1000 AS k, sum(number), avg(number), uniq(number)
FROM numbers_mt(50000000) GROUP BY k ORDER BY k FORMAT Null`;

const none = { of: 'value', atMost: 0, must: true } as const;

export async function analytics(context: Context): Promise<void> {
  await withArena(context, {}, async (arena) => {
    const rate = await halfOfMaximum(arena, context);
    await besideAnAggregate(arena, context, rate);
    await throughTheDeathOfTheEngine(arena, context, rate);
  });
}

async function halfOfMaximum({ subjects }: Arena, { quick }: Context): Promise<number> {
  const arrival = { kind: 'closed', connections: 16 } as const;
  const { result } = await observe(subjects.service, { arrival, durationMs: quick ? 2000 : 5000, warmupMs: 3000 });
  return Math.floor(result.perSecond / 2);
}

async function besideAnAggregate(
  { service, subjects }: Arena,
  { report, quick }: Context,
  rate: number,
): Promise<void> {
  const open = openLoop(rate, quick ? 3000 : 10_000);
  const idle: Observation[] = [];
  const busy: Observation[] = [];
  let aggregates = 0;
  for (let round = 0; round < (quick ? 1 : 3); round += 1) {
    idle.push(await observe(subjects.service, open));
    const stop = repeatAggregate(service);
    busy.push(await observe(unsettled(subjects.service), open));
    aggregates += await stop();
  }
  const p99 = ({ result }: Observation): number => result.latencyUs.p99;
  report.add('analytics', {
    figure: 'p99 beside a 50-million-row aggregate (baseline: idle)',
    value: medianOf(busy, p99),
    baseline: medianOf(idle, p99),
    unit: 'µs',
    target: { of: 'ratio', atMost: 2 },
  });
  report.add('analytics', { figure: 'open-loop rate', value: rate, unit: 'requests/s' });
  report.add('analytics', { figure: 'aggregates that ended meanwhile', value: aggregates, unit: '' });
}

async function throughTheDeathOfTheEngine(
  { service, subjects, drain }: Arena,
  { report, quick }: Context,
  rate: number,
): Promise<void> {
  const durationMs = quick ? 4000 : 15_000;
  const running = observe(unsettled(subjects.service), openLoop(rate, durationMs));
  await sleep(durationMs / 3);
  process.kill(enginePid(service), 'SIGKILL');
  const { result } = await running;
  const { received, ledger } = await drain();
  report.add('analytics', {
    figure: 'failed requests, engine killed',
    value: failureCount(result),
    unit: '',
    target: none,
  });
  report.add('analytics', {
    figure: 'lost or doubled rows, engine killed',
    value: Math.abs(received - ledger.attempts),
    unit: '',
    target: none,
  });
}

/** Starts the next aggregate as the last one ends; the returned function stops that and says how many ended. */
function repeatAggregate(service: RunningService): () => Promise<number> {
  const abort = new AbortController();
  let ended = 0;
  let failure: unknown;
  const repeating = (async (): Promise<void> => {
    while (!abort.signal.aborted) {
      await clickhouse(service, aggregate, { signal: abort.signal });
      ended += 1;
    }
  })().catch((error: unknown) => {
    failure = error;
  });
  return async () => {
    const failedBefore = failure;
    abort.abort();
    await repeating;
    if (failedBefore !== undefined) throw new Error('the aggregate failed', { cause: failedBefore });
    return ended;
  };
}

/** Waiting for the ledger would run into the aggregate, which is not what is asked here. */
function unsettled({ settled: _later, ...subject }: Arena['subjects']['service']): Arena['subjects']['service'] {
  return subject;
}

function openLoop(ratePerSecond: number, durationMs: number): Load {
  return { arrival: { kind: 'open', ratePerSecond, connections: 256 }, durationMs };
}
