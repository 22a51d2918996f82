/** Direct access to the service's embedded ClickHouse over its HTTP interface, past the service. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { executableOf, processTree } from './measure.ts';
import type { RunningService } from './service.ts';

interface Door {
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

/** Runs a statement; a query answers its rows with 64-bit integers as strings. */
export async function clickhouse(
  service: RunningService,
  sql: string,
  { signal, params = {} }: { readonly signal?: AbortSignal; readonly params?: Readonly<Record<string, unknown>> } = {},
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  // Read anew each time: a restarted engine has another port.
  const door = JSON.parse(readFileSync(join(service.dataDir, 'clickhouse.json'), 'utf8')) as Door;
  const url = new URL(door.url);
  url.searchParams.set('database', 'bursar');
  url.searchParams.set('default_format', 'JSONEachRow');
  url.searchParams.set('output_format_json_quote_64bit_integers', '1');
  for (const [name, value] of Object.entries(params)) url.searchParams.set(`param_${name}`, String(value));
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'x-clickhouse-user': door.username, 'x-clickhouse-key': door.password },
    body: sql,
    ...(signal === undefined ? {} : { signal }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`ClickHouse: ${text.trim()}`);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
}

/** While no backtest runs, the engine is the one child of the service that runs on Node; PostgreSQL's processes do not. */
export function enginePid(service: RunningService): number {
  const candidates = processTree(service.pid)
    .slice(1)
    .filter((pid) => executableOf(pid) === process.execPath);
  const [pid] = candidates;
  if (pid === undefined || candidates.length > 1) {
    throw new Error(`expected one engine process below ${service.pid}, found ${JSON.stringify(candidates)}`);
  }
  return pid;
}
