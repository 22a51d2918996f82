/** What is put under load, and one observation of it: the generator's result with the CPU that the whole machine spent on it. */
import type { LoadPlan, LoadResult } from './load-plan.ts';
import { cpuSecondsOfTree, machineBusySeconds } from './measure.ts';
import { load } from './processes.ts';

export interface Subject {
  readonly name: 'direct' | 'baseline' | 'service';
  readonly pid: number;
  readonly origin: string;
  readonly key: string;
  readonly model: string;
  /** Resolves when nothing is left to do for the requests so far; their CPU is counted until then. */
  readonly settled?: () => Promise<void>;
}

export type Load = Pick<LoadPlan, 'arrival' | 'durationMs'> &
  Partial<Pick<LoadPlan, 'promptBytes' | 'stream' | 'warmupMs'>>;

export interface Observation {
  readonly result: LoadResult;
  /** Of all processes of the subject, work after the answer included. */
  readonly cpuUsPerRequest: number;
  /** Cores that others kept busy meanwhile (0 … number of cores): above some tenths the observation is worth little. */
  readonly foreignCores: number;
}

const quietCores = 0.2;
const retries = 2;

export async function observe(subject: Subject, what: Load): Promise<Observation> {
  const before = {
    subject: cpuSecondsOfTree(subject.pid),
    all: cpuSecondsOfTree(process.pid),
    machine: machineBusySeconds(),
  };
  const startMs = performance.now();
  const result = await load({
    url: `${subject.origin}/v1/chat/completions`,
    headers: { authorization: `Bearer ${subject.key}` },
    model: subject.model,
    promptBytes: 1024,
    warmupMs: 1000,
    ...what,
  });
  await subject.settled?.();
  const seconds = (performance.now() - startMs) / 1000;
  const subjectSeconds = cpuSecondsOfTree(subject.pid) - before.subject;
  const foreignSeconds = machineBusySeconds() - before.machine - (cpuSecondsOfTree(process.pid) - before.all);
  return {
    result,
    cpuUsPerRequest: (subjectSeconds * 1e6) / Math.max(1, result.sent),
    foreignCores: Math.max(0, foreignSeconds / seconds),
  };
}

/** Observes each subject in turn, `rounds` times over, so that what changes on the machine meets them all alike. */
export async function alternate(
  subjects: readonly Subject[],
  rounds: number,
  what: Load,
): Promise<ReadonlyMap<Subject['name'], readonly Observation[]>> {
  const observations = new Map<Subject['name'], Observation[]>(subjects.map(({ name }) => [name, []]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const subject of subjects) {
      const observation = await observeQuietly(subject, what);
      observations.get(subject.name)?.push(observation);
      process.stderr.write(`  ${described(subject, round, observation)}\n`);
    }
  }
  return observations;
}

/** Others at work change the figures by half and more, so such an observation is repeated; the quietest one counts. */
async function observeQuietly(subject: Subject, what: Load): Promise<Observation> {
  let quietest = await observe(subject, what);
  for (let retry = 1; retry <= retries && quietest.foreignCores > quietCores; retry += 1) {
    const again = await observe(subject, what);
    if (again.foreignCores < quietest.foreignCores) quietest = again;
  }
  return quietest;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? 0;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? 0) + upper) / 2 : upper;
}

export function medianOf(
  observations: readonly Observation[] | undefined,
  pick: (seen: Observation) => number,
): number {
  if (observations === undefined || observations.length === 0) throw new Error('nothing was observed');
  return median(observations.map(pick));
}

/** Largest minus smallest value, as a share of the median: how far repeated runs agree. */
export function spreadOf(
  observations: readonly Observation[] | undefined,
  pick: (seen: Observation) => number,
): number {
  const values = (observations ?? []).map(pick);
  return (Math.max(...values) - Math.min(...values)) / median(values);
}

function described({ name }: Subject, round: number, { result, cpuUsPerRequest, foreignCores }: Observation): string {
  const { p50, p99 } = result.latencyUs;
  return (
    `${name} #${round}: ${Math.round(result.perSecond)}/s p50 ${p50} p99 ${p99} µs, ${Math.round(cpuUsPerRequest)} µs CPU a request, ` +
    `generator ${result.generatorCpu.toFixed(2)}, others ${foreignCores.toFixed(2)} cores` +
    (Object.keys(result.failures).length === 0 ? '' : `, failures ${JSON.stringify(result.failures)}`)
  );
}
