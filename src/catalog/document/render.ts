/** The document that reproduces what a tenant has put in, without any key. */
import { modelKey } from '../domain/assemble';
import { budgetDocumentSchema } from '../domain/budget-document';
import { endpointDocumentSchema } from '../domain/endpoint-document';
import { type ModelDocument, modelDocumentSchema, toModelDocument } from '../domain/model-document';
import { MASKED_KEY, type ProviderDocument, providerDocumentSchema } from '../domain/provider-document';
import { termOf } from '../domain/term-check';
import { type CurrentPrice, type OwnRows, routingOf } from '../rows/own-rows';
import { shippedModels } from '../shipped-catalog';
import { withoutPrices } from './sections';
import type { ConfigDocument } from './schema';

export function renderDocument(rows: OwnRows): ConfigDocument {
  const { envelope, mode } = routingOf(rows.routing);
  return {
    providers: renderProviders(rows),
    models: renderModels(rows),
    endpoints: renderEndpoints(rows),
    policies: Object.fromEntries(rows.policies.map(({ name, term }) => [name, termOf(term)])),
    ...(envelope !== null && { envelope: termOf(envelope) }),
    ...(mode !== null && { mode }),
    budgets: rows.budgets.map(({ document }) => budgetDocumentSchema.parse(document)),
  };
}

function renderProviders({ providers, credentials }: OwnRows): Record<string, ProviderDocument> {
  const settings = new Map(providers.map((row) => [row.name, row.settings]));
  const names = [...new Set([...settings.keys(), ...credentials.map(({ provider }) => provider)])].sort();
  return Object.fromEntries(
    names.map((name) => {
      const own = credentials
        .filter(({ provider }) => provider === name)
        .map((row) => ({ name: row.name, api_key: row.reference ?? MASKED_KEY }));
      const listed = own.length === 0 ? {} : { credentials: own };
      // Parsed again, since the database does not keep the order of keys.
      return [name, providerDocumentSchema.parse({ ...settings.get(name), ...listed })];
    }),
  );
}

/** A shipped model with prices of the tenant's own is written out whole, since a model is all that a document can say. */
function renderModels({ models, prices }: OwnRows): ModelDocument[] {
  const documents = new Map(models.map((row) => [modelKey(row), row.document]));
  const priced = new Map<string, readonly CurrentPrice[]>();
  for (const price of prices) priced.set(modelKey(price), [...(priced.get(modelKey(price)) ?? []), price]);
  for (const key of priced.keys()) {
    const shipped = shippedModels.find((model) => modelKey(model) === key);
    if (shipped !== undefined && !documents.has(key)) documents.set(key, withoutPrices(toModelDocument(shipped)));
  }
  return [...documents]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, document]) => modelDocumentSchema.parse({ ...document, ...pricesOf(priced.get(key) ?? []) }));
}

function pricesOf(rows: readonly CurrentPrice[]): Pick<ModelDocument, 'price' | 'prices'> {
  const [only, ...more] = rows.map(({ document }) => document);
  if (only === undefined) return {};
  return more.length === 0 ? { price: only } : { prices: [only, ...more] };
}

const renderEndpoints = ({ endpoints }: OwnRows): ConfigDocument['endpoints'] =>
  Object.fromEntries(endpoints.map(({ name, document }) => [name, endpointDocumentSchema.parse(document)]));
