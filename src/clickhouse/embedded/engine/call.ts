/** A request of ClickHouse's HTTP interface, read: what to run, under which name, and how the answer may be encoded. */
import { randomUUID } from 'node:crypto';
import { type IncomingMessage } from 'node:http';
import { readRows, readText } from './body.ts';
import { exception } from './exception.ts';
import { type Statement } from './statement.ts';

export interface Call {
  readonly queryId: string;
  readonly statement: Statement;
  readonly acceptsGzip: boolean;
}

export async function readCall(request: IncomingMessage, url: URL, spoolDir: string): Promise<Call> {
  const given = (name: string, inHeader: string): string | undefined =>
    url.searchParams.get(name) ?? header(request, inHeader);
  const variables = readVariables(url.searchParams);
  return {
    queryId: given('query_id', 'x-clickhouse-query-id') ?? randomUUID(),
    acceptsGzip: url.searchParams.get('enable_http_compression') === '1' && offersGzip(request),
    statement: {
      ...variables,
      database: given('database', 'x-clickhouse-database') ?? 'default',
      defaultFormat: given('default_format', 'x-clickhouse-format') ?? 'TabSeparated',
      ...(await readStatement(request, url.searchParams.get('query'), spoolDir)),
    },
  };
}

async function readStatement(
  request: IncomingMessage,
  query: string | null,
  spoolDir: string,
): Promise<Pick<Statement, 'sql' | 'rows'>> {
  const hasRows = query !== null && request.method === 'POST' && TAKES_ROWS.test(query);
  if (hasRows) return { sql: query, rows: await readRows(request, spoolDir) };
  return { sql: `${query ?? ''}${await readText(request)}`, rows: null };
}

export function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

/** Read by name above, or by `server.ts`. */
const OWN = new Set(['query', 'query_id', 'database', 'default_format', 'user', 'password']);

/** They steer a server's HTTP layer, of which there is none behind this one. */
const WITHOUT_EFFECT =
  /^(?:enable_http_compression|http_\w+|send_progress_in_http_headers|wait_end_of_query|buffer_size|quota_key|stacktrace)$/;

const REFUSED = new Set(['session_id', 'session_timeout', 'session_check', 'role', 'compress', 'decompress']);

/** `INSERT … VALUES` is one text with its body, on a server too. */
const TAKES_ROWS = /^\s*insert\b[\s\S]*\bformat\s+\w+\s*$/i;

function readVariables(query: URLSearchParams): Pick<Statement, 'settings' | 'parameters'> {
  const settings = new Map<string, string>();
  const parameters = new Map<string, string>();
  for (const [name, value] of query) {
    if (OWN.has(name) || WITHOUT_EFFECT.test(name)) continue;
    if (REFUSED.has(name)) throw exception('NOT_IMPLEMENTED', `The embedded engine has no ${name}.`);
    if (!/^[a-z]\w*$/i.test(name)) throw exception('UNKNOWN_SETTING', `Unknown setting '${name}'.`);
    if (name.startsWith('param_')) parameters.set(name.slice('param_'.length), value);
    else settings.set(name, value);
  }
  return { settings, parameters };
}

function offersGzip(request: IncomingMessage): boolean {
  return /\bgzip\b/.test(header(request, 'accept-encoding') ?? '');
}
