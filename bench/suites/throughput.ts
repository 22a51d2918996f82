/** Throughput at 16 connections against the baseline's, and what a request costs in CPU across all of our processes. */
import { withArena, type Arena, type Context } from '../arena.ts';
import { failureCount } from '../load-plan.ts';
import { measureTree } from '../measure.ts';
import { alternate, medianOf, spreadOf, type Observation } from '../subject.ts';

const perSecond = ({ result }: Observation): number => result.perSecond;

export async function throughput(context: Context): Promise<void> {
  await withArena(context, {}, async (arena) => {
    await speed(context, arena);
    memory(context, arena);
  });
}

async function speed({ report, quick }: Context, { service, subjects }: Arena): Promise<void> {
  report.add('throughput', { figure: 'start to ready', value: service.startSeconds, unit: 's' });
  const seen = await alternate([subjects.baseline, subjects.service], quick ? 2 : 3, {
    arrival: { kind: 'closed', connections: 16 },
    durationMs: quick ? 3000 : 10_000,
    warmupMs: 3000,
  });
  const ours = seen.get('service') ?? [];
  const bare = seen.get('baseline') ?? [];
  const compare = (figure: string, unit: string, pick: (seen: Observation) => number): Comparison => ({
    figure,
    unit,
    value: medianOf(ours, pick),
    baseline: medianOf(bare, pick),
  });
  report.add('throughput', {
    ...compare('rate, c=16', 'requests/s', perSecond),
    target: { of: 'ratio', atLeast: 0.4 },
  });
  report.add('throughput', {
    ...compare('CPU, all processes', 'µs/request', ({ cpuUsPerRequest }) => cpuUsPerRequest),
    target: { of: 'ratio', atMost: 5 },
  });
  report.add(
    'throughput',
    compare('p50, c=16', 'µs', ({ result }) => result.latencyUs.p50),
  );
  report.add(
    'throughput',
    compare('p99, c=16', 'µs', ({ result }) => result.latencyUs.p99),
  );
  report.add('throughput', {
    figure: 'spread of the rate',
    value: 100 * spreadOf(ours, perSecond),
    baseline: 100 * spreadOf(bare, perSecond),
    unit: '%',
  });
  report.add('throughput', {
    figure: 'failed requests',
    value: ours.reduce((sum, { result }) => sum + failureCount(result), 0),
    unit: '',
    target: { of: 'value', atMost: 0, must: true },
  });
}

function memory({ report }: Context, { subjects }: Arena): void {
  const { rootRssMb, treePssMb } = measureTree(subjects.service.pid);
  const baseline = measureTree(subjects.baseline.pid).rootRssMb;
  report.add('throughput', { figure: 'RSS of the service', value: rootRssMb, baseline, unit: 'MB' });
  report.add('throughput', { figure: 'PSS with the embedded stores', value: treePssMb, unit: 'MB' });
}

interface Comparison {
  readonly figure: string;
  readonly unit: string;
  readonly value: number;
  readonly baseline: number;
}
