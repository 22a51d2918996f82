/**
 * Finds what no transition told: circuits that opened while their process was killed, circuits of models that are gone, and
 * events that are in no journal. Every replica does it, at its start and then regularly.
 */
import type { Clock } from '../../shared/clock';
import { BREAKER_STATES, type BreakerState } from '../domain/breaker';
import type { BreakerKey } from '../domain/breaker-key';
import type { AffectedCircuit, Incident, Observed } from '../domain/incident';
import type { CircuitBreakerRow } from '../persistence/circuit-breaker.entity';
import type { CircuitsStore } from '../persistence/circuits.store';
import { failureOf, keyOf } from '../persistence/stored-phase';
import type { IncidentKeeper, KeeperParts } from './incident-keeper';

export interface CheckParts extends Pick<KeeperParts, 'store' | 'dataSource' | 'log'> {
  readonly keeper: IncidentKeeper;
  readonly circuits: CircuitsStore;
  readonly clock: Clock;
}

/** What another replica has begun is written long before; an incident of a provider that was deleted ends so late. */
const EVERY_MS = 30_000;

export class IncidentCheck {
  private timer: NodeJS.Timeout | null = null;
  /** Untold at the last check already: whoever was about to tell them is dead. */
  private overdue: ReadonlySet<string> = new Set();

  constructor(private readonly parts: CheckParts) {}

  start(): void {
    void this.run();
    this.timer = setInterval(() => void this.run(), EVERY_MS).unref();
  }

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  /** Never throws: what Postgres does not answer now, it will at the next. */
  async run(): Promise<void> {
    try {
      await this.compare();
      await this.tellOverdue();
    } catch (error) {
      this.parts.log.warn({ err: error }, 'incidents could not be checked; they will be again');
    }
  }

  private async compare(): Promise<void> {
    const { circuits, store, dataSource, keeper } = this.parts;
    const troubled = await circuits.notClosed(dataSource.manager);
    const incidents = await store.open(dataSource.manager);
    const known = new Map(
      incidents.flatMap((incident) => incident.circuits.map((c) => [nameOf(incident, c), c.state])),
    );
    const present = new Set(troubled.map((row) => nameOf(row, row)));
    for (const row of troubled) if (known.get(nameOf(row, row)) !== row.state) this.see(row);
    for (const incident of incidents)
      for (const circuit of incident.circuits)
        if (!present.has(nameOf(incident, circuit))) this.miss(incident, circuit);
    await keeper.flush();
  }

  private see(row: CircuitBreakerRow): void {
    if (!isState(row.state)) return;
    const { reason, changedBy: by } = row;
    this.observe(keyOf(row), { to: row.state, atMs: row.since.getTime(), reason, failureClass: failureOf(row), by });
  }

  private miss({ tenantId, provider }: Incident, { model, credential, state, sinceMs }: AffectedCircuit): void {
    const atMs = this.parts.clock.nowMs();
    // So young it may not be written yet.
    if (state === 'closed' || atMs - sinceMs < EVERY_MS) return;
    const key = { tenantId, provider, model, credential };
    this.observe(key, { to: 'closed', atMs, reason: 'gone', failureClass: null, by: null });
  }

  private observe(key: BreakerKey, seen: Omit<Observed, 'key' | 'severity'>): void {
    this.parts.keeper.observe({ key, ...seen }, this.parts.clock.nowMs());
  }

  private async tellOverdue(): Promise<void> {
    const untold = await this.parts.store.untold(this.parts.dataSource.manager);
    await this.parts.keeper.tell(untold.filter(({ event_id: id }) => this.overdue.has(id)));
    this.overdue = new Set(untold.map(({ event_id: id }) => id));
  }
}

const isState = (word: string): word is BreakerState => (BREAKER_STATES as readonly string[]).includes(word);

const nameOf = (
  { tenantId, provider }: Pick<BreakerKey, 'tenantId' | 'provider'>,
  { model, credential }: Pick<BreakerKey, 'model' | 'credential'>,
): string => JSON.stringify([tenantId, provider, model, credential]);
