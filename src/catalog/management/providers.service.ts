/** Reads providers with their usability, and changes a tenant's own and their credentials one by one. */
import type { z } from 'zod';
import type { Principal } from '../../shared/domain/access';
import type { TenantId } from '../../shared/domain/ids';
import { BursarError } from '../../shared/errors';
import { type Page, pageByKey, type PageQuery } from '../../shared/pagination';
import { actorOf } from '../actor';
import type { CatalogChanges } from '../catalog-changes';
import type { CatalogService } from '../catalog.service';
import { providerProblem } from '../document/check-references';
import { breakerOf } from '../domain/breaker-settings';
import { type Provider, UNUSABLE_REASONS } from '../domain/catalog';
import { providerName } from '../domain/names';
import { baseUrlProblems, normalBaseUrl, type ProviderSettings } from '../domain/provider-document';
import { ENVIRONMENT_CREDENTIAL } from '../operator-access';
import type { OwnRows } from '../rows/own-rows';
import { shippedProviders } from '../shipped-catalog';
import { checkedName, existing, refuseInvalid, refuseManaged } from './managed';
import type { providerView } from './providers.schema';

export type ProviderView = z.output<typeof providerView>;

export class ProvidersService {
  constructor(
    private readonly changes: CatalogChanges,
    private readonly catalogs: CatalogService,
  ) {}

  async list(tenantId: TenantId, query: PageQuery): Promise<Page<ProviderView>> {
    return pageByKey(await this.all(tenantId), query, ({ name }) => name);
  }

  async get(tenantId: TenantId, name: string): Promise<ProviderView> {
    return existing(
      (await this.all(tenantId)).find((provider) => provider.name === name),
      'provider',
    );
  }

  async put(caller: Principal, name: string, settings: ProviderSettings): Promise<ProviderView> {
    const { tenantId } = caller;
    checkedName(providerName, name);
    refuseInvalid('kind', providerProblem(name, settings));
    if (settings.base_url !== undefined) refuseInvalid('base_url', baseUrlProblems(settings.base_url)[0] ?? null);
    const baseUrl = settings.base_url === undefined ? null : normalBaseUrl(settings.base_url);
    await this.changes.commit(tenantId, actorOf(caller), async ({ rows, store, at, manager }) => {
      const before = rows.providers.find((row) => row.name === name);
      refuseManaged(before, `Provider ${name}`);
      await store.putProvider({ tenantId, name, settings, baseUrl, managedBy: 'api', updatedAt: at }, manager);
      const action = before === undefined ? 'provider.create' : 'provider.update';
      const audit = {
        action,
        targetKind: 'provider',
        targetId: name,
        before: before?.settings ?? null,
        after: settings,
      };
      return { result: undefined, audit };
    });
    return this.get(tenantId, name);
  }

  /** Takes its credentials with it; a shipped provider goes back to what is shipped. */
  delete(caller: Principal, name: string): Promise<void> {
    const { tenantId } = caller;
    return this.changes.commit(tenantId, actorOf(caller), async ({ rows, store, manager }) => {
      const before = existing(
        rows.providers.find((row) => row.name === name),
        'provider',
      );
      refuseManaged(before, `Provider ${name}`);
      refuseUsed(name, rows);
      const credentials = rows.credentials.filter(({ provider }) => provider === name);
      credentials.forEach((row) => refuseManaged(row, `Credential ${row.name}`));
      for (const { id } of credentials) await store.removeCredential(tenantId, id, manager);
      await store.removeProvider(tenantId, name, manager);
      const target = { targetKind: 'provider', targetId: name };
      return {
        result: undefined,
        audit: { action: 'provider.delete', ...target, before: before.settings, after: null },
      };
    });
  }

  private async all(tenantId: TenantId): Promise<readonly ProviderView[]> {
    const rows = await this.changes.read(tenantId);
    return this.catalogs.current(tenantId).providers.map((provider) => ({
      name: provider.name,
      kind: provider.kind,
      base_url: provider.baseUrl === '' ? null : provider.baseUrl,
      api_version: provider.apiVersion,
      local: provider.local,
      data_classes: provider.dataClasses,
      breaker: breakerOf(provider.breaker),
      ...usabilityOf(provider),
      managed_by: rows.providers.find(({ name }) => name === provider.name)?.managedBy ?? 'shipped',
      credentials: this.credentialsOf(tenantId, provider.name, rows),
    }));
  }

  private credentialsOf(tenantId: TenantId, provider: string, rows: OwnRows): ProviderView['credentials'] {
    const stored = rows.credentials
      .filter((row) => row.provider === provider)
      .map(({ name, managedBy }) => ({ name, managed_by: managedBy }));
    const fromEnvironment = this.catalogs.vault
      .credentialsOf(tenantId, provider)
      .filter(({ id }) => id.startsWith(`crd_${ENVIRONMENT_CREDENTIAL}_`))
      .map(({ name }) => ({ name, managed_by: 'environment' as const }));
    return [...stored, ...fromEnvironment];
  }
}

const usabilityOf = ({ usable, unusableReason: code }: Provider): Pick<ProviderView, 'usable' | 'unusable'> => ({
  usable,
  unusable: code === null ? null : { code, reason: UNUSABLE_REASONS[code] },
});

function refuseUsed(name: string, { models }: OwnRows): void {
  if (shippedProviders.some((shipped) => shipped.name === name)) return;
  const users = models.filter(({ provider }) => provider === name).map(({ model }) => model);
  if (users.length === 0) return;
  throw new BursarError('in_use', { what: `Provider ${name}`, used_by: `the models ${users.join(', ')}` });
}
