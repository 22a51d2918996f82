/** Puts a tenant's catalog together: what is shipped, overlaid by what the tenant has put in, with each provider's usability. */
import type { OwnBreaker } from './breaker-settings';
import type { CatalogParts, Endpoint, Mode, Provider, StoredPolicy, UnusableReason } from './catalog';
import { AUTO, toEndpoint } from './endpoint-document';
import type { CatalogModel, ProviderKind } from './model';
import type { PriceRow } from './price';

/** A provider before it is known whether it can be called. */
export interface ProviderBase {
  readonly name: string;
  readonly kind: ProviderKind;
  /** null: only the operator knows where it runs. */
  readonly baseUrl: string | null;
  readonly apiVersion: string | null;
  readonly local: boolean;
  readonly dataClasses: readonly string[];
  readonly breaker: OwnBreaker;
}

/** A tenant's own word on a provider; null keeps what is shipped. */
export interface OwnProvider {
  readonly name: string;
  readonly kind: ProviderKind | null;
  readonly baseUrl: string | null;
  readonly apiVersion: string | null;
  readonly local: boolean | null;
  readonly dataClasses: readonly string[] | null;
  readonly breaker: OwnBreaker;
}

export interface Shipped {
  readonly providers: readonly ProviderBase[];
  readonly models: readonly CatalogModel[];
}

export interface Own {
  readonly providers: readonly OwnProvider[];
  /** Their `prices` are empty: prices live in the price book. */
  readonly models: readonly CatalogModel[];
  /** By `provider/model`, ascending. */
  readonly prices: ReadonlyMap<string, readonly PriceRow[]>;
  readonly endpoints: readonly Endpoint[];
  readonly policies: readonly StoredPolicy[];
  readonly envelope: string | null;
  readonly mode: Mode | null;
  /** Scores from evaluations by `provider/model`; each stands above the document's of its name. */
  readonly quality: ReadonlyMap<string, Readonly<Record<string, number>>>;
}

export type CredentialState = 'ready' | 'unreadable';

/** `until_configured`: the sandbox answers only as long as nothing real can. */
export type SandboxSwitch = 'on' | 'off' | 'until_configured';

export interface Access {
  /** By provider; absent: it has none. */
  readonly credentials: ReadonlyMap<string, CredentialState>;
  /** Base URLs of the operator's local providers. */
  readonly baseUrls: ReadonlyMap<string, string>;
  readonly sandbox: SandboxSwitch;
}

export const modelKey = (model: { readonly provider: string; readonly model: string }): string =>
  `${model.provider}/${model.model}`;

/** Ordered by name throughout, so that the same content has the same hash wherever it was read from. */
export function assembleCatalog(shipped: Shipped, own: Own, access: Access): CatalogParts {
  const bases = overlayProviders(shipped.providers, own.providers);
  const known = new Set(bases.map(({ name }) => name));
  const models = overlay(shipped.models, own.models, modelKey)
    .filter(({ provider }) => known.has(provider))
    .map((model) => ({
      ...model,
      prices: pricesOf(model, shipped, own),
      quality: { ...model.quality, ...own.quality.get(modelKey(model)) },
    }));
  return {
    providers: withUsability(bases, own, access),
    models: sortedBy(models, modelKey),
    endpoints: sortedBy(
      overlay([toEndpoint(AUTO, {}, own.mode ?? undefined)], own.endpoints, ({ name }) => name),
      ({ name }) => name,
    ),
    policies: sortedBy(own.policies, ({ name }) => name),
    envelope: own.envelope,
    mode: own.mode,
  };
}

/** A provider of a name of its own must say its kind; without one it is left out. */
export function overlayProviders(
  shipped: readonly ProviderBase[],
  own: readonly OwnProvider[],
): readonly ProviderBase[] {
  const byName = new Map(shipped.map((provider) => [provider.name, provider]));
  const mine = own.flatMap((provider) => resolveProvider(provider, byName) ?? []);
  return sortedBy(
    overlay(shipped, mine, ({ name }) => name),
    ({ name }) => name,
  );
}

function resolveProvider(own: OwnProvider, shipped: ReadonlyMap<string, ProviderBase>): ProviderBase | null {
  const { name } = own;
  const base = shipped.get(name);
  if (base !== undefined) return overlayProvider(base, own);
  if (own.kind === null) return null;
  // `openai` is also the name of the shipped provider of that kind, and so on: its address is the kind's.
  const usual = shipped.get(own.kind)?.baseUrl ?? null;
  const { kind, baseUrl, apiVersion, local, dataClasses, breaker } = own;
  const address = { baseUrl: baseUrl ?? usual, apiVersion };
  return { name, kind, ...address, local: local ?? false, dataClasses: dataClasses ?? [], breaker };
}

const overlayProvider = (base: ProviderBase, own: OwnProvider): ProviderBase => ({
  name: base.name,
  kind: own.kind ?? base.kind,
  baseUrl: own.baseUrl ?? base.baseUrl,
  apiVersion: own.apiVersion ?? base.apiVersion,
  local: own.local ?? base.local,
  dataClasses: own.dataClasses ?? base.dataClasses,
  breaker: { ...base.breaker, ...own.breaker },
});

function withUsability(bases: readonly ProviderBase[], own: Own, access: Access): readonly Provider[] {
  const addressed = bases.map((base) => ({ ...base, baseUrl: access.baseUrls.get(base.name) ?? base.baseUrl }));
  const ownNames = new Set(own.providers.map(({ name }) => name));
  const realOneUsable = addressed.some((base) => base.kind !== 'sandbox' && realReason(base, access) === null);
  return addressed.map((base) => {
    const reason =
      base.kind === 'sandbox'
        ? sandboxReason(access.sandbox, realOneUsable && !ownNames.has(base.name))
        : realReason(base, access);
    const { name, kind, baseUrl, apiVersion, local, dataClasses, breaker } = base;
    const usability = { usable: reason === null, unusableReason: reason };
    return { name, kind, baseUrl: baseUrl ?? '', apiVersion, local, dataClasses, breaker, ...usability };
  });
}

function realReason(base: ProviderBase, access: Access): UnusableReason | null {
  if (base.baseUrl === null) return 'no_base_url';
  const credential = access.credentials.get(base.name);
  if (credential === 'unreadable') return 'credential_unreadable';
  return credential === 'ready' || base.local ? null : 'no_credential';
}

function sandboxReason(sandbox: SandboxSwitch, realOneUsable: boolean): UnusableReason | null {
  if (sandbox === 'off') return 'sandbox_off';
  return sandbox === 'until_configured' && realOneUsable ? 'sandbox_stands_back' : null;
}

/** From the first day of the tenant's own prices on they hold alone: a later shipped row would undo what was agreed. */
function pricesOf(model: CatalogModel, shipped: Shipped, own: Own): readonly PriceRow[] {
  const key = modelKey(model);
  const base = shipped.models.find((candidate) => modelKey(candidate) === key)?.prices ?? [];
  const [first, ...rest] = own.prices.get(key) ?? [];
  if (first === undefined) return base;
  return [...base.filter((row) => startMs(row) < startMs(first)), first, ...rest];
}

const startMs = ({ validFromMs }: PriceRow): number => validFromMs ?? -Infinity;

/** The base with its namesakes replaced, then what is new. */
function overlay<Item>(base: readonly Item[], own: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  return [...new Map([...base, ...own].map((item) => [keyOf(item), item])).values()];
}

/** By code unit, as canonical JSON orders its keys: independent of any locale. */
function sortedBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  return items.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
