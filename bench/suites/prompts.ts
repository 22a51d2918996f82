/** Long prompts: 100 KB and 400 KB of request body, alone and at 8 connections. */
import { withArena, type Arena, type Context } from '../arena.ts';
import { addedBy } from '../added.ts';
import { alternate, medianOf, type Observation } from '../subject.ts';

export async function prompts(context: Context): Promise<void> {
  await withArena(context, {}, async ({ subjects }) => {
    for (const kilobytes of [100, 400]) await measure(context, subjects, kilobytes);
  });
}

async function measure({ report, quick }: Context, subjects: Arena['subjects'], kilobytes: number): Promise<void> {
  const what = { promptBytes: kilobytes * 1000, durationMs: quick ? 2000 : 6000, warmupMs: 1500 };
  const rounds = quick ? 1 : 3;
  const all = [subjects.direct, subjects.baseline, subjects.service];

  const alone = await alternate(all, rounds, { ...what, arrival: { kind: 'closed', connections: 1 } });
  report.add('prompts', {
    figure: `added p50, ${kilobytes} KB, c=1`,
    ...addedBy(alone, ({ result }) => result.latencyUs.p50),
    unit: 'µs',
  });

  const together = await alternate([subjects.baseline, subjects.service], rounds, {
    ...what,
    arrival: { kind: 'closed', connections: 8 },
  });
  const perSecond = ({ result }: Observation): number => result.perSecond;
  report.add('prompts', {
    figure: `rate, ${kilobytes} KB, c=8`,
    value: medianOf(together.get('service'), perSecond),
    baseline: medianOf(together.get('baseline'), perSecond),
    unit: 'requests/s',
  });
}
