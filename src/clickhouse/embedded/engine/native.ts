/** The functions of chdb's addon that the engine uses, typed: the one place that knows the surface beneath its `Session`. */
import { createRequire } from 'node:module';

declare const handle: unique symbol;
export type NativeConnection = object & { readonly [handle]: 'connection' };
export type NativeStream = object & { readonly [handle]: 'stream' };

export interface NativeResult {
  readonly bytes: Uint8Array;
  readonly rowsRead: number;
  readonly bytesRead: number;
}

export interface NativeInsertResult {
  /** With the rows that materialised views wrote. */
  readonly rowsWritten: number;
  readonly bytesWritten: number;
}

export type NativeChunk = { readonly done: true } | { readonly done: false; readonly bytes: Uint8Array };

/** What is not `…Async` or `StreamFetch` runs on the event loop. */
export interface Native {
  CreateConnection(path: string, engineArguments: readonly string[]): NativeConnection;
  CloseConnection(connection: NativeConnection): void;
  QueryAsyncConnection(connection: NativeConnection, sql: string, format: string): Promise<NativeResult>;
  /** `rows` must not change until the promise settles; an empty line in them ends the rows, see `body.ts`. */
  InsertRawAsyncConnection(
    connection: NativeConnection,
    sql: string,
    rows: Buffer,
    countLines: boolean,
  ): Promise<NativeInsertResult>;
  StreamQuery(connection: NativeConnection, sql: string, format: string): NativeStream;
  StreamFetch(stream: NativeStream): Promise<NativeChunk>;
  StreamCancel(stream: NativeStream): void;
}

/** `Session` takes bytes for eight text formats only, and binds parameters of all connections one after the other. */
export function loadNative(): Native {
  const require = createRequire(process.argv[1] ?? `${process.cwd()}/`);
  const ofChdb = createRequire(require.resolve('chdb'));
  return (ofChdb('./dist/loader.js') as { loadNative(): Native }).loadNative();
}
