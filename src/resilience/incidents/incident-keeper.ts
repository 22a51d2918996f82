/** Makes incidents of what circuits do, off the request path and in order, and tells of them; Postgres may be away for a while. */
import type { DataSource } from 'typeorm';
import type { Journal } from '../../journal';
import { isPostgresUnreachable } from '../../postgres';
import { newId } from '../../shared/ids';
import type { Log } from '../../shared/log';
import type { Breakers } from '../breakers';
import { after, type Observed, type Severity } from '../domain/incident';
import type { IncidentEvent } from '../domain/incident-event';
import type { Transition } from '../domain/transition';
import type { IncidentsStore } from './incidents.store';

export interface KeeperParts {
  readonly breakers: Breakers;
  readonly store: IncidentsStore;
  readonly dataSource: DataSource;
  readonly journal: Pick<Journal, 'append' | 'written'>;
  /** How bad it is at this moment. */
  readonly severity: (transition: Pick<Transition, 'key' | 'atMs'>) => Severity;
  readonly log: Log;
}

/** Postgres is back within seconds of its restart. */
const RETRY_MS = 500;
/** Some hours of a provider that flaps while Postgres is away; then the check finds out what is the case. */
const MAX_WAITING = 10_000;

export class IncidentKeeper {
  private readonly waiting: Observed[] = [];
  private running: Promise<void> | null = null;
  private retry: NodeJS.Timeout | null = null;

  constructor(private readonly parts: KeeperParts) {
    parts.breakers.onTransition((transition) => this.observe(transition, transition.atMs));
  }

  /** @param nowMs of when it is as bad as it is, which may be long after it began */
  observe(seen: Omit<Observed, 'severity'>, nowMs: number): void {
    const observed = { ...seen, severity: this.parts.severity({ key: seen.key, atMs: nowMs }) };
    if (this.waiting.length === MAX_WAITING) this.waiting.shift();
    this.waiting.push(observed);
    if (this.retry === null) void this.flush();
  }

  /** Resolves when everything observed is stored and told, or Postgres has failed. */
  flush(): Promise<void> {
    this.running ??= this.drain().finally(() => (this.running = null));
    return this.running;
  }

  async close(): Promise<void> {
    await this.flush();
    this.cancelRetry();
  }

  /** What cannot be appended stays untold in its row, and the check tells it. */
  async tell(events: readonly IncidentEvent[]): Promise<void> {
    const { journal, store, dataSource } = this.parts;
    for (const event of events) {
      journal.append([{ type: 'fact', topic: 'incident', key: '', payload: JSON.stringify(event) }]);
      await journal.written();
      await store.told(event, dataSource.manager);
    }
  }

  private async drain(): Promise<void> {
    this.cancelRetry();
    for (let [next] = this.waiting; next !== undefined; [next] = this.waiting) {
      try {
        await this.take(next);
      } catch (error) {
        if (isPostgresUnreachable(error)) {
          this.retryLater();
          return;
        }
        this.parts.log.error({ err: error, provider: next.key.provider }, 'an incident could not be stored');
      }
      if (this.waiting[0] === next) this.waiting.shift();
    }
  }

  private async take(observed: Observed): Promise<void> {
    const { store, dataSource, log } = this.parts;
    const id = newId('inc', observed.atMs);
    const events = await store.change(observed.key, (latest) => after(latest, observed, id), dataSource.manager);
    for (const { incident_id: incident, change, provider, models, severity, reason } of events)
      log[change === 'opened' ? 'warn' : 'info'](
        { incident, provider, models, severity, reason },
        `an incident ${change}`,
      );
    await this.tell(events).catch((error: unknown) =>
      log.warn({ err: error }, 'an incident is not told yet; it will be'),
    );
  }

  private retryLater(): void {
    this.parts.log.warn(
      { waiting: this.waiting.length },
      'incidents could not be stored; they will be once Postgres is back',
    );
    this.retry = setTimeout(() => void this.flush(), RETRY_MS).unref();
  }

  private cancelRetry(): void {
    if (this.retry !== null) clearTimeout(this.retry);
    this.retry = null;
  }
}
