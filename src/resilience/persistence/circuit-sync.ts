/** Keeps circuits equal over replicas and restarts: read at the start, written at each transition, read again when told. */
import type { Catalog, CredentialVault } from '../../catalog';
import type { Listener } from '../../postgres';
import type { TenantId } from '../../shared/domain/ids';
import type { BreakerKey } from '../domain/breaker-key';
import type { Transition } from '../domain/transition';
import type { CircuitBreakerRow } from './circuit-breaker.entity';
import { CIRCUITS_CHANNEL } from './circuits.store';
import { failureOf, keyOf, phaseOf } from './stored-phase';
import { TransitionWriter, type WriterParts } from './transition-writer';

/** How often circuits that are closed and silent are looked for. */
const TIDY_MS = 60_000;

export class CircuitSync {
  readonly writer: TransitionWriter;
  /** One reading after the other: an older one never follows a newer. */
  private reading: Promise<void> = Promise.resolve();
  private tidying: NodeJS.Timeout | null = null;

  constructor(private readonly parts: WriterParts) {
    this.writer = new TransitionWriter(parts);
    parts.breakers.onTransition((transition) => {
      this.tell(transition);
      // Who does it by hand has stored it.
      if (transition.by === null) this.writer.enqueue(transition);
    });
  }

  async start(listener: Listener): Promise<void> {
    const { store, dataSource, breakers, clock } = this.parts;
    // Listening first: what changes while they are read is then read once more.
    await listener.listen(CIRCUITS_CHANNEL, (tenantId) => this.refresh(tenantId as TenantId));
    listener.onReconnect(() => this.refreshAll());
    this.adoptAll(await store.notClosed(dataSource.manager));
    this.tidying = setInterval(() => breakers.forgetSilent(clock.nowMs()), TIDY_MS).unref();
  }

  /** Resolves when what was committed before the call is in force here, or Postgres has failed: then its return is told. */
  refresh(tenantId: TenantId): Promise<void> {
    const { store, dataSource, log } = this.parts;
    this.reading = this.reading
      .then(async () => this.adoptAll(await store.ofTenant(tenantId, dataSource.manager)))
      .catch((error: unknown) => log.error({ err: error }, 'the circuits of a tenant could not be read anew'));
    return this.reading;
  }

  /** After a change of the catalog: what it has no more goes away, and the rest has the numbers that hold now. */
  follow(catalog: Catalog, tenantId: TenantId, vault: CredentialVault): void {
    const { breakers, store, dataSource, log } = this.parts;
    breakers.reread(tenantId, (key) => isCalled(key, catalog, vault));
    const ids = catalog.candidates.map(({ id }) => id);
    store
      .prune(tenantId, ids, dataSource.manager)
      .catch((error: unknown) => log.error({ err: error }, 'circuits of deleted models could not be deleted'));
  }

  async stop(): Promise<void> {
    if (this.tidying !== null) clearInterval(this.tidying);
    await this.writer.close();
  }

  private async refreshAll(): Promise<void> {
    for (const tenantId of [...this.parts.breakers.tenantIds()]) await this.refresh(tenantId);
    await this.writer.flush();
  }

  private adoptAll(rows: readonly CircuitBreakerRow[]): void {
    for (const row of rows) this.adopt(row);
  }

  private adopt(row: CircuitBreakerRow): void {
    const { breakers, clock, log } = this.parts;
    const key = keyOf(row);
    const known = breakers.circuit(key);
    if (known === undefined ? row.state === 'closed' : known.version >= row.version) return;
    // Writing it will find out which is later.
    if (this.writer.owes(key)) return;
    const nowMs = clock.nowMs();
    const phase = phaseOf(row, nowMs);
    if (phase === null)
      log.warn({ ...key, state: row.state }, 'a circuit is in a state of a newer version; passed over');
    else breakers.adopt({ key, phase, version: row.version, failureClass: failureOf(row) }, nowMs);
  }

  private tell({ key, from, to, reason, failureClass, untilMs, counts, by }: Transition): void {
    const until = untilMs === null ? null : new Date(untilMs).toISOString();
    const facts = { ...key, from, reason, failureClass, until, counts, by };
    if (to === 'open') this.parts.log.warn(facts, 'a circuit opened');
    else this.parts.log.info(facts, to === 'closed' ? 'a circuit closed' : 'a circuit is half-open');
  }
}

/** Whether calls are still made of it: its model is in the catalog, and its credential among its provider's. */
function isCalled(
  { tenantId, provider, model, credential }: BreakerKey,
  catalog: Catalog,
  vault: CredentialVault,
): boolean {
  const credentials = vault.credentialsOf(tenantId, provider);
  const known = credential === '' ? credentials.length === 0 : credentials.some(({ name }) => name === credential);
  return known && catalog.candidateById.has(`${provider}/${model}`);
}
