/** Memory over 200,000 requests: it must reach a plateau, and the service itself must stay small. */
import { withArena, type Context } from '../arena.ts';
import { measureTree } from '../measure.ts';
import { observe } from '../subject.ts';

const samples = 20;

export async function memory(context: Context): Promise<void> {
  const { report, quick } = context;
  await withArena(context, {}, async ({ service, subjects }) => {
    const requests = quick ? 20_000 : 200_000;
    const rssMb: number[] = [];
    for (let sample = 0; sample < samples; sample += 1) {
      await observe(subjects.service, {
        arrival: { kind: 'closed', connections: 16, maxRequests: requests / samples },
        durationMs: 120_000,
        warmupMs: 0,
      });
      rssMb.push(measureTree(service.pid).rootRssMb);
    }
    process.stderr.write(`  RSS in MB: ${rssMb.map((value) => Math.round(value)).join(' ')}\n`);

    report.add('memory', {
      figure: `largest RSS over ${requests} requests`,
      value: Math.max(...rssMb),
      unit: 'MB',
      target: { of: 'value', atMost: 300 },
    });
    const half = rssMb.slice(samples / 2);
    report.add('memory', {
      figure: 'growth over the second half',
      value: slope(half) * (half.length - 1),
      unit: 'MB',
      // Garbage collection alone moves RSS by some megabytes.
      target: { of: 'value', atMost: 10 },
    });
    report.add('memory', {
      figure: 'PSS with the embedded stores',
      value: measureTree(service.pid).treePssMb,
      unit: 'MB',
    });
  });
}

/** Least squares over equally spaced values, per step. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const covariance = values.reduce((sum, value, index) => sum + (index - middle) * (value - mean), 0);
  const variance = values.reduce((sum, _value, index) => sum + (index - middle) ** 2, 0);
  return covariance / variance;
}
