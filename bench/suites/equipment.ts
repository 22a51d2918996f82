/** Proves the equipment before anything is measured with it: the generator and the upstream must not be what limits. */
import { withEquipment, type Context } from '../arena.ts';
import { alternate, medianOf, spreadOf, type Observation } from '../subject.ts';

const perSecond = ({ result }: Observation): number => result.perSecond;

export async function equipment({ report, quick }: Context): Promise<void> {
  await withEquipment({}, async ({ direct, baseline }) => {
    const rounds = quick ? 2 : 5;
    const closed = {
      arrival: { kind: 'closed', connections: 16 },
      durationMs: quick ? 2000 : 5000,
      warmupMs: 3000,
    } as const;
    const seen = await alternate([direct, baseline], rounds, closed);
    const directSeen = seen.get('direct');
    const baselineSeen = seen.get('baseline');

    report.add('equipment', {
      figure: 'direct to the upstream, c=16',
      value: medianOf(directSeen, perSecond),
      unit: 'requests/s',
      baseline: medianOf(baselineSeen, perSecond),
      target: { of: 'ratio', atLeast: 3 },
    });
    report.add('equipment', {
      figure: 'spread of the baseline',
      value: 100 * spreadOf(baselineSeen, perSecond),
      unit: '%',
    });
    report.add('equipment', {
      figure: 'generator CPU at the baseline’s rate',
      value: medianOf(baselineSeen, ({ result }) => result.generatorCpu),
      unit: 'cores',
      target: { of: 'value', atMost: 0.7 },
    });
    report.add('equipment', {
      figure: 'CPU of the upstream',
      value: medianOf(directSeen, ({ cpuUsPerRequest }) => cpuUsPerRequest),
      unit: 'µs/request',
      baseline: medianOf(baselineSeen, ({ cpuUsPerRequest }) => cpuUsPerRequest),
    });

    const alone = await alternate([direct, baseline], rounds, {
      ...closed,
      arrival: { kind: 'closed', connections: 1 },
    });
    report.add('equipment', {
      figure: 'p50 direct, c=1',
      value: medianOf(alone.get('direct'), ({ result }) => result.latencyUs.p50),
      unit: 'µs',
      baseline: medianOf(alone.get('baseline'), ({ result }) => result.latencyUs.p50),
    });
    report.add('equipment', {
      figure: 'spread of the baseline’s p50, c=1',
      value: 100 * spreadOf(alone.get('baseline'), ({ result }) => result.latencyUs.p50),
      unit: '%',
    });
  });
}
