/**
 * Streaming under an open loop at half of the service's greatest rate: what is added until the first byte and the first
 * content, and by how much the pauses between chunks grow on the way.
 */
import { withArena, type Context } from '../arena.ts';
import { addedBy, addedTarget } from '../added.ts';
import { failureCount } from '../load-plan.ts';
import type { Target } from '../report.ts';
import { alternate, observe, type Observation } from '../subject.ts';

const chunks = 64;
const paceMs = 5;
const stream = { contentChunks: chunks };
/** More than any of them can serve at this pace. */
const saturation = 256;

interface Figure {
  readonly name: string;
  readonly pick: (seen: Observation) => number;
  readonly target?: Target;
}

/**
 * A pause grows by what its chunk was late more than the one before it. Sending and arrival are read from one clock: the
 * sender's own timers are late by more than a proxy adds, and would drown it in a difference of pauses as they arrive.
 */
const figures: readonly Figure[] = [
  { name: 'added time to first byte, p50', pick: ({ result }) => result.firstByteUs.p50, target: addedTarget },
  { name: 'added time to first byte, p99', pick: ({ result }) => result.firstByteUs.p99 },
  { name: 'added time to first content, p50', pick: ({ result }) => result.firstContentUs.p50, target: addedTarget },
  { name: 'added time to first content, p99', pick: ({ result }) => result.firstContentUs.p99, target: addedTarget },
  { name: 'added growth of a pause, p99', pick: ({ result }) => result.stretchUs.p99, target: addedTarget },
  { name: 'added transit of a chunk, p50', pick: ({ result }) => result.transitUs.p50, target: addedTarget },
  { name: 'added transit of a chunk, p99', pick: ({ result }) => result.transitUs.p99, target: addedTarget },
  { name: 'added pause as it arrives, p99', pick: ({ result }) => result.gapUs.p99 },
];

export async function streaming(context: Context): Promise<void> {
  const { report, quick } = context;
  await withArena(context, { chunks, paceMs }, async ({ subjects }) => {
    const { direct, baseline, service } = subjects;
    const durationMs = quick ? 2000 : 8000;
    const full = await observe(service, {
      arrival: { kind: 'closed', connections: saturation },
      stream,
      durationMs,
      warmupMs: 2000,
    });
    const ratePerSecond = Math.floor(full.result.perSecond / 2);
    report.add('streaming', {
      figure: 'open-loop rate (half of the service’s maximum)',
      value: ratePerSecond,
      unit: 'streams/s',
    });
    const seen = await alternate([direct, baseline, service], quick ? 2 : 5, {
      arrival: { kind: 'open', ratePerSecond, connections: saturation },
      stream,
      durationMs,
    });
    for (const { name, pick, target } of figures) {
      report.add('streaming', { figure: name, ...addedBy(seen, pick), unit: 'µs', ...(target && { target }) });
    }
    report.add('streaming', {
      figure: 'failed or shortened streams',
      value: (seen.get('service') ?? []).reduce((sum, { result }) => sum + failureCount(result), 0),
      unit: '',
      target: { of: 'value', atMost: 0, must: true },
    });
  });
}
