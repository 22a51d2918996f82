/** Circuits that an operator opens or closes: audited, and in force on every replica. */
import type { DataSource, EntityManager } from 'typeorm';
import type { AuditWriter, CatalogService } from '../../catalog';
import type { Clock } from '../../shared/clock';
import type { Principal } from '../../shared/domain/access';
import type { TenantId } from '../../shared/domain/ids';
import { BursarError } from '../../shared/errors';
import type { Breakers } from '../breakers';
import { type BreakerKey, shownName } from '../domain/breaker-key';
import { NO_COUNTS } from '../domain/circuit';
import type { Transition } from '../domain/transition';
import type { CircuitsStore } from '../persistence/circuits.store';
import { keyOf } from '../persistence/stored-phase';
import type { Changed, CloseBody, OpenBody } from './breakers.schema';

export interface HandParts {
  readonly breakers: Breakers;
  readonly store: CircuitsStore;
  readonly dataSource: DataSource;
  readonly catalogs: CatalogService;
  readonly audit: AuditWriter;
  readonly clock: Clock;
}

type Which = Pick<CloseBody, 'provider' | 'model' | 'credential'>;

/** What a circuit is to become. */
type Wanted = Pick<Transition, 'to' | 'cause' | 'untilMs' | 'counts'>;

export class HandledBreakers {
  constructor(private readonly parts: HandParts) {}

  /** @throws BursarError `invalid_request` that names what the catalog does not have */
  open(caller: Principal, body: OpenBody): Promise<Changed> {
    const untilMs = this.parts.clock.nowMs() + body.for_s * 1000;
    const wanted: Wanted = { to: 'open', cause: 'by_hand', untilMs, counts: { ...NO_COUNTS, openings: 1 } };
    return this.change(caller, body, { wanted, keysOf: () => Promise.resolve(this.keysOf(caller.tenantId, body)) });
  }

  /** Those that are not closed; none is no error. @throws BursarError `invalid_request` as `open` does */
  close(caller: Principal, body: CloseBody): Promise<Changed> {
    this.keysOf(caller.tenantId, body);
    const wanted: Wanted = { to: 'closed', cause: null, untilMs: null, counts: NO_COUNTS };
    return this.change(caller, body, { wanted, keysOf: (manager) => this.notClosed(caller.tenantId, body, manager) });
  }

  private async change(
    caller: Principal,
    which: CloseBody,
    { wanted, keysOf }: { wanted: Wanted; keysOf: (manager: EntityManager) => Promise<readonly BreakerKey[]> },
  ): Promise<Changed> {
    const { breakers, store, dataSource, clock } = this.parts;
    const atMs = clock.nowMs();
    const transitions = await dataSource.transaction(async (manager) => {
      const changed: Transition[] = [];
      for (const key of await keysOf(manager)) {
        const from = breakers.circuit(key)?.phase.state ?? 'closed';
        const transition = { ...wanted, key, from, atMs, reason: which.reason, failureClass: null, by: caller.keyId };
        changed.push({ ...transition, version: await store.overwrite(transition, manager) });
      }
      if (changed.length > 0) await this.record(caller, which, { changed, atMs, manager });
      return changed;
    });
    for (const transition of transitions) breakers.take(transition);
    return { data: transitions.map(viewOf) };
  }

  private record(
    { tenantId, keyId }: Principal,
    { reason, ...which }: CloseBody,
    { changed, atMs, manager }: { changed: readonly Transition[]; atMs: number; manager: EntityManager },
  ): Promise<void> {
    const [first] = changed;
    return this.parts.audit.append(
      {
        ...{ tenantId, at: new Date(atMs), actorKind: 'key', actorId: keyId },
        action: first?.to === 'open' ? 'breaker.open' : 'breaker.close',
        targetKind: 'breaker',
        targetId: [which.provider, which.model ?? '*', which.credential ?? '*'].join('/'),
        before: { circuits: changed.map(({ key, from }) => ({ ...namesOf(key), state: from })) },
        after: { circuits: changed.map(viewOf), reason },
      },
      manager,
    );
  }

  /** Every circuit that calls of those names have. */
  private keysOf(tenantId: TenantId, which: Which): readonly BreakerKey[] {
    const { catalogs } = this.parts;
    const { providers, candidates } = catalogs.current(tenantId);
    if (!providers.some(({ name }) => name === which.provider))
      throw unknown('provider', `no provider is called ${which.provider}; GET /v1/providers lists them`);
    const models = candidates.filter(
      ({ provider, model }) => provider.name === which.provider && (which.model ?? model.model) === model.model,
    );
    if (models.length === 0)
      throw unknown('model', `${which.provider} has no such model; GET /v1/models/catalog lists them`);
    const stored = catalogs.vault.credentialsOf(tenantId, which.provider).map(({ name }) => name);
    const credentials = which.credential === undefined ? stored : stored.filter((name) => name === which.credential);
    if (which.credential !== undefined && credentials.length === 0)
      throw unknown('credential', `${which.provider} has no such credential; GET /v1/providers lists them`);
    return models.flatMap(({ model: { model } }) =>
      (credentials.length === 0 ? [''] : credentials).map((credential) => ({
        ...{ tenantId, provider: which.provider, model, credential },
      })),
    );
  }

  /** By the store or in memory: what is open here may not have been written yet. */
  private async notClosed(tenantId: TenantId, which: Which, manager: EntityManager): Promise<readonly BreakerKey[]> {
    const { breakers, store } = this.parts;
    const stored = (await store.ofTenant(tenantId, manager)).filter(({ state }) => state !== 'closed').map(keyOf);
    const here = [...breakers.circuitsOf(tenantId)].filter(({ phase }) => phase.state !== 'closed');
    const all = [...stored, ...here.map(({ key }) => key)].filter((key) => matches(key, which));
    return [...new Map(all.map((key) => [`${key.model} ${key.credential}`, key])).values()];
  }
}

const matches = (key: BreakerKey, { provider, model, credential }: Which): boolean =>
  key.provider === provider && (model ?? key.model) === key.model && (credential ?? key.credential) === key.credential;

const unknown = (path: keyof Which, problem: string): BursarError =>
  new BursarError('invalid_request', { path, problem });

const namesOf = ({ provider, model, credential }: BreakerKey): Omit<Changed['data'][number], 'state' | 'until'> => ({
  ...{ provider, model, credential: shownName(credential) },
});

const viewOf = ({ key, to, untilMs }: Transition): Changed['data'][number] => ({
  ...namesOf(key),
  state: to,
  until: untilMs === null ? null : new Date(untilMs).toISOString(),
});
