/** An embedded engine of its own for a test file, and the official client on it. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ClickHouseClient, createClient } from '@clickhouse/client';
import { type EmbeddedClickHouse, startEmbeddedClickHouse } from '../../../src/clickhouse';

export interface TestEngine extends EmbeddedClickHouse {
  readonly dataDir: string;
  readonly client: ClickHouseClient;
  /** With login and database, as CLICKHOUSE_URL. */
  readonly fullUrl: string;
  /** Sentences that the supervisor logged. */
  readonly said: readonly string[];
}

export const MEMORY_CAP_BYTES = 1024 * 1024 * 1024;

export const newDataDir = (): string => mkdtempSync(join(tmpdir(), 'bursar-clickhouse-'));

export async function startTestEngine(options: { readonly memoryCapBytes?: number } = {}): Promise<TestEngine> {
  const dataDir = newDataDir();
  const said: string[] = [];
  const note = (_details: object, sentence: string): void => void said.push(sentence);
  const log = { info: note, warn: note };
  const engine = await startEmbeddedClickHouse({ dataDir, memoryCapBytes: MEMORY_CAP_BYTES, log, ...options });
  const { url, username, password } = engine;
  const client = createClient({ url, username, password, log: { level: 127 } });
  return {
    ...engine,
    dataDir,
    client,
    said,
    fullUrl: url.replace('//', `//${username}:${password}@`),
    stop: async () => {
      await client.close();
      await engine.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export const unique = (prefix: string): string => `${prefix}_${randomUUID().replaceAll('-', '')}`;

/** Rows of a statement by the official client. */
export async function rowsOf<Row>(client: ClickHouseClient, query: string): Promise<Row[]> {
  const result = await client.query({ query, format: 'JSONEachRow' });
  return result.json<Row>();
}

type Address = Pick<EmbeddedClickHouse, 'url' | 'username' | 'password'>;

/** A request without any client's help. */
export function raw(engine: Address, path: string, init: RequestInit = {}): Promise<Response> {
  const login = Buffer.from(`${engine.username}:${engine.password}`).toString('base64');
  const headers = { authorization: `Basic ${login}`, ...(init.headers as Record<string, string> | undefined) };
  return fetch(`${engine.url}${path}`, { method: 'POST', ...init, headers });
}
