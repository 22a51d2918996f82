/** The thread of one backtest: low priority, a ClickHouse connection of its own, and pages instead of the whole. */
import { readlinkSync } from 'node:fs';
import { setPriority, constants } from 'node:os';
import { basename } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { ClickHouse } from '../../clickhouse';
import type { BacktestJob, FromThread } from './job';
import { runBacktest } from './run';

yieldToOthers();
// What is thrown is the thread's error, which its parent hears.
void main(workerData as BacktestJob);

async function main(job: BacktestJob): Promise<void> {
  const clickhouse = await ClickHouse.connect(job.clickhouse);
  try {
    tell({ type: 'done', ...(await runBacktest(job, clickhouse, (done) => tell({ type: 'progress', done }))) });
  } finally {
    await clickhouse.close();
  }
}

function tell(message: FromThread): void {
  parentPort?.postMessage(message);
}

/** On Linux a thread has a priority of its own, by its own number (setpriority(2)); elsewhere it would be the process'. */
function yieldToOthers(): void {
  if (process.platform !== 'linux') return;
  setPriority(Number(basename(readlinkSync('/proc/thread-self'))), constants.priority.PRIORITY_LOW);
}
