/** Everything that one tenant has put in, as the catalog is made of it and as a document is compared with it. */
import { modelKey, overlayProviders, type Own, type OwnProvider } from '../domain/assemble';
import { MODES } from '../domain/catalog';
import { toEndpoint } from '../domain/endpoint-document';
import { toCatalogModel } from '../domain/model-document';
import { type PriceDocument, toPriceRow } from '../domain/price-document';
import type { PriceRow } from '../domain/price';
import { priceTextHash, shippedProviders } from '../shipped-catalog';
import type { BudgetRow } from './budget.entity';
import type { CredentialRow } from './credential.entity';
import type { EndpointRow } from './endpoint.entity';
import type { ModelRow } from './model.entity';
import type { PolicyRow } from './policy.entity';
import type { PriceBookRow } from './price.entity';
import type { ProviderRow } from './provider.entity';
import type { RoutingSettingRow } from './routing-setting.entity';
import type { CurrentScore } from './score.store';

/** A row of the price book that holds: the last of its day, and not withdrawn. */
export type CurrentPrice = PriceBookRow & { readonly document: PriceDocument };

export interface OwnRows {
  readonly providers: readonly ProviderRow[];
  /** In the order in which they are tried. */
  readonly credentials: readonly CredentialRow[];
  readonly models: readonly ModelRow[];
  /** By model, ascending by day. */
  readonly prices: readonly CurrentPrice[];
  readonly endpoints: readonly EndpointRow[];
  readonly policies: readonly PolicyRow[];
  readonly routing: readonly RoutingSettingRow[];
  readonly scores: readonly CurrentScore[];
  readonly budgets: readonly BudgetRow[];
}

export function toOwn({ providers, models, prices, endpoints, policies, routing, scores }: OwnRows): Own {
  const { envelope, mode } = routingOf(routing);
  const byModel = new Map<string, PriceRow[]>();
  for (const price of prices) {
    const key = `${price.provider}/${price.model}`;
    byModel.set(key, [...(byModel.get(key) ?? []), toPriceRow(price.document, key, priceTextHash)]);
  }
  return {
    providers: providers.map(toOwnProvider),
    models: models.map(({ document }) => toCatalogModel(document, priceTextHash)),
    prices: byModel,
    endpoints: endpoints.map(({ name, document }) => toEndpoint(name, document, mode ?? undefined)),
    policies: policies.map(({ name, term }) => ({ name, term })),
    ...{ envelope, mode },
    quality: qualityOf(scores),
  };
}

/** What the tenant says of all its calls; null where it says nothing. */
export function routingOf(rows: OwnRows['routing']): Pick<Own, 'envelope' | 'mode'> {
  const byName = new Map(rows.map(({ name, value }) => [name, value]));
  return { envelope: byName.get('envelope') ?? null, mode: MODES.find((mode) => mode === byName.get('mode')) ?? null };
}

function qualityOf(scores: readonly CurrentScore[]): Own['quality'] {
  const byModel = new Map<string, Record<string, number>>();
  for (const score of scores) {
    const key = modelKey(score);
    byModel.set(key, { ...byModel.get(key), [score.name]: score.value });
  }
  return byModel;
}

export const toOwnProvider = ({
  name,
  settings,
  baseUrl,
}: Pick<ProviderRow, 'name' | 'settings' | 'baseUrl'>): OwnProvider => ({
  name,
  kind: settings.kind ?? null,
  baseUrl,
  apiVersion: settings.api_version ?? null,
  local: settings.local ?? null,
  dataClasses: settings.data_classes ?? null,
  breaker: settings.breaker ?? {},
});

/** Shipped and own. */
export const providerNames = (rows: Pick<OwnRows, 'providers'>): ReadonlySet<string> =>
  new Set(overlayProviders(shippedProviders, rows.providers.map(toOwnProvider)).map(({ name }) => name));
