/** Throughput at 16 connections against the baseline's, and what a request costs in CPU across all of our processes. */
import { withArena, type Context } from '../arena.ts';
import { failureCount } from '../load-plan.ts';
import { measureTree } from '../measure.ts';
import { alternate, medianOf, spreadOf, type Observation } from '../subject.ts';

const perSecond = ({ result }: Observation): number => result.perSecond;
const cpu = ({ cpuUsPerRequest }: Observation): number => cpuUsPerRequest;

export async function throughput(context: Context): Promise<void> {
  const { report, quick } = context;
  await withArena(context, {}, async ({ service, subjects }) => {
    report.add('throughput', { figure: 'start to ready', value: service.startSeconds, unit: 's' });
    const seen = await alternate([subjects.baseline, subjects.service], quick ? 2 : 3, {
      arrival: { kind: 'closed', connections: 16 },
      durationMs: quick ? 3000 : 10_000,
      warmupMs: 3000,
    });
    const ours = seen.get('service') ?? [];
    const bare = seen.get('baseline') ?? [];
    const compared = (pick: (seen: Observation) => number): { value: number; baseline: number } => ({
      value: medianOf(ours, pick),
      baseline: medianOf(bare, pick),
    });

    report.add('throughput', {
      figure: 'rate, c=16',
      ...compared(perSecond),
      unit: 'requests/s',
      target: { of: 'ratio', atLeast: 0.4 },
    });
    report.add('throughput', {
      figure: 'spread of the rate',
      value: 100 * spreadOf(ours, perSecond),
      baseline: 100 * spreadOf(bare, perSecond),
      unit: '%',
    });
    report.add('throughput', {
      figure: 'CPU, all processes',
      ...compared(cpu),
      unit: 'µs/request',
      target: { of: 'ratio', atMost: 5 },
    });
    report.add('throughput', { figure: 'p50, c=16', ...compared(({ result }) => result.latencyUs.p50), unit: 'µs' });
    report.add('throughput', { figure: 'p99, c=16', ...compared(({ result }) => result.latencyUs.p99), unit: 'µs' });
    report.add('throughput', {
      figure: 'failed requests',
      value: ours.reduce((sum, { result }) => sum + failureCount(result), 0),
      unit: '',
      target: { of: 'value', atMost: 0, must: true },
    });
    const { rootRssMb, treePssMb } = measureTree(service.pid);
    report.add('throughput', {
      figure: 'RSS of the service',
      value: rootRssMb,
      baseline: measureTree(subjects.baseline.pid).rootRssMb,
      unit: 'MB',
    });
    report.add('throughput', { figure: 'PSS with the embedded stores', value: treePssMb, unit: 'MB' });
  });
}
