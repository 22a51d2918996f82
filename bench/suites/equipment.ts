/** Proves the equipment before anything is measured with it: the generator and the upstream must not be what limits. */
import { withEquipment, type Context, type Equipment } from '../arena.ts';
import { alternate, medianOf, spreadOf, type Observation } from '../subject.ts';

const perSecond = ({ result }: Observation): number => result.perSecond;
const p50 = ({ result }: Observation): number => result.latencyUs.p50;

export async function equipment(context: Context): Promise<void> {
  await withEquipment({}, async (subjects) => {
    await together(context, subjects);
    await alone(context, subjects);
  });
}

async function together({ report, quick }: Context, { direct, baseline }: Equipment): Promise<void> {
  const seen = await alternate([direct, baseline], quick ? 2 : 5, {
    arrival: { kind: 'closed', connections: 16 },
    durationMs: quick ? 2000 : 5000,
    warmupMs: 3000,
  });
  const compared = (pick: (seen: Observation) => number): { value: number; baseline: number } => ({
    value: medianOf(seen.get('direct'), pick),
    baseline: medianOf(seen.get('baseline'), pick),
  });
  const target = { of: 'ratio', atLeast: 3 } as const;
  report.add('equipment', { figure: 'rate direct, c=16', ...compared(perSecond), unit: 'requests/s', target });
  report.add('equipment', {
    figure: 'spread of the baseline’s rate',
    value: 100 * spreadOf(seen.get('baseline'), perSecond),
    unit: '%',
  });
  report.add('equipment', {
    figure: 'generator at the baseline’s rate',
    value: medianOf(seen.get('baseline'), ({ result }) => result.generatorCpu),
    unit: 'cores',
    target: { of: 'value', atMost: 0.7 },
  });
  report.add('equipment', {
    figure: 'CPU of the upstream',
    ...compared(({ cpuUsPerRequest }) => cpuUsPerRequest),
    unit: 'µs/request',
  });
}

async function alone({ report, quick }: Context, { direct, baseline }: Equipment): Promise<void> {
  const seen = await alternate([direct, baseline], quick ? 2 : 5, {
    arrival: { kind: 'closed', connections: 1 },
    durationMs: quick ? 2000 : 5000,
  });
  report.add('equipment', {
    figure: 'p50 direct, c=1',
    value: medianOf(seen.get('direct'), p50),
    baseline: medianOf(seen.get('baseline'), p50),
    unit: 'µs',
  });
  report.add('equipment', {
    figure: 'spread of the baseline’s p50, c=1',
    value: 100 * spreadOf(seen.get('baseline'), p50),
    unit: '%',
  });
}
