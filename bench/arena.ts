/** The processes of one benchmark: the simulated provider, the bare baseline and a fresh service in front of it, stopped whatever happens. */
import { drained, type LedgerTotals } from './ledger.ts';
import { startBaseline, startUpstream, type RunningUpstream } from './processes.ts';
import type { Report } from './report.ts';
import { benchModel, startService, type RunningService } from './service.ts';
import type { Subject } from './subject.ts';
import type { PlainOptions } from '../test/support/simulator/plain.ts';

export interface Context {
  readonly report: Report;
  /** The script that starts the service. */
  readonly entry: string;
  /** Shorter and rougher: to see that everything runs, not to publish. */
  readonly quick: boolean;
}

export interface Arena {
  readonly service: RunningService;
  /** The service's own upstream, so that its count is the service's alone. */
  readonly upstream: RunningUpstream;
  readonly subjects: { readonly direct: Subject; readonly baseline: Subject; readonly service: Subject };
  /** Waits until the ledger holds every call that the upstream received, or gives up. */
  readonly drain: () => Promise<{ readonly received: number; readonly ledger: LedgerTotals }>;
}

export interface Equipment {
  readonly direct: Subject;
  readonly baseline: Subject;
}

/** Only what a measurement is made with and compared to. */
export async function withEquipment(
  options: Partial<PlainOptions>,
  use: (equipment: Equipment) => Promise<void>,
): Promise<void> {
  const upstream = await startUpstream(options);
  const baseline = await startBaseline(upstream);
  const common = { key: 'sk-bench-upstream', model: benchModel };
  try {
    await use({
      direct: { name: 'direct', pid: upstream.pid, origin: upstream.origin, ...common },
      baseline: { name: 'baseline', pid: baseline.pid, origin: baseline.origin, ...common },
    });
  } finally {
    await baseline.stop();
    await upstream.stop();
  }
}

export async function withArena(
  { entry }: Context,
  options: Partial<PlainOptions>,
  use: (arena: Arena) => Promise<void>,
): Promise<void> {
  await withEquipment(options, async (equipment) => {
    const upstream = await startUpstream(options);
    try {
      const service = await startService(entry, upstream);
      try {
        await use(arenaOf(service, upstream, equipment));
      } finally {
        await service.stop();
      }
    } finally {
      await upstream.stop();
    }
  });
}

function arenaOf(service: RunningService, upstream: RunningUpstream, equipment: Equipment): Arena {
  const drain: Arena['drain'] = async () => {
    const { received } = await upstream.count();
    return { received, ledger: await drained(service, received) };
  };
  const subject: Subject = {
    name: 'service',
    pid: service.pid,
    origin: service.origin,
    key: service.adminKey,
    model: benchModel,
    settled: async () => {
      await drain();
    },
  };
  return { service, upstream, subjects: { ...equipment, service: subject }, drain };
}
