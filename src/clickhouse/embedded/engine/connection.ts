/** One connection to the engine: runs one statement at a time, and forgets it afterwards. */
import { type Native, type NativeChunk, type NativeConnection, type NativeStream } from './native.ts';
import { fromInfile, isStreamable, leavesTraces, quote, type Statement } from './statement.ts';

export interface Execution {
  readonly summary: Summary;
  /** The result; it must be read to its end or left by `return`. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

export interface Summary {
  readonly readRows: number;
  readonly readBytes: number;
  readonly writtenRows: number;
  readonly writtenBytes: number;
}

export interface Engine {
  readonly native: Native;
  readonly path: string;
  readonly arguments: readonly string[];
  /** What every statement starts from, where that is not ClickHouse's own default. */
  readonly settings: ReadonlyMap<string, string>;
}

const NOTHING: Summary = { readRows: 0, readBytes: 0, writtenRows: 0, writtenBytes: 0 };

export class EngineConnection {
  /** By which its statement is found in `system.processes`; chdb lets nobody choose a query id. */
  readonly label: string;
  readonly #engine: Engine;
  readonly #baseline: ReadonlyMap<string, string>;
  #connection: NativeConnection | null = null;
  #database = '';
  #touchedSettings: readonly string[] = [];
  /** ClickHouse knows no way to take a parameter back. */
  readonly #staleParameters = new Set<string>();
  /** Something of its statement may stay behind. */
  #isSpent = false;

  constructor(engine: Engine, label: string) {
    this.label = label;
    this.#engine = engine;
    this.#baseline = new Map([...engine.settings, [LABEL_SETTING, label]]);
  }

  /** Settles when the first bytes of the result are there. */
  async execute(statement: Statement): Promise<Execution> {
    if (this.#wouldSeeStaleParameter(statement)) this.close();
    // A killed statement stays in the list of processes until its connection goes.
    const hasOtherEnd = leavesTraces(statement.sql);
    this.#isSpent = true;
    const connection = await this.#prepare(statement);
    const execution = await this.#run(connection, statement);
    this.#isSpent = hasOtherEnd;
    return execution;
  }

  /** A short statement of our own, outside of any request. */
  async run(sql: string): Promise<string> {
    const result = await this.#engine.native.QueryAsyncConnection(await this.#open(), sql, 'TSV');
    return Buffer.from(result.bytes).toString().trim();
  }

  /** Takes back what the last statement set, or takes a new connection where that is not possible. */
  async reset(): Promise<void> {
    const names = this.#touchedSettings;
    this.#touchedSettings = [];
    if (this.#isSpent) this.close();
    if (this.#connection === null || names.length === 0) return;
    try {
      await this.run(`SET ${names.map((name) => `${name} = ${this.#baselineOf(name)}`).join(', ')}`);
    } catch {
      this.close();
    }
  }

  close(): void {
    const connection = this.#connection;
    this.#connection = null;
    this.#staleParameters.clear();
    this.#isSpent = false;
    if (connection !== null) this.#engine.native.CloseConnection(connection);
  }

  #run(connection: NativeConnection, statement: Statement): Promise<Execution> {
    if (statement.rows !== null) return this.#insert(connection, statement);
    return isStreamable(statement) ? this.#stream(connection, statement) : this.#query(connection, statement);
  }

  async #open(): Promise<NativeConnection> {
    if (this.#connection !== null) return this.#connection;
    const { native, path } = this.#engine;
    const connection = native.CreateConnection(path, this.#engine.arguments);
    this.#connection = connection;
    this.#database = 'default';
    const settings = [...this.#baseline].map(([name, value]) => `${name} = ${quote(value)}`);
    await native.QueryAsyncConnection(connection, `SET ${settings.join(', ')}`, 'TSV');
    return connection;
  }

  #baselineOf(name: string): string {
    const value = this.#baseline.get(name);
    return value === undefined ? 'DEFAULT' : quote(value);
  }

  #wouldSeeStaleParameter({ sql, parameters }: Statement): boolean {
    return [...this.#staleParameters].some((name) => !parameters.has(name) && sql.includes(name));
  }

  async #prepare({ database, settings, parameters }: Statement): Promise<NativeConnection> {
    const connection = await this.#open();
    const { native } = this.#engine;
    if (database !== this.#database) {
      await native.QueryAsyncConnection(connection, `USE \`${database.replaceAll('`', '``')}\``, 'TSV');
      this.#database = database;
    }
    const assignments = [
      ...[...settings].map(([name, value]) => `${name} = ${quote(value)}`),
      ...[...parameters].map(([name, value]) => `param_${name} = ${quote(value)}`),
    ];
    this.#touchedSettings = [...settings.keys()];
    for (const name of parameters.keys()) this.#staleParameters.add(name);
    if (assignments.length > 0) {
      await native.QueryAsyncConnection(connection, `SET ${assignments.join(', ')}`, 'TSV');
    }
    return connection;
  }

  async #query(connection: NativeConnection, { sql, defaultFormat }: Statement): Promise<Execution> {
    const result = await this.#engine.native.QueryAsyncConnection(connection, sql, defaultFormat);
    const summary = { ...NOTHING, readRows: result.rowsRead, readBytes: result.bytesRead };
    return { summary, chunks: only(result.bytes) };
  }

  async #insert(connection: NativeConnection, { sql, rows }: Statement): Promise<Execution> {
    const { native } = this.#engine;
    if (rows?.kind === 'file') {
      const written = await native.QueryAsyncConnection(connection, fromInfile(sql, rows.path), 'TSV');
      return {
        summary: { ...NOTHING, writtenRows: written.rowsRead, writtenBytes: written.bytesRead },
        chunks: none(),
      };
    }
    // As a server has it: an insert of nothing is no error.
    if (rows === null || rows.bytes.length === 0) return { summary: NOTHING, chunks: none() };
    const written = await native.InsertRawAsyncConnection(connection, sql, rows.bytes, false);
    const summary = { ...NOTHING, writtenRows: written.rowsWritten, writtenBytes: written.bytesWritten };
    return { summary, chunks: none() };
  }

  async #stream(connection: NativeConnection, { sql, defaultFormat }: Statement): Promise<Execution> {
    const { native } = this.#engine;
    const stream = native.StreamQuery(connection, sql, defaultFormat);
    try {
      const first = await native.StreamFetch(stream);
      return { summary: NOTHING, chunks: this.#fetchAll(stream, first) };
    } catch (error) {
      native.StreamCancel(stream);
      throw error;
    }
  }

  async *#fetchAll(stream: NativeStream, first: NativeChunk): AsyncGenerator<Uint8Array> {
    const { native } = this.#engine;
    const spentAfterwards = this.#isSpent;
    this.#isSpent = true;
    try {
      let chunk = first;
      for (; !chunk.done; chunk = await native.StreamFetch(stream)) yield chunk.bytes;
      this.#isSpent = spentAfterwards;
    } finally {
      native.StreamCancel(stream);
    }
  }
}

/** A setting that is only a label (for entries of the query cache, which is off here). */
export const LABEL_SETTING = 'query_cache_tag';

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  if (bytes.length > 0) yield bytes;
}

async function* none(): AsyncGenerator<Uint8Array> {
  // Nothing to yield.
}
