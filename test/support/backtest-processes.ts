/** The processes of the backtests that run, as `/proc` tells of them. */
import { readdirSync, readFileSync } from 'node:fs';

/** A backtest has what nobody else wants of the processor: beside other tests that is little. */
export const BACKTEST_WITHIN_MS = 200_000;
/** For a test that waits for one, or for several. */
export const BACKTEST_TEST_MS = 240_000;

export interface BacktestProcess {
  readonly pid: number;
  /** Names of its environment's variables, sorted. */
  readonly environment: readonly string[];
  /** `nice …, policy …` of each thread. */
  priorities(): string[];
}

export function backtestsOf(parentPid: number): BacktestProcess[] {
  return readdirSync(`/proc/${parentPid}/task`)
    .flatMap((task) => readFileSync(`/proc/${parentPid}/task/${task}/children`, 'utf8').trim().split(' '))
    .filter((pid) => pid !== '' && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('backtest.main'))
    .map((pid) => ({
      pid: Number(pid),
      environment: namesIn(readFileSync(`/proc/${pid}/environ`, 'utf8')),
      priorities: () => readdirSync(`/proc/${pid}/task`).map((task) => priorityOf(`/proc/${pid}/task/${task}`)),
    }));
}

const namesIn = (environment: string): string[] =>
  environment
    .split('\0')
    .map((entry) => entry.split('=')[0] ?? '')
    .filter((name) => name !== '')
    .sort();

/** proc_pid_stat(5): nice is field 19, the policy field 41; the list begins behind the second, the name in parentheses. */
function priorityOf(task: string): string {
  const fields = readFileSync(`${task}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return `nice ${fields[19 - 3]}, policy ${fields[41 - 3]}`;
}
