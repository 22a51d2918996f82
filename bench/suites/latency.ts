/** What the service adds to a lone request, and to the slowest in a hundred under an open loop, against what the baseline adds. */
import { withArena, type Context } from '../arena.ts';
import { addedBy, addedTarget } from '../added.ts';
import { alternate, observe, type Observation } from '../subject.ts';

const p50 = ({ result }: Observation): number => result.latencyUs.p50;
const p99 = ({ result }: Observation): number => result.latencyUs.p99;

export async function latency(context: Context): Promise<void> {
  const { report, quick } = context;
  await withArena(context, {}, async ({ subjects }) => {
    const durationMs = quick ? 2000 : 8000;
    const rounds = quick ? 2 : 5;
    const { direct, baseline, service } = subjects;

    const alone = await alternate([direct, baseline, service], rounds, {
      arrival: { kind: 'closed', connections: 1 },
      durationMs,
      warmupMs: 2000,
    });
    report.add('latency', { figure: 'added p50, c=1', ...addedBy(alone, p50), unit: 'µs', target: addedTarget });

    const full = await observe(service, { arrival: { kind: 'closed', connections: 16 }, durationMs, warmupMs: 2000 });
    const ratePerSecond = Math.floor(full.result.perSecond / 2);
    const open = await alternate([direct, baseline, service], rounds, {
      arrival: { kind: 'open', ratePerSecond, connections: 256 },
      durationMs,
    });
    report.add('latency', {
      figure: 'open-loop rate (half of the service’s maximum)',
      value: ratePerSecond,
      unit: 'requests/s',
    });
    report.add('latency', { figure: 'added p50, open loop', ...addedBy(open, p50), unit: 'µs' });
    report.add('latency', { figure: 'added p99, open loop', ...addedBy(open, p99), unit: 'µs', target: addedTarget });
  });
}
