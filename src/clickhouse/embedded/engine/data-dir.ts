/** The engine's directories, and the wait for a predecessor that still holds them. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type EngineConnection } from './connection.ts';

const WAIT_FOR_PREDECESSOR_MS = 20_000;
const LOOK_AGAIN_MS = 100;

export interface DataDir {
  /** ClickHouse's own. */
  readonly store: string;
  readonly spool: string;
}

export function prepareDataDir(dataDir: string): DataDir {
  const directories = { store: join(dataDir, 'store'), spool: join(dataDir, 'spool') };
  // What a predecessor left behind in the middle of an insert.
  rmSync(directories.spool, { recursive: true, force: true });
  for (const path of Object.values(directories)) mkdirSync(path, { recursive: true, mode: 0o700 });
  return directories;
}

/** The engine locks its directory (`flock` on a file `status`), so that a dead owner never holds it. */
export async function openWhenFree(connection: EngineConnection, { store }: DataDir): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += LOOK_AGAIN_MS) {
    try {
      await connection.run('SELECT 1');
      return;
    } catch (error) {
      if (!isLocked(error)) throw error;
      if (waitedMs >= WAIT_FOR_PREDECESSOR_MS) throw new Error(heldSentence(store), { cause: error });
      await delay(LOOK_AGAIN_MS);
    }
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof Error && error.message.includes('Cannot lock file');
}

function heldSentence(store: string): string {
  const pid = /^PID: (\d+)/m.exec(readStatus(store))?.[1] ?? 'unknown';
  return `The analytics directory ${store} is held by the process with pid ${pid}: stop that one first.`;
}

function readStatus(store: string): string {
  try {
    return readFileSync(join(store, 'status'), 'utf8');
  } catch {
    return '';
  }
}
