/** Makes this process take only what nobody else on the machine wants. Imports nothing of ours: the engine runs from source too. */
import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/** Threads that are started later inherit it. Where a system knows less than Linux, it does what it can. */
export function becomeIdleWork(): void {
  for (const thread of threads()) lower(thread);
  // Beside the lowest priority Linux has the class of idle work (sched(7), SCHED_IDLE): whoever wants its core has it at
  // once, and not at the clock's next tick, 4 ms later. Without util-linux the lowest priority has to do.
  spawnSync('chrt', ['--all-tasks', '--idle', '--pid', '0', String(process.pid)], { stdio: 'ignore' });
  try {
    // If memory runs out, this process goes and not the gateway; only Linux knows this.
    writeFileSync('/proc/self/oom_score_adj', '500');
  } catch {
    // Elsewhere nothing is lost but the preference.
  }
}

/** One that has ended since it was listed needs no priority. */
function lower(thread: number): void {
  try {
    setPriority(thread, constants.priority.PRIORITY_LOW);
  } catch (error) {
    if ((error as { info?: { code?: unknown } }).info?.code !== 'ESRCH') throw error;
  }
}

/** On Linux each thread has a priority of its own (setpriority(2)), those of V8 and libuv too; elsewhere it is the process'. */
function threads(): readonly number[] {
  return process.platform === 'linux' ? readdirSync('/proc/self/task').map(Number) : [process.pid];
}
