/** ClickHouse over its HTTP interface, embedded or not: tagged statements with bound parameters, and inserts of raw bytes. */
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { setImmediate as pause, setTimeout as delay } from 'node:timers/promises';
import { type ClickHouseClient, ClickHouseLogLevel, type ClickHouseSettings, createClient } from '@clickhouse/client';
import { timeoutError, toClickHouseError } from './failure';

export interface ClickHouseOptions {
  /** As `http://user:password@host:8123/database`; without a path the database is `bursar`. */
  readonly url: string;
  /** Created when it is missing; goes before the one in the URL. */
  readonly database?: string;
  /** For statements that name none of their own. */
  readonly timeoutMs?: number;
}

export type Params = Readonly<Record<string, unknown>>;

export interface StatementOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  readonly settings?: ClickHouseSettings;
}

/** Formats that `stream` can cut into lines. */
export type LineFormat = 'JSONEachRow' | 'CSV' | 'CSVWithNames' | 'TabSeparated' | 'TabSeparatedWithNames';

interface InsertBase extends StatementOptions {
  readonly tag: string;
  /** Sent as it is, in the order given; pieces are asked for as they can be sent, and none after the insert has settled. */
  readonly body: Buffer | Iterable<Buffer>;
  /** Two inserts of one token into one table count once, in the table and in every view that depends on it. */
  readonly dedupToken?: string;
}

export type Insert = InsertBase &
  (
    | { readonly table: string; readonly columns?: readonly string[]; readonly format: string }
    /** `INSERT INTO … FORMAT …`, for what a table and its columns cannot say. */
    | { readonly statement: string }
  );

const DEFAULT_DATABASE = 'bursar';
const DEFAULT_TIMEOUT_MS = 60_000;
const PING_WITHIN_MS = 5_000;
/** The client's own limit, per socket; ours is per statement and below it. */
const SOCKET_TIMEOUT_MS = 3_600_000;

/** The client writes to the console whatever it also throws. */
const SILENT = { level: ClickHouseLogLevel.OFF };

export class ClickHouse {
  // Private to the language: it has the password in it, and a log line may hold this client.
  readonly #options: ClickHouseOptions;

  private constructor(
    private readonly client: ClickHouseClient,
    private readonly timeoutMs: number,
    options: ClickHouseOptions,
  ) {
    this.#options = options;
  }

  /** @throws ClickHouseError when the server does not answer or does not let us in */
  static async connect(options: ClickHouseOptions): Promise<ClickHouse> {
    const { url, database, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
    const { origin, username, password, path } = parse(url);
    const name = database ?? (path === '' ? DEFAULT_DATABASE : path);
    const login = { url: origin, username, password, request_timeout: SOCKET_TIMEOUT_MS, log: SILENT };
    const first = new ClickHouse(createClient({ ...login, database: 'default' }), timeoutMs, options);
    try {
      await first.command('connect', `CREATE DATABASE IF NOT EXISTS ${identifier(name)}`);
    } finally {
      await first.close();
    }
    return new ClickHouse(createClient({ ...login, database: name }), timeoutMs, options);
  }

  /** What `connect` takes for the same database, as another thread must; it holds the password. */
  connectOptions(): ClickHouseOptions {
    return this.#options;
  }

  /**
   * 64-bit integers come as decimal strings, unless `output_format_json_quote_64bit_integers` says otherwise.
   * @param sql one statement without FORMAT, with `{name:Type}` for each of the params
   * @throws ClickHouseError; the signal's reason when the signal ended it
   */
  async query<Row>(tag: string, sql: string, params: Params = {}, options: StatementOptions = {}): Promise<Row[]> {
    return this.attempt(tag, options, async (signal) => {
      const result = await this.client.query({
        query: sql,
        // With the names once instead of in every row, thousands of rows are written, sent and read in half of the time.
        format: 'JSONColumnsWithMetadata',
        query_params: { ...params },
        clickhouse_settings: { ...READ_SETTINGS, log_comment: tag, ...options.settings },
        abort_signal: signal,
      });
      const { data } = JSON.parse(await closedOn(signal, result).text()) as { readonly data: Columns };
      return rowsOf(data) as Row[];
    });
  }

  /** The result as text in whole lines, without holding more than a part of it; the timeout is that of the whole. */
  async *stream(
    tag: string,
    sql: string,
    params: Params = {},
    { format = 'CSVWithNames', ...options }: StatementOptions & { readonly format?: LineFormat } = {},
  ): AsyncGenerator<string> {
    const { signal, failure } = this.limit(tag, options);
    try {
      const result = await this.client.query({
        query: sql,
        format,
        query_params: { ...params },
        clickhouse_settings: { ...READ_SETTINGS, log_comment: tag, ...options.settings },
        abort_signal: signal,
      });
      for await (const rows of closedOn(signal, result).stream()) yield rows.map((row) => `${row.text}\n`).join('');
    } catch (error) {
      throw failure(error);
    }
  }

  /** @throws ClickHouseError; when it is `retryable`, the same insert with the same token is safe */
  async insert(insert: Insert): Promise<void> {
    const body = Buffer.isBuffer(insert.body) ? [insert.body] : insert.body;
    const values = Readable.from(paced(body), { objectMode: false });
    try {
      await this.attempt(insert.tag, insert, async (signal) => {
        const { stream } = await this.client.exec({
          query: statementOf(insert),
          values,
          clickhouse_settings: { ...INSERT_SETTINGS, log_comment: insert.tag, ...tokenOf(insert), ...insert.settings },
          abort_signal: signal,
        });
        await finished(stream.resume());
      });
    } finally {
      // A server that refuses early answers while the rest is still being sent.
      values.destroy();
    }
  }

  /** For statements without a result. */
  async command(tag: string, sql: string, params: Params = {}, options: StatementOptions = {}): Promise<void> {
    await this.attempt(tag, options, async (signal) => {
      await this.client.command({
        query: sql,
        query_params: { ...params },
        clickhouse_settings: { log_comment: tag, ...options.settings },
        abort_signal: signal,
      });
    });
  }

  /** Whether the server answers at all, however busy it is. */
  async ping(): Promise<boolean> {
    const silence = delay(PING_WITHIN_MS, { success: false }, { ref: false });
    const { success } = await Promise.race([this.client.ping(), silence]);
    return success;
  }

  async close(): Promise<void> {
    await this.client.close();
  }

  private async attempt<Result>(
    tag: string,
    options: StatementOptions,
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    const { signal, failure } = this.limit(tag, options);
    try {
      return await work(signal);
    } catch (error) {
      throw failure(error);
    }
  }

  private limit(tag: string, options: StatementOptions): { signal: AbortSignal; failure: (error: unknown) => Error } {
    const timeoutMs = options.timeoutMs ?? this.timeoutMs;
    const timeout = AbortSignal.timeout(timeoutMs);
    const given = options.signal;
    return {
      signal: given === undefined ? timeout : AbortSignal.any([timeout, given]),
      failure: (error) => {
        if (given?.aborted === true)
          return given.reason instanceof Error ? given.reason : new Error(String(given.reason));
        return timeout.aborted ? timeoutError(tag, timeoutMs, error) : toClickHouseError(tag, error);
      },
    };
  }
}

type Columns = Readonly<Record<string, readonly unknown[]>>;

/** The rows behind columns of one length. */
function rowsOf(columns: Columns): Record<string, unknown>[] {
  const named = Object.entries(columns);
  const [first] = named;
  const rows = (first?.[1] ?? []).map((): Record<string, unknown> => ({}));
  for (const [at, row] of rows.entries()) {
    for (const [name, values] of named) row[name] = values[at];
  }
  return rows;
}

/** The client heeds its signal only until the head of the answer is there. */
function closedOn<Result extends { close(): void }>(signal: AbortSignal, result: Result): Result {
  if (signal.aborted) result.close();
  signal.addEventListener('abort', () => result.close(), { once: true });
  return result;
}

const READ_SETTINGS: ClickHouseSettings = {
  output_format_json_quote_64bit_integers: 1,
  cancel_http_readonly_queries_on_client_close: 1,
};

const INSERT_SETTINGS: ClickHouseSettings = {
  // What the server buffers for later would be acknowledged before it is stored.
  async_insert: 0,
  insert_deduplicate: 1,
  deduplicate_blocks_in_dependent_materialized_views: 1,
};

function tokenOf({ dedupToken }: Insert): ClickHouseSettings {
  return dedupToken === undefined ? {} : { insert_deduplication_token: dedupToken };
}

function statementOf(insert: Insert): string {
  if ('statement' in insert) return insert.statement;
  const columns = insert.columns === undefined ? '' : ` (${insert.columns.map(identifier).join(', ')})`;
  return `INSERT INTO ${insert.table}${columns} FORMAT ${insert.format}`;
}

function identifier(name: string): string {
  return `\`${name.replaceAll(/[\\`]/g, String.raw`\$&`)}\``;
}

function parse(url: string): { origin: string; username: string; password: string; path: string } {
  const { origin, username, password, pathname } = new URL(url);
  return {
    origin,
    username: username === '' ? 'default' : decodeURIComponent(username),
    password: decodeURIComponent(password),
    path: decodeURIComponent(pathname.slice(1)),
  };
}

/** The socket would take megabytes in one go, and nothing else would run meanwhile. */
async function* paced(pieces: Iterable<Buffer>): AsyncGenerator<Buffer> {
  for (const piece of pieces) {
    yield piece;
    await pause();
  }
}
