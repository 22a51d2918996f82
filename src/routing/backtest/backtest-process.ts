/**
 * Starts the process of a backtest, and hears what it says. It is a process and not a thread because V8's helpers, which
 * collect the garbage of every thread, belong to the whole process and have the gateway's priority.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { extname, join } from 'node:path';
import type { BacktestJob, FromBacktest } from './job';

/** A failure is heard as such, however it is told. */
export type Heard = Exclude<FromBacktest, { type: 'failed' }>;

interface BacktestEvents {
  readonly onMessage: (message: Heard) => void;
  /** It ended without a result. */
  readonly onFailure: (error: unknown) => void;
}

// A page as text and as objects, twice over, and the compiled policies.
const HEAP_MB = 384;

/** @returns ends it, wherever it is */
export function startBacktest(job: BacktestJob, { onMessage, onFailure }: BacktestEvents): () => Promise<void> {
  const ending = extname(__filename);
  const child = fork(join(__dirname, `backtest.main${ending}`), [], {
    // What V8 has to say when its memory runs out.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [`--max-old-space-size=${HEAP_MB}`, ...(ending === '.ts' ? FROM_SOURCE : [])],
    // Nothing of ours is in its environment, least of all a secret.
    env: { TZ: 'UTC' },
    // For bigint and Map.
    serialization: 'advanced',
  });
  let isOver = false;
  const fail = (error: unknown): void => {
    if (!isOver) onFailure(error);
    isOver = true;
  };
  child.on('message', (message: FromBacktest) => {
    isOver ||= message.type === 'done';
    if (message.type === 'failed') fail(message.error);
    else onMessage(message);
  });
  child.on('error', fail);
  child.on('exit', (code, signal) => fail(new Error(`It ended with ${signal ?? `exit code ${String(code)}`}.`)));
  // One that is about to die cannot be told anything; its exit says the rest.
  child.send(job, () => undefined);
  return async () => {
    isOver = true;
    if (child.kill('SIGKILL')) await once(child, 'exit');
  };
}

/** As in tests, where the process needs what the test runner does for everybody else. */
const FROM_SOURCE = ['--require', join(__dirname, '../../../scripts/typescript.cjs')];
