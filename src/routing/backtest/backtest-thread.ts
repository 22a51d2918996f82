/** Starts the thread of a backtest, and hears what it says. */
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { BacktestJob, FromThread } from './job';

export interface ThreadEvents {
  readonly onMessage: (message: FromThread) => void;
  /** It ended without a result; null: it was stopped, or said nothing. */
  readonly onFailure: (error: Error | null) => void;
}

// A page as text and as objects, twice over, and the compiled policies; beyond it the thread ends, not the process.
const HEAP_MB = 384;

/** @returns ends it, wherever it is */
export function startThread(job: BacktestJob, { onMessage, onFailure }: ThreadEvents): () => Promise<void> {
  const ending = extname(__filename);
  const worker = new Worker(join(__dirname, `backtest.main${ending}`), {
    workerData: job,
    execArgv: ending === '.ts' ? FROM_SOURCE : [],
    // Nothing of ours is in its environment, least of all a secret.
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  let isOver = false;
  worker.on('message', (message: FromThread) => {
    isOver ||= message.type === 'done';
    onMessage(message);
  });
  const fail = (error: Error | null): void => {
    if (!isOver) onFailure(error);
    isOver = true;
  };
  worker.on('error', fail);
  worker.on('exit', () => fail(null));
  return async () => {
    isOver = true;
    await worker.terminate();
  };
}

/** As in tests, where the thread needs what the test runner does for everybody else. */
const FROM_SOURCE = ['--require', join(__dirname, '../../../scripts/typescript.cjs')];
