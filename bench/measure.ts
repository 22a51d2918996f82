/** CPU time and memory of a process and all of its descendants, read from /proc (Linux only, like the embedded stores). */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface TreeUsage {
  /** User and system time of every thread, and of children that have ended and been waited for. */
  readonly cpuSeconds: number;
  /** Resident memory of the root process alone. */
  readonly rootRssMb: number;
  /** Proportional memory of the whole tree: pages that several processes share count once. */
  readonly treePssMb: number;
  readonly processes: number;
}

/** USER_HZ, which Linux fixes at 100 for everything that it shows in /proc. */
const ticksPerSecond = 100;

export function measureTree(rootPid: number): TreeUsage {
  const tree = processTree(rootPid);
  return {
    cpuSeconds: tree.reduce((sum, pid) => sum + cpuSecondsOf(pid), 0),
    rootRssMb: residentMb(rootPid),
    treePssMb: tree.reduce((sum, pid) => sum + memoryMb(pid, 'smaps_rollup', 'Pss'), 0),
    processes: tree.length,
  };
}

export const residentMb = (pid: number): number => memoryMb(pid, 'status', 'VmRSS');

export function cpuSecondsOfTree(rootPid: number): number {
  return processTree(rootPid).reduce((sum, pid) => sum + cpuSecondsOf(pid), 0);
}

/** CPU time of everything on this machine, time taken by its host included. */
export function machineBusySeconds(): number {
  // proc(5), /proc/stat: user nice system idle iowait irq softirq steal.
  const fields =
    readFileSync('/proc/stat', 'latin1').split('\n', 1)[0]?.trim().split(/\s+/).slice(1, 9).map(Number) ?? [];
  return fields.reduce((sum, ticks, index) => (index === 3 || index === 4 ? sum : sum + ticks), 0) / ticksPerSecond;
}

/** The process and its descendants, parents before children. */
export function processTree(rootPid: number): readonly number[] {
  const childrenOf = new Map<number, number[]>();
  for (const pid of allPids()) {
    const parent = parentOf(pid);
    if (parent !== undefined) childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), pid]);
  }
  const tree = [rootPid];
  for (const pid of tree) tree.push(...(childrenOf.get(pid) ?? []));
  return tree;
}

/** The executable behind a process; undefined when it has ended or belongs to someone else. */
export function executableOf(pid: number): string | undefined {
  return whileItLives(() => readlinkSync(`/proc/${String(pid)}/exe`));
}

function allPids(): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function parentOf(pid: number): number | undefined {
  const parent = statFields(pid)[1];
  return parent === undefined ? undefined : Number(parent);
}

/** proc(5): fields 14 to 17 are utime, stime, cutime and cstime. */
function cpuSecondsOf(pid: number): number {
  const ticks = statFields(pid)
    .slice(11, 15)
    .reduce((sum, field) => sum + Number(field), 0);
  return ticks / ticksPerSecond;
}

/** The fields of /proc/PID/stat from the third on; the second, the name, may hold spaces and brackets. */
function statFields(pid: number): readonly string[] {
  const stat = whileItLives(() => readFileSync(`/proc/${String(pid)}/stat`, 'latin1'));
  return stat === undefined ? [] : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function memoryMb(pid: number, file: string, field: string): number {
  const text = whileItLives(() => readFileSync(`/proc/${String(pid)}/${file}`, 'latin1')) ?? '';
  const kilobytes = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(text)?.[1];
  return Number(kilobytes ?? 0) / 1024;
}

/** Processes end between listing and reading them, which is no fault. */
function whileItLives<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
