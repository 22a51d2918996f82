/** The catalogs of all tenants: the request path reads the present one from memory, receipts those of the past. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Listener } from '../postgres';
import type { TenantId } from '../shared/domain/ids';
import { BudgetBook } from './budget-book';
import { CatalogCache } from './catalog-cache';
import type { CatalogContext } from './catalog-context';
import { CredentialVault } from './credential-vault';
import type { Catalog } from './domain/catalog';
import { parseCatalog, serializeCatalog } from './domain/catalog-json';
import { CatalogStore } from './rows/catalog.store';
import { rotateCredentials } from './stored-credentials';
import { TenantLoader } from './tenant-loader';

/** NOTIFY channel; the payload is the tenant whose rows changed. */
export const CATALOG_CHANNEL = 'catalog';

const RETRY_MS = 1_000;
const DAY_MS = 24 * 60 * 60 * 1000;

export class CatalogService {
  readonly vault = new CredentialVault();
  readonly budgets = new BudgetBook();
  private readonly cache = new CatalogCache();
  private readonly stored = new CatalogStore();
  // Private to the language: the settings within hold keys, and a log line may hold this service.
  readonly #context: CatalogContext;
  readonly #loader: TenantLoader;
  private readonly closing = new AbortController();
  /** The last rebuild of each tenant: the next one waits for it, so that an older reading never replaces a newer one. */
  private readonly rebuilds = new Map<TenantId, Promise<Catalog>>();
  private readonly unseen = new Set<TenantId>();
  private readonly bareCatalog: Catalog;
  private readonly listeners: ((tenantId: TenantId, catalog: Catalog) => void)[] = [];

  constructor(context: CatalogContext) {
    this.#context = context;
    this.#loader = new TenantLoader(context);
    this.bareCatalog = this.#loader.bare();
  }

  /** Before the first request: rotates credentials, loads every tenant's catalog, and then follows changes. */
  async start(firstTenant: TenantId, listener: Listener): Promise<void> {
    await rotateCredentials(this.#context);
    this.#loader.giveOperatorAccess(firstTenant);
    // First listen, then load: what changes in between is loaded twice instead of never.
    await listener.listen(CATALOG_CHANNEL, (tenantId) => this.insist(() => this.rebuild(tenantId as TenantId)));
    listener.onReconnect(() => this.insist(() => this.rebuildAll([])));
    await this.rebuildAll([firstTenant]);
  }

  /** For a command of its own: the tenant takes the operator's environment, and changes are not followed. */
  async open(tenantId: TenantId): Promise<void> {
    this.#loader.giveOperatorAccess(tenantId);
    await this.rebuild(tenantId);
  }

  /** Told of each catalog that comes into force here, of the first ones too. */
  onChange(listener: (tenantId: TenantId, catalog: Catalog) => void): void {
    this.listeners.push(listener);
  }

  /** The tenant that the operator's environment belongs to; null before `start`. */
  get operatorTenant(): TenantId | null {
    return this.#loader.operatorTenant;
  }

  close(): void {
    this.closing.abort();
  }

  /** The present catalog, from memory. A tenant that is new here has put nothing in, and so has the shipped one. */
  current(tenantId: TenantId): Catalog {
    const catalog = this.cache.current(tenantId);
    if (catalog !== undefined) return catalog;
    if (!this.unseen.has(tenantId)) {
      this.unseen.add(tenantId);
      void this.insist(() => this.rebuild(tenantId)).then(() => this.unseen.delete(tenantId));
    }
    return this.bareCatalog;
  }

  /** A catalog that the tenant had once; null when it had no such. */
  async byHash(tenantId: TenantId, hash: string): Promise<Catalog | null> {
    const cached = this.cache.byHash(tenantId, hash);
    if (cached !== undefined) return cached;
    const json = await this.stored.find(tenantId, hash, this.#context.dataSource.manager);
    if (json === null) return null;
    const catalog = parseCatalog(json, hash);
    this.cache.addPast(tenantId, catalog);
    return catalog;
  }

  /** Resolves when what was committed before the call is in force here. */
  async rebuild(tenantId: TenantId): Promise<Catalog> {
    const before = this.rebuilds.get(tenantId) ?? Promise.resolve();
    const rebuild = before.then(
      () => this.load(tenantId),
      () => this.load(tenantId),
    );
    this.rebuilds.set(tenantId, rebuild);
    try {
      return await rebuild;
    } finally {
      if (this.rebuilds.get(tenantId) === rebuild) this.rebuilds.delete(tenantId);
    }
  }

  private async load(tenantId: TenantId): Promise<Catalog> {
    const { catalog, credentials, budgets } = await this.#loader.load(tenantId);
    const { dataSource, clock } = this.#context;
    const row = {
      tenantId,
      hash: catalog.hash,
      content: serializeCatalog(catalog),
      createdAt: new Date(clock.nowMs()),
    };
    // Stored before it is used: a decision never names a catalog that cannot be found.
    await this.stored.keep(row, dataSource.manager);
    this.vault.replace(tenantId, credentials);
    this.budgets.replace(tenantId, budgets);
    this.cache.setCurrent(tenantId, catalog);
    for (const listener of this.listeners) listener(tenantId, catalog);
    return catalog;
  }

  private async rebuildAll(tenants: readonly TenantId[]): Promise<void> {
    const all = new Set([...tenants, ...this.cache.tenants(), ...(await this.#loader.tenants())]);
    for (const tenantId of all) {
      await this.rebuild(tenantId);
      await this.forgetExpired(tenantId);
    }
  }

  private async forgetExpired(tenantId: TenantId): Promise<void> {
    const { settings, clock, dataSource } = this.#context;
    const before = new Date(clock.nowMs() - settings.DECISION_RETENTION_DAYS * DAY_MS);
    await this.stored.prune(tenantId, before, dataSource.manager);
  }

  /** Tries until it succeeds: a notification does not come twice. */
  private async insist(work: () => Promise<unknown>): Promise<void> {
    while (!this.closing.signal.aborted) {
      try {
        await work();
        return;
      } catch (error) {
        this.#context.log.error({ err: error }, 'a catalog could not be rebuilt; the last one stays in force');
        await pause(RETRY_MS, undefined, { signal: this.closing.signal, ref: false }).catch(() => undefined);
      }
    }
  }
}
