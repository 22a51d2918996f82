/** A store's server that is a child of this process, and is started again when it dies. */

/** Nest's token for those that this process has. */
export const EMBEDDED_SERVERS = Symbol('embedded-servers');

export interface EmbeddedServer {
  readonly store: 'postgres' | 'clickhouse';
  /** Null while it is down between two lives. */
  pid(): number | null;
  /** Of this process' time. */
  restarts(): number;
  stop(): Promise<void>;
}
