/** Which process a stored pid means: pids are reused, so a process is known by its pid and the moment it started. */
import { readFileSync } from 'node:fs';

export interface ProcessIdentity {
  readonly pid: number;
  /** Boot and start tick as Linux tells them; null where there is no `/proc`. */
  readonly startedAt: string | null;
}

/** @returns null when no such process runs; a zombie does not run */
export function identifyProcess(pid: number): ProcessIdentity | null {
  const stat = readProc(`/proc/${String(pid)}/stat`);
  if (stat === null) return answersSignals(pid) ? { pid, startedAt: null } : null;
  // proc(5): the command name in parentheses may itself hold blanks and parentheses; state follows, start time is field 22.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return null;
  const bootId = readProc('/proc/sys/kernel/random/boot_id')?.trim() ?? '';
  return { pid, startedAt: `${bootId}/${fields[19] ?? ''}` };
}

/** Whether the very process that was identified before still runs, and not another one under its pid. */
export function isStillRunning(known: ProcessIdentity): boolean {
  const current = identifyProcess(known.pid);
  if (current === null) return false;
  return known.startedAt === null || current.startedAt === null || known.startedAt === current.startedAt;
}

function readProc(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function answersSignals(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It exists, but belongs to someone else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
