/** The connection that no statement can take: it answers pings and ends the statements of others. */
import { setTimeout as delay } from 'node:timers/promises';
import { type EngineConnection, LABEL_SETTING } from './connection.ts';
import { quote } from './statement.ts';

/** A statement can be killed only once the engine lists it, and some states of it do not listen. */
const KILL_AGAIN_MS = 100;

export class Reserve {
  readonly #connection: EngineConnection;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(connection: EngineConnection) {
    this.#connection = connection;
  }

  version(): Promise<string> {
    return this.#run('SELECT version()');
  }

  /** @returns once the statement of that connection has ended */
  async kill(connection: EngineConnection, hasEnded: () => boolean): Promise<void> {
    while (!hasEnded()) {
      await this.#run(`KILL QUERY WHERE Settings[${quote(LABEL_SETTING)}] = ${quote(connection.label)} ASYNC`).catch(
        () => '',
      );
      if (!hasEnded()) await delay(KILL_AGAIN_MS);
    }
  }

  #run(sql: string): Promise<string> {
    const run = this.#tail.then(() => this.#connection.run(sql));
    this.#tail = run.catch(() => '');
    return run;
  }
}
