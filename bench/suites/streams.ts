/** A thousand slow streams at once through one process: what each takes of memory, and how late its chunks come. */
import { setTimeout as sleep } from 'node:timers/promises';
import { withArena, type Context } from '../arena.ts';
import { failureCount, type LoadResult } from '../load-plan.ts';
import { residentMb } from '../measure.ts';
import { median, observe, type Subject } from '../subject.ts';

const atOnce = 1000;
const paceMs = 50;
/** Ten seconds of answer; a number of chunks that no number of streams divides spreads their beginnings over the pace. */
const chunks = 197;
const lifeMs = chunks * paceMs;
/** As many begin in a life as there shall be at once; all are there after one life. */
const ratePerSecond = (atOnce * 1000) / lifeMs;
const warmupMs = lifeMs + 1000;
const sampleEveryMs = 500;

interface Held {
  readonly result: LoadResult;
  /** While as many calls as begin in the streams' time were answered whole, and while the streams were there. */
  readonly rssMb: { readonly before: number; readonly meanwhile: number };
}

export async function streams(context: Context): Promise<void> {
  await withArena(context, { chunks, paceMs }, async ({ subjects }) => {
    const durationMs = context.quick ? 3000 : 15_000;
    reportAll(context, {
      direct: await hold(subjects.direct, durationMs),
      baseline: await hold(subjects.baseline, durationMs),
      service: await hold(subjects.service, durationMs),
    });
  });
}

async function hold(subject: Subject, durationMs: number): Promise<Held> {
  // What calls at this rate take by themselves is no memory of a stream: the code's, the journal's, the stores' clients'.
  await observe(subject, { arrival: { kind: 'open', ratePerSecond, connections: 64 }, durationMs: lifeMs });
  const before = residentMb(subject.pid);
  const watching = watchRss(subject.pid, durationMs);
  const { result } = await observe(subject, {
    // A late stream must not make the next one wait for its connection.
    arrival: { kind: 'open', ratePerSecond, connections: 2 * atOnce },
    stream: { contentChunks: chunks, longGapMs: 2 * paceMs },
    warmupMs,
    durationMs,
  });
  const meanwhile = await watching;
  const { gapUs, transitUs } = result;
  process.stderr.write(
    `  ${subject.name}: pause p99 ${gapUs.p99} µs, transit p50 ${transitUs.p50} p99 ${transitUs.p99} µs, ` +
      `RSS ${before.toFixed(1)}, then ${meanwhile.toFixed(1)} MB\n`,
  );
  return { result, rssMb: { before, meanwhile } };
}

/** The median while all streams are there. */
async function watchRss(pid: number, durationMs: number): Promise<number> {
  const samples: number[] = [];
  await sleep(warmupMs);
  for (let passedMs = 0; passedMs < durationMs; passedMs += sampleEveryMs) {
    samples.push(residentMb(pid));
    await sleep(sampleEveryMs);
  }
  return median(samples);
}

function reportAll({ report }: Context, { direct, baseline, service }: Readonly<Record<Subject['name'], Held>>): void {
  const add = (figure: Parameters<typeof report.add>[1]): void => {
    report.add('streams', figure);
  };
  const compared = (pick: (result: LoadResult) => number): { value: number; baseline: number } => ({
    value: pick(service.result),
    baseline: pick(baseline.result),
  });
  add({
    figure: 'streams at once',
    ...compared(({ perSecond, latencyUs }) => perSecond * (latencyUs.mean / 1e6)),
    unit: '',
    target: { of: 'value', atLeast: 0.95 * atOnce },
  });
  add({
    figure: 'memory of a stream',
    value: bytesPerStream(service),
    baseline: bytesPerStream(baseline),
    unit: 'B',
    target: { of: 'value', atMost: 60_000 },
  });
  add({
    figure: 'pause between chunks, p99',
    ...compared(({ gapUs }) => gapUs.p99),
    unit: 'µs',
    target: { of: 'value', atMost: 2000 * paceMs },
  });
  add({ figure: `pauses above ${2 * paceMs} ms`, ...compared(({ longGapShare }) => 100 * longGapShare), unit: '%' });
  add({ figure: 'lateness of a chunk, p99', ...compared(({ transitUs }) => transitUs.p99), unit: 'µs' });
  add({ figure: 'lateness of a chunk without a proxy, p99', value: direct.result.transitUs.p99, unit: 'µs' });
  add({
    figure: 'failed or shortened streams',
    value: failureCount(service.result),
    unit: '',
    target: { of: 'value', atMost: 0, must: true },
  });
}

const bytesPerStream = ({ rssMb }: Held): number => ((rssMb.meanwhile - rssMb.before) * 1024 * 1024) / atOnce;
