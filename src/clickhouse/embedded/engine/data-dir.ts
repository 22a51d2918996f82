/** The engine's directories, and the wait for a predecessor that still holds them. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { identifyProcess } from '../../../shared/process-identity.ts';
import { type EngineConnection } from './connection.ts';

const WAIT_FOR_PREDECESSOR_MS = 10_000;
const LOOK_AGAIN_MS = 100;

export interface DataDir {
  /** ClickHouse's own. */
  readonly store: string;
  readonly spool: string;
  readonly configFile: string;
}

export function prepareDataDir(dataDir: string, config: string): DataDir {
  const [store, spool, configFile] = [join(dataDir, 'store'), join(dataDir, 'spool'), join(dataDir, 'engine.xml')];
  // What a predecessor left behind in the middle of an insert.
  rmSync(spool, { recursive: true, force: true });
  for (const path of [store, spool]) mkdirSync(path, { recursive: true, mode: 0o700 });
  writeFileSync(configFile, config);
  return { store, spool, configFile };
}

/** The engine locks its directory (`flock` on its file `status`), so that a dead owner never holds it. */
export async function openWhenFree(connection: EngineConnection, { store }: DataDir): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += LOOK_AGAIN_MS) {
    try {
      await connection.run('SELECT 1');
      return;
    } catch (error) {
      const holder = livingHolder(store);
      if (holder === null) throw error;
      if (waitedMs >= WAIT_FOR_PREDECESSOR_MS) throw new Error(heldSentence(store, holder), { cause: error });
      await delay(LOOK_AGAIN_MS);
    }
  }
}

/** chdb's error does not say why it could not open, but the file names who wrote it last. */
function livingHolder(store: string): number | null {
  const pid = Number(/^PID: (\d+)/m.exec(readStatus(store))?.[1]);
  return pid > 0 && pid !== process.pid && identifyProcess(pid) !== null ? pid : null;
}

function heldSentence(store: string, pid: number): string {
  return `The analytics directory ${store} is held by the process with pid ${pid}: stop that one first.`;
}

function readStatus(store: string): string {
  try {
    return readFileSync(join(store, 'status'), 'utf8');
  } catch {
    return '';
  }
}
