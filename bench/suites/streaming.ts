/** Streaming: what is added until the first byte and the first content, and to the pauses between chunks. */
import { withArena, type Context } from '../arena.ts';
import { addedBy, addedTarget } from '../added.ts';
import { failureCount } from '../load-plan.ts';
import { alternate, type Observation } from '../subject.ts';

const chunks = 64;
const paceMs = 5;

const figures: readonly (readonly [name: string, pick: (seen: Observation) => number])[] = [
  ['added time to first byte, p50', ({ result }) => result.firstByteUs.p50],
  ['added time to first content, p50', ({ result }) => result.firstContentUs.p50],
  ['added time to first content, p99', ({ result }) => result.firstContentUs.p99],
  ['added pause between chunks, p50', ({ result }) => result.gapUs.p50],
  ['added pause between chunks, p99', ({ result }) => result.gapUs.p99],
];

export async function streaming(context: Context): Promise<void> {
  const { report, quick } = context;
  await withArena(context, { chunks, paceMs }, async ({ subjects }) => {
    const seen = await alternate([subjects.direct, subjects.baseline, subjects.service], quick ? 2 : 5, {
      arrival: { kind: 'closed', connections: 32 },
      stream: { contentChunks: chunks },
      durationMs: quick ? 2000 : 8000,
      warmupMs: 2000,
    });
    for (const [figure, pick] of figures) {
      report.add('streaming', { figure, ...addedBy(seen, pick), unit: 'µs', target: addedTarget });
    }
    report.add('streaming', {
      figure: 'failed or shortened streams',
      value: (seen.get('service') ?? []).reduce((sum, { result }) => sum + failureCount(result), 0),
      unit: '',
      target: { of: 'value', atMost: 0, must: true },
    });
  });
}
