/** Reads a tenant's rows and makes its catalog and its credentials of them. */
import type { TenantId } from '../shared/domain/ids';
import type { DeclaredBudget } from './budget-book';
import type { CatalogContext } from './catalog-context';
import type { Credential, TenantCredentials } from './credential-vault';
import { assembleCatalog, type CredentialState, type SandboxSwitch } from './domain/assemble';
import { toBudget } from './domain/budget-document';
import type { Catalog } from './domain/catalog';
import { hashedCatalog } from './hashed-catalog';
import { NO_ACCESS, type OperatorAccess, operatorAccess, sandboxSwitch } from './operator-access';
import { type OwnRows, toOwn } from './rows/own-rows';
import { OwnStore } from './rows/own.store';
import { shippedModels, shippedProviders } from './shipped-catalog';
import { credentialStates, openCredentials, type UnreadableCredential, unreadableText } from './stored-credentials';

export interface LoadedTenant {
  readonly catalog: Catalog;
  readonly credentials: TenantCredentials;
  readonly budgets: readonly DeclaredBudget[];
}

const NOTHING: OwnRows = {
  ...{ providers: [], credentials: [], models: [], prices: [] },
  ...{ endpoints: [], policies: [], routing: [], scores: [], budgets: [] },
};

export class TenantLoader {
  private readonly rows = new OwnStore();
  // Private to the language: they hold keys.
  readonly #context: CatalogContext;
  readonly #operator: OperatorAccess;
  readonly #sandbox: SandboxSwitch;
  private readonly warned = new Set<string>();
  private firstTenant: TenantId | null = null;

  constructor(context: CatalogContext) {
    this.#context = context;
    this.#operator = operatorAccess(context.settings);
    this.#sandbox = sandboxSwitch(context.settings);
  }

  /** The operator's keys of the environment are this tenant's. */
  giveOperatorAccess(tenantId: TenantId): void {
    this.firstTenant = tenantId;
  }

  get operatorTenant(): TenantId | null {
    return this.firstTenant;
  }

  /** Of a tenant that has put nothing in and was given nothing. */
  bare(): Catalog {
    return this.assemble(NOTHING, NO_ACCESS).catalog;
  }

  async load(tenantId: TenantId): Promise<LoadedTenant> {
    // One snapshot: a catalog never mixes two changes.
    const rows = await this.#context.dataSource.transaction('REPEATABLE READ', (manager) =>
      this.rows.read(tenantId, manager),
    );
    return this.assemble(rows, tenantId === this.firstTenant ? this.#operator : NO_ACCESS);
  }

  tenants(): Promise<readonly TenantId[]> {
    return this.rows.tenants(this.#context.dataSource.manager);
  }

  private assemble(rows: OwnRows, operator: OperatorAccess): LoadedTenant {
    const opened = openCredentials(rows.credentials, this.#context.box);
    opened.unreadable.forEach((credential) => this.warnOnce(credential));
    const states = new Map<string, CredentialState>(credentialStates(opened));
    for (const provider of operator.credentials.keys()) states.set(provider, 'ready');
    const access = { credentials: states, baseUrls: operator.baseUrls, sandbox: this.#sandbox };
    const shipped = { providers: shippedProviders, models: shippedModels };
    const catalog = hashedCatalog(assembleCatalog(shipped, toOwn(rows), access));
    const budgets = rows.budgets.map(({ document, managedBy }) => ({ ...toBudget(document), managedBy }));
    return { catalog, credentials: withOperator(opened.readable, operator.credentials), budgets };
  }

  private warnOnce(credential: UnreadableCredential): void {
    const { tenantId, provider, id, name, keyId } = credential.row;
    const key = `${id} ${keyId}`;
    if (this.warned.has(key)) return;
    this.warned.add(key);
    this.#context.log.warn({ tenantId, provider, credential: name }, unreadableText(credential));
  }
}

/** What was stored on purpose is tried first; a key that is stored too is not tried twice. */
function withOperator(stored: TenantCredentials, environment: ReadonlyMap<string, Credential>): TenantCredentials {
  const all = new Map(stored);
  for (const [provider, credential] of environment) {
    const own = stored.get(provider) ?? [];
    if (!own.some(({ apiKey }) => apiKey === credential.apiKey)) all.set(provider, [...own, credential]);
  }
  return all;
}
