/** What the tests of the PostgreSQL folder share: directories that its system user can enter, databases, waiting. */
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { pino } from 'pino';
import { type Log } from '../../../src/shared/log';

export const silentLog: Log = pino({ level: 'silent' });

/** Directories made by a test, removed by `removeDirectories`. */
const made: string[] = [];

export async function makeDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'bursar-postgres-'));
  made.push(directory);
  // mkdtemp makes it private to us; the server runs as another user when we are root.
  await chmod(directory, 0o755);
  return directory;
}

export async function removeDirectories(): Promise<void> {
  await Promise.all(made.splice(0).map((directory) => rm(directory, { recursive: true, force: true, maxRetries: 5 })));
}

export async function queryOnce(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** An empty database of its own on the server. */
export async function makeDatabase(serverUrl: string): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await queryOnce(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Waits for what other processes bring about. */
export async function eventually(isTrue: () => boolean | Promise<boolean>, withinMs = 15_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error(`Not within ${String(withinMs)} ms: ${isTrue.toString()}`);
    await pause(10);
  }
}
