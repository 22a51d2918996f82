/** The engine's connections, one statement each at a time; who comes when all are taken waits in line. */
import { type EngineConnection } from './connection.ts';
import { exception } from './exception.ts';

interface Waiter {
  readonly give: (connection: EngineConnection) => void;
  readonly turnAway: (reason: Error) => void;
}

export class ConnectionPool {
  readonly #idle: EngineConnection[];
  readonly #waiting: Waiter[] = [];
  readonly #maxWaiting: number;

  constructor(connections: readonly EngineConnection[], maxWaiting: number) {
    this.#idle = [...connections];
    this.#maxWaiting = maxWaiting;
  }

  /** @throws EngineException when the line is full, or when the signal ends the wait */
  async acquire(signal: AbortSignal): Promise<EngineConnection> {
    if (signal.aborted) throw cancelled();
    const free = this.#idle.pop();
    if (free !== undefined) return free;
    if (this.#waiting.length >= this.#maxWaiting) {
      throw exception(
        'TOO_MANY_SIMULTANEOUS_QUERIES',
        `Too many statements wait for a connection: ${this.#maxWaiting}.`,
      );
    }
    return this.#wait(signal);
  }

  release(connection: EngineConnection): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(connection);
    else next.give(connection);
  }

  #wait(signal: AbortSignal): Promise<EngineConnection> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        waiter.turnAway(cancelled());
      };
      const waiter: Waiter = {
        give: (connection) => {
          signal.removeEventListener('abort', leave);
          resolve(connection);
        },
        turnAway: reject,
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(waiter);
    });
  }
}

function cancelled(): Error {
  return exception('QUERY_WAS_CANCELLED', 'The client went away before its statement began.');
}
