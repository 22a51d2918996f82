/** Telling the other processes on the same database that something changed (LISTEN and NOTIFY). */
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { type EntityManager } from 'typeorm';
import { type Log } from '../shared/log';
import { describePostgresFailure } from './failures';

export interface ListenerOptions {
  readonly url: string;
  readonly log: Log;
  readonly heartbeatMs?: number;
}

type NotificationHandler = (payload: string) => void | Promise<void>;
type ReconnectHandler = () => void | Promise<void>;

const CONNECT_TIMEOUT_MS = 5_000;
const HEARTBEAT_MS = 15_000;
const FIRST_DELAY_MS = 50;
const LAST_DELAY_MS = 5_000;

/**
 * Sent when the transaction of the manager commits, and not at all when it rolls back.
 * @param payload at most 7,999 bytes; identical ones of one transaction are sent once
 */
export async function notify(manager: EntityManager, channel: string, payload = ''): Promise<void> {
  await manager.query('SELECT pg_notify($1, $2)', [channel, payload]);
}

/** One connection that only listens. When it breaks it is replaced, and whoever must catch up on what was missed is told. */
export class Listener {
  private readonly handlers = new Map<string, NotificationHandler[]>();
  private readonly reconnectHandlers: ReconnectHandler[] = [];
  private readonly closing = new AbortController();
  private heartbeat: NodeJS.Timeout | null = null;
  /** One statement at a time: the next waits for its turn. */
  private turn: Promise<unknown> = Promise.resolve();
  private client: Client | null = null;

  private constructor(private readonly options: ListenerOptions) {}

  /** @throws when the first connection fails; later ones are tried until they succeed */
  static async connect(options: ListenerOptions): Promise<Listener> {
    const listener = new Listener(options);
    try {
      await listener.open();
      listener.scheduleHeartbeat();
    } catch (error) {
      await listener.close();
      throw error;
    }
    return listener;
  }

  /** A channel's name is an SQL identifier: `budgets_changed`. */
  async listen(channel: string, handler: NotificationHandler): Promise<void> {
    const handlers = this.handlers.get(channel) ?? [];
    this.handlers.set(channel, [...handlers, handler]);
    if (handlers.length === 0 && this.client !== null) await this.subscribe(this.client, channel);
  }

  /** Called after each replacement of the connection: notifications may have been missed before it. */
  onReconnect(handler: ReconnectHandler): void {
    this.reconnectHandlers.push(handler);
  }

  async close(): Promise<void> {
    this.closing.abort();
    if (this.heartbeat !== null) clearTimeout(this.heartbeat);
    const client = this.client;
    this.client = null;
    await client?.end().catch(() => undefined);
  }

  private async open(): Promise<void> {
    const client = new Client({
      connectionString: this.options.url,
      application_name: 'bursar listener',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: CONNECT_TIMEOUT_MS,
      keepAlive: true,
    });
    client.on('notification', ({ channel, payload = '' }) => {
      for (const handler of this.handlers.get(channel) ?? []) this.call(() => handler(payload));
    });
    client.on('error', () => undefined);
    client.on('end', () => void this.replace(client));
    try {
      await client.connect();
      // Channels that are added meanwhile come up in the iteration.
      for (const channel of this.handlers.keys()) await this.subscribe(client, channel);
    } catch (error) {
      void client.end().catch(() => undefined);
      throw error;
    }
    // Not before: the end of a connection that never listened is the failure of this attempt, and no loss to make up for.
    this.client = client;
    if (this.closing.signal.aborted) await this.close();
  }

  private async replace(lost: Client): Promise<void> {
    if (this.client !== lost) return;
    this.client = null;
    this.options.log.warn('the listening connection to PostgreSQL was lost; opening another');
    for (let delayMs = FIRST_DELAY_MS; !this.closing.signal.aborted; delayMs = Math.min(delayMs * 2, LAST_DELAY_MS)) {
      try {
        await this.open();
        break;
      } catch (error) {
        this.options.log.warn({ problem: describePostgresFailure(error) }, 'no listening connection to PostgreSQL');
        await pause(delayMs, undefined, { signal: this.closing.signal, ref: false }).catch(() => undefined);
      }
    }
    if (this.closing.signal.aborted) return;
    for (const handler of this.reconnectHandlers) this.call(handler);
  }

  private scheduleHeartbeat(): void {
    const { heartbeatMs = HEARTBEAT_MS } = this.options;
    this.heartbeat = setTimeout(() => {
      void this.checkConnection().then(() => {
        if (!this.closing.signal.aborted) this.scheduleHeartbeat();
      });
    }, heartbeatMs).unref();
  }

  /** A connection can die without a word (a firewall's idle limit, a lost host); only an answer proves that it lives. */
  private async checkConnection(): Promise<void> {
    const client = this.client;
    if (client === null) return;
    try {
      await this.run(client, 'SELECT 1');
    } catch {
      void client.end().catch(() => undefined);
      await this.replace(client);
    }
  }

  private subscribe(client: Client, channel: string): Promise<void> {
    return this.run(client, `LISTEN ${client.escapeIdentifier(channel)}`);
  }

  private async run(client: Client, sql: string): Promise<void> {
    const answer = this.turn.then(() => client.query(sql));
    this.turn = answer.catch(() => undefined);
    await answer;
  }

  private call(handler: () => void | Promise<void>): void {
    Promise.resolve()
      .then(handler)
      .catch((error: unknown) => {
        this.options.log.error({ err: error }, 'a handler of PostgreSQL notifications failed');
      });
  }
}
