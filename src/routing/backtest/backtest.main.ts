/** The process of one backtest: idle work, a ClickHouse connection of its own, and pages instead of the whole. */
import { ClickHouse } from '../../clickhouse';
import { becomeIdleWork } from '../../shared/idle-work';
import type { BacktestJob, FromBacktest } from './job';
import { runBacktest } from './run';

// Nobody is left who could hear a result.
process.once('disconnect', () => process.exit());
// A Ctrl-C in the terminal reaches the whole group; when to stop is the parent's decision.
process.on('SIGINT', () => {});
process.once('message', (job) => {
  becomeIdleWork();
  main(job as BacktestJob).then(
    (last) => tell(last, () => process.exit()),
    (error: unknown) => tell({ type: 'failed', error }, () => process.exit(1)),
  );
});

async function main(job: BacktestJob): Promise<FromBacktest> {
  const clickhouse = await ClickHouse.connect(job.clickhouse);
  try {
    return { type: 'done', ...(await runBacktest(job, clickhouse, (done) => tell({ type: 'progress', done }))) };
  } finally {
    await clickhouse.close();
  }
}

function tell(message: FromBacktest, sent: () => void = () => undefined): void {
  process.send?.(message, sent);
}
