/** Starts the processes of a benchmark and answers for their end, also after an error or Ctrl-C. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { LoadPlan, LoadResult } from './load-plan.ts';
import { processTree } from './measure.ts';
import type { CallCount } from '../test/support/simulator/call-counter.ts';
import type { PlainCounts, PlainOptions } from '../test/support/simulator/plain.ts';

export interface RunningServer {
  readonly pid: number;
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

export interface RunningUpstream extends RunningServer {
  readonly count: () => Promise<CallCount>;
}

const live = new Set<ChildProcess>();

/** Keeps a child on the list of what must not outlive the runner. */
export function answerFor(child: ChildProcess): void {
  live.add(child);
  child.once('exit', () => live.delete(child));
}

/** At the very end, whatever went before: whole trees, since the service has children of its own. */
export function killEverything(): void {
  for (const child of live) {
    if (child.pid === undefined) continue;
    for (const pid of processTree(child.pid)) kill(pid);
  }
  live.clear();
}

/** The simulator in its plain mode. */
export async function startUpstream(options: Partial<PlainOptions> = {}): Promise<RunningUpstream> {
  const server = await forkSimulator(JSON.stringify({ ...plainly, ...options }));
  return {
    ...server,
    count: async () => ((await (await fetch(`${server.origin}/_control/counts`)).json()) as PlainCounts).total,
  };
}

const plainly: PlainOptions = { delayMs: 0, chunks: 64, paceMs: 5 };

/** Speaks every dialect and counts what it tells: for correctness, not for speed. */
export async function startSimulator(): Promise<RunningServer & { readonly told: () => Promise<Told> }> {
  const server = await forkSimulator();
  return { ...server, told: async () => (await (await fetch(`${server.origin}/_control/told`)).json()) as Told };
}

function forkSimulator(...plain: readonly string[]): Promise<RunningServer> {
  const script = fileURLToPath(new URL('../test/support/simulator/simulator.main.ts', import.meta.url));
  const hook = fileURLToPath(new URL('../scripts/typescript.cjs', import.meta.url));
  const child = fork(script, ['0', ...plain], { execArgv: ['-r', hook] });
  answerFor(child);
  return serverOf(child, 'simulator.main.ts');
}

/** Requests, and tokens by bucket. */
export type Told = Readonly<Record<string, number>>;

export function startBaseline(upstream: RunningServer): Promise<RunningServer> {
  return startServer('baseline.ts', { upstream: upstream.origin });
}

/** Runs one load to its end. */
export async function load(plan: LoadPlan): Promise<LoadResult> {
  const child = forkBench('load.ts', plan);
  const exited = once(child, 'exit');
  const [result] = (await Promise.race([once(child, 'message'), failOnExit(child, 'load.ts')])) as [LoadResult];
  await exited;
  return result;
}

export async function stopChild(child: ChildProcess, signal: NodeJS.Signals, graceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  const timer = setTimeout(() => {
    if (child.pid !== undefined) processTree(child.pid).forEach(kill);
  }, graceMs);
  await exited;
  clearTimeout(timer);
}

const startServer = (script: string, argument: object): Promise<RunningServer> =>
  serverOf(forkBench(script, argument), script);

async function serverOf(child: ChildProcess, script: string): Promise<RunningServer> {
  const [{ port }] = (await Promise.race([once(child, 'message'), failOnExit(child, script)])) as [{ port: number }];
  return {
    pid: child.pid ?? 0,
    origin: `http://127.0.0.1:${String(port)}`,
    stop: () => stopChild(child, 'SIGTERM', 2000),
  };
}

function forkBench(script: string, argument: object): ChildProcess {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), [JSON.stringify(argument)]);
  answerFor(child);
  return child;
}

async function failOnExit(child: ChildProcess, name: string): Promise<never> {
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  throw new Error(`${name} ended early with ${String(code ?? signal)}`);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
