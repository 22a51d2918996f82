/** Writes transitions off the request path: the latest of each circuit, until Postgres has taken it or a newer one is known. */
import type { DataSource } from 'typeorm';
import { isPostgresUnreachable } from '../../postgres';
import type { Clock } from '../../shared/clock';
import type { Log } from '../../shared/log';
import type { Breakers } from '../breakers';
import type { BreakerKey } from '../domain/breaker-key';
import type { Circuit } from '../domain/circuit';
import type { Transition } from '../domain/transition';
import type { CircuitsStore } from './circuits.store';
import { failureOf, phaseOf } from './stored-phase';

export interface WriterParts {
  readonly breakers: Breakers;
  readonly store: CircuitsStore;
  readonly dataSource: DataSource;
  readonly clock: Clock;
  readonly log: Log;
}

/** Postgres is back within seconds of its restart; until then memory decides. */
const RETRY_MS = 500;

export class TransitionWriter {
  /** The latest of each circuit, until it is written. */
  private readonly pending = new Map<string, Transition>();
  private running: Promise<void> | null = null;
  private retry: NodeJS.Timeout | null = null;

  constructor(private readonly parts: WriterParts) {}

  enqueue(transition: Transition): void {
    this.pending.set(nameOf(transition.key), transition);
    if (this.retry === null) void this.flush();
  }

  /** Whether memory knows better than the circuit's row. */
  owes(key: BreakerKey): boolean {
    return this.pending.has(nameOf(key));
  }

  /** Resolves when everything is written, or Postgres has failed. */
  flush(): Promise<void> {
    this.running ??= this.drain().finally(() => (this.running = null));
    return this.running;
  }

  async close(): Promise<void> {
    await this.flush();
    this.cancelRetry();
  }

  private async drain(): Promise<void> {
    this.cancelRetry();
    for (let [next] = this.pending; next !== undefined; [next] = this.pending) {
      const [name, transition] = next;
      try {
        const settled = await this.write(transition);
        if (settled && this.pending.get(name) === transition) this.pending.delete(name);
      } catch (error) {
        if (isPostgresUnreachable(error)) {
          this.retryLater();
          return;
        }
        this.parts.log.error({ err: error, circuit: name }, 'a transition of a circuit could not be stored');
        this.pending.delete(name);
      }
    }
  }

  /** false: the row was another than we knew; now we know it. */
  private async write(transition: Transition): Promise<boolean> {
    const { breakers, store, dataSource } = this.parts;
    const circuit = breakers.circuit(transition.key);
    // Its provider or model is gone, and its row with it.
    if (circuit === undefined) return true;
    const version = await dataSource.transaction((manager) => store.write(transition, circuit.version, manager));
    if (version === null) return this.resolve(transition, circuit);
    circuit.version = version;
    return true;
  }

  /** Another replica was first: the later transition holds. */
  private async resolve({ key, atMs }: Transition, circuit: Circuit): Promise<boolean> {
    const { breakers, store, dataSource, clock } = this.parts;
    const row = await store.find(key, dataSource.manager);
    const nowMs = clock.nowMs();
    const phase = row === null ? null : phaseOf(row, nowMs);
    circuit.version = row?.version ?? 0;
    if (row === null || phase === null || row.since.getTime() < atMs) return false;
    breakers.adopt({ key, phase, version: row.version, failureClass: failureOf(row) }, nowMs);
    return true;
  }

  private retryLater(): void {
    this.parts.log.warn({ waiting: this.pending.size }, 'circuits could not be stored; memory decides until they can');
    this.retry = setTimeout(() => void this.flush(), RETRY_MS).unref();
  }

  private cancelRetry(): void {
    if (this.retry !== null) clearTimeout(this.retry);
    this.retry = null;
  }
}

const nameOf = ({ tenantId, provider, model, credential }: BreakerKey): string =>
  [tenantId, provider, model, credential].join(' ');
