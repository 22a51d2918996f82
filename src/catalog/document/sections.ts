/** The kinds of rows that a document makes: for each, what is there, what the document says, and how it is written. */
import { modelKey } from '../domain/assemble';
import type { ModelDocument } from '../domain/model-document';
import type { NewPrice } from '../rows/own.store';
import { credentialSection } from './credential-section';
import { ROUTING_SETTINGS } from '../rows/routing-setting.entity';
import { contentOf, type DocumentChange, found, type Section, writtenBy } from './section';

/** In the order of writing. */
export const sectionsOf = (change: DocumentChange): readonly Section[] => [
  providerSection(change),
  credentialSection(change),
  modelSection(change),
  priceSection(change),
  endpointSection(change),
  policySection(change),
  routingSection(change),
  budgetSection(change),
];

function providerSection({ document, resolved, edit }: DocumentChange): Section {
  const listed = new Map(
    Object.entries(document.providers ?? {}).map(([name, { credentials: _, ...settings }]) => [
      name,
      { settings, baseUrl: resolved.baseUrls.get(name) ?? null },
    ]),
  );
  return {
    noun: 'provider',
    held: edit.rows.providers.map(({ name, settings, baseUrl, managedBy }) => ({
      ...{ key: name, managedBy },
      content: contentOf({ settings, baseUrl }),
    })),
    desired: [...listed].map(([name, row]) => ({ key: name, content: contentOf(row), path: ['providers', name] })),
    put: (name) =>
      edit.store.putProvider({ name, ...found(listed, name), ...writtenBy(edit), updatedAt: edit.at }, edit.manager),
    remove: (name) => edit.store.removeProvider(edit.tenantId, name, edit.manager),
  };
}

function modelSection({ document, edit }: DocumentChange): Section {
  const listed = new Map((document.models ?? []).map((model, index) => [modelKey(model), { model, index }]));
  const rows = new Map(edit.rows.models.map((row) => [modelKey(row), row]));
  return {
    noun: 'model',
    held: [...rows].map(([key, row]) => ({ key, managedBy: row.managedBy, content: contentOf(row.document) })),
    desired: [...listed].map(([key, { model, index }]) => ({
      ...{ key, path: ['models', index] },
      content: contentOf(withoutPrices(model)),
    })),
    put: async (key) => {
      const { model } = found(listed, key);
      const columns = { provider: model.provider, model: model.model, document: withoutPrices(model) };
      await edit.store.putModel({ ...columns, ...writtenBy(edit), updatedAt: edit.at }, edit.manager);
    },
    remove: (key) => edit.store.removeModel(edit.tenantId, found(rows, key), edit.manager),
  };
}

function priceSection({ document, edit }: DocumentChange): Section {
  const rows = new Map(edit.rows.prices.map((row) => [priceKey(row, row.validFrom), row]));
  const listed = new Map(
    (document.models ?? []).flatMap((model, index) => {
      const { provider, model: name } = model;
      const named = model.price === undefined ? (model.prices ?? []) : [model.price];
      return named.map((price, position) => {
        const path = ['models', index, ...(model.price === undefined ? ['prices', position] : ['price'])];
        return [priceKey(model, price.valid_from ?? null), { provider, model: name, price, path }] as const;
      });
    }),
  );
  const record = (columns: Omit<NewPrice, 'managedBy' | 'recordedAt'>): Promise<void> =>
    edit.store.addPrices(edit.tenantId, [{ ...columns, managedBy: 'file', recordedAt: edit.at }], edit.manager);
  return {
    noun: 'price',
    held: [...rows].map(([key, row]) => ({ key, managedBy: row.managedBy, content: contentOf(row.document) })),
    desired: [...listed].map(([key, { price, path }]) => ({ key, path, content: contentOf(price) })),
    put: (key) => {
      const { provider, model, price } = found(listed, key);
      return record({ provider, model, validFrom: price.valid_from ?? null, document: price });
    },
    remove: (key) => {
      const { provider, model, validFrom } = found(rows, key);
      return record({ provider, model, validFrom, document: null });
    },
  };
}

function endpointSection({ document, edit }: DocumentChange): Section {
  const listed = new Map(Object.entries(document.endpoints ?? {}));
  return {
    noun: 'endpoint',
    held: edit.rows.endpoints.map((row) => ({
      ...{ key: row.name, managedBy: row.managedBy },
      content: contentOf(row.document),
    })),
    desired: [...listed].map(([name, endpoint]) => ({
      ...{ key: name, path: ['endpoints', name] },
      content: contentOf(endpoint),
    })),
    put: async (name) => {
      const columns = { name, document: found(listed, name), updatedAt: edit.at };
      await edit.store.putEndpoint({ ...columns, ...writtenBy(edit) }, edit.manager);
    },
    remove: (name) => edit.store.removeEndpoint(edit.tenantId, name, edit.manager),
  };
}

function policySection({ terms, edit }: DocumentChange): Section {
  return {
    noun: 'policy',
    held: edit.rows.policies.map(({ name, term, managedBy }) => ({ key: name, managedBy, content: term })),
    desired: [...terms.policies].map(([name, { text }]) => ({ key: name, content: text, path: ['policies', name] })),
    put: (name) => {
      const { text } = found(terms.policies, name);
      return edit.store.putPolicy({ name, term: text, ...writtenBy(edit), updatedAt: edit.at }, edit.manager);
    },
    remove: (name) => edit.store.removePolicy(edit.tenantId, name, edit.manager),
  };
}

function routingSection({ document, terms, edit }: DocumentChange): Section {
  const said = { envelope: terms.envelope?.text, mode: document.mode };
  const listed = new Map(
    ROUTING_SETTINGS.flatMap((name) =>
      said[name] === undefined ? [] : [[name as string, { name, value: said[name] }]],
    ),
  );
  const rows = new Map(edit.rows.routing.map((row) => [row.name as string, row]));
  return {
    noun: 'routing setting',
    held: [...rows].map(([key, { value, managedBy }]) => ({ key, managedBy, content: value })),
    desired: [...listed].map(([key, { value }]) => ({ key, content: value, path: [key] })),
    put: (key) => {
      const row = { ...found(listed, key), ...writtenBy(edit), updatedAt: edit.at };
      return edit.store.putRoutingSetting(row, edit.manager);
    },
    remove: (key) => edit.store.removeRoutingSetting(edit.tenantId, found(rows, key).name, edit.manager),
  };
}

function budgetSection({ document, edit }: DocumentChange): Section {
  const listed = new Map((document.budgets ?? []).map((budget, index) => [budget.name, { budget, index }]));
  return {
    noun: 'budget',
    held: edit.rows.budgets.map((row) => ({
      ...{ key: row.name, managedBy: row.managedBy },
      content: contentOf(row.document),
    })),
    desired: [...listed].map(([name, { budget, index }]) => ({
      ...{ key: name, path: ['budgets', index] },
      content: contentOf(budget),
    })),
    put: async (name) => {
      const columns = { name, document: found(listed, name).budget, updatedAt: edit.at };
      await edit.store.putBudget({ ...columns, ...writtenBy(edit) }, edit.manager);
    },
    remove: (name) => edit.store.removeBudget(edit.tenantId, name, edit.manager),
  };
}

export const withoutPrices = ({ price: _price, prices: _prices, ...rest }: ModelDocument): ModelDocument => rest;

const priceKey = (model: { provider: string; model: string }, day: string | null): string =>
  `${modelKey(model)} from ${day ?? 'ever'}`;
