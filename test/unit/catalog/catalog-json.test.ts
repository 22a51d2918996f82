/** The catalog as JSON: exact both ways, and one hash for one content. */
import fc from 'fast-check';
import { catalogHash, parseCatalog, serializeCatalog, shippedModels, shippedProviders } from '../../../src/catalog';
import { type Access, assembleCatalog, type Own } from '../../../src/catalog/domain/assemble';
import type { CatalogParts } from '../../../src/catalog/domain/catalog';
import { toEndpoint } from '../../../src/catalog/domain/endpoint-document';

const NO_ACCESS: Access = { credentials: new Map(), baseUrls: new Map(), sandbox: 'on' };
const NOTHING: Own = {
  ...{ providers: [], models: [], prices: new Map(), endpoints: [], policies: [] },
  ...{ envelope: null, mode: null },
  quality: new Map(),
};
const SHIPPED = { providers: shippedProviders, models: shippedModels };
const PARTS = assembleCatalog(SHIPPED, NOTHING, NO_ACCESS);

function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}

/** The same content with the keys of every object in another order. */
function reversedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversedKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversedKeys(inner)]),
  );
}

it('a catalog survives JSON exactly, with every amount', () => {
  const json: unknown = JSON.parse(JSON.stringify(serializeCatalog(PARTS)));
  const { providers, models, endpoints, policies, envelope, mode } = parseCatalog(json, 'hash');
  expect({ providers, models, endpoints, policies, envelope, mode }).toEqual(PARTS);
  expect(models.flatMap(({ prices }) => prices).length).toBeGreaterThan(60);
});

it('the hash does not depend on the order of keys, nor on the order in which rows were read', () => {
  const reversed = reversedKeys(PARTS) as CatalogParts;
  expect(catalogHash(reversed)).toBe(catalogHash(PARTS));
  fc.assert(
    fc.property(fc.shuffledSubarray([...shippedModels], { minLength: shippedModels.length }), (models) => {
      const parts = assembleCatalog({ ...SHIPPED, models }, NOTHING, NO_ACCESS);
      expect(catalogHash(parts)).toBe(catalogHash(PARTS));
    }),
    { numRuns: 5 },
  );
});

it('a catalog that was stored before a field existed reads as one that says nothing of it', () => {
  const { providers, models, endpoints } = serializeCatalog(PARTS);
  const later = [
    'dataClasses',
    'latencyMsP95',
    'rules',
    'signals',
    'mode',
    'dataClass',
    'qualityFloor',
    'apiVersion',
    'breaker',
    'timeouts',
  ];
  const earlier = (row: object) => Object.fromEntries(Object.entries(row).filter(([key]) => !later.includes(key)));
  const stored = { providers: providers.map(earlier), models: models.map(earlier), endpoints: endpoints.map(earlier) };
  const auto = parseCatalog(stored, 'hash').endpointByName.get('auto');
  expect(auto).toEqual({ ...toEndpoint('auto', {}) });
});

it('the hash changes with anything that a decision could depend on', () => {
  const hash = catalogHash(PARTS);
  const endpoint = toEndpoint('smart', { strict: true });
  const changed: readonly CatalogParts[] = [
    { ...PARTS, endpoints: [...PARTS.endpoints, endpoint] },
    { ...PARTS, policies: [{ name: 'fast', term: '[]' }] },
    { ...PARTS, envelope: '["top"]' },
    { ...PARTS, mode: 'cost_first' },
    { ...PARTS, models: PARTS.models.slice(1) },
    { ...PARTS, providers: PARTS.providers.map((provider) => ({ ...provider, local: !provider.local })) },
  ];
  for (const parts of changed) expect(catalogHash(parts)).not.toBe(hash);
});

it('assembling, hashing and writing leave what they were given as it is', () => {
  const shipped = deepFreeze(structuredClone(SHIPPED));
  const parts = deepFreeze(assembleCatalog(shipped, deepFreeze({ ...NOTHING }), NO_ACCESS));
  expect(parseCatalog(serializeCatalog(parts), catalogHash(parts)).candidates).toHaveLength(shipped.models.length);
});

it('an amount that no number can hold is kept', () => {
  const [model] = PARTS.models.filter(({ prices }) => prices.length > 0);
  const [row] = model?.prices ?? [];
  if (model === undefined || row === undefined) throw new Error('the shipped catalog has no price');
  const input = (2n ** 63n + 1n) as typeof row.rates.input;
  const parts = { ...PARTS, models: [{ ...model, prices: [{ ...row, rates: { ...row.rates, input } }] }] };
  expect(parseCatalog(serializeCatalog(parts), '').models[0]?.prices[0]?.rates.input).toBe(input);
});
