/** How shipped and own become one catalog. */
import { type Access, assembleCatalog, type Own, type Shipped } from '../../../src/catalog/domain/assemble';
import { toCatalogModel } from '../../../src/catalog/domain/model-document';
import { type PriceDocument, toPriceRow } from '../../../src/catalog/domain/price-document';

const hash = (text: string): string => Buffer.from(text).toString('hex').slice(-8);
const row = (document: PriceDocument) => toPriceRow(document, 'acme/one', hash);
const model = toCatalogModel(
  {
    ...{ provider: 'acme', model: 'one', tier: 'standard', capabilities: ['streaming'] },
    prices: [
      { input_per_mtok_usd: '1', source: 'shipped' },
      { input_per_mtok_usd: '2', source: 'shipped', valid_from: '2026-03-01' },
    ],
  },
  hash,
);
const SHIPPED: Shipped = {
  providers: [
    {
      name: 'acme',
      kind: 'openai_compatible',
      baseUrl: 'https://acme/v1',
      apiVersion: null,
      local: false,
      dataClasses: [],
      breaker: {},
    },
    {
      name: 'openai',
      kind: 'openai',
      baseUrl: 'https://openai/v1',
      apiVersion: null,
      local: false,
      dataClasses: [],
      breaker: {},
    },
    {
      name: 'home',
      kind: 'openai_compatible',
      baseUrl: null,
      apiVersion: null,
      local: true,
      dataClasses: [],
      breaker: {},
    },
  ],
  models: [model],
};
const NOTHING: Own = {
  ...{ providers: [], models: [], prices: new Map(), endpoints: [], policies: [] },
  ...{ envelope: null, mode: null },
  quality: new Map(),
};
const ACCESS: Access = { credentials: new Map(), baseUrls: new Map(), sandbox: 'off' };

const pricesWith = (...documents: PriceDocument[]) => {
  const prices = new Map([['acme/one', documents.map(row)]]);
  return assembleCatalog(SHIPPED, { ...NOTHING, prices }, ACCESS).models[0]?.prices.map(({ source }) => source);
};

it.each([
  [[], ['shipped', 'shipped']],
  [[{ source: 'own' }], ['own']],
  [[{ source: 'own', valid_from: '2026-02-01' }], ['shipped', 'own']],
  [[{ source: 'own', valid_from: '2026-04-01' }], ['shipped', 'shipped', 'own']],
  [
    [
      { source: 'a', valid_from: '2026-02-01' },
      { source: 'b', valid_from: '2026-05-01' },
    ],
    ['shipped', 'a', 'b'],
  ],
])('own prices %j hold alone from their first day on', (own, sources) => {
  expect(pricesWith(...own)).toEqual(sources);
});

it('an own model replaces the shipped one and keeps its prices', () => {
  const own = { ...model, tier: 'economy' as const, prices: [] };
  const [only, ...more] = assembleCatalog(SHIPPED, { ...NOTHING, models: [own] }, ACCESS).models;
  expect(more).toEqual([]);
  expect(only).toEqual({ ...model, tier: 'economy' });
});

it('a provider keeps what its own word leaves open, and a new one takes the address of its kind', () => {
  const providers = [
    {
      ...{ name: 'acme', kind: null, baseUrl: 'https://proxy/v1', apiVersion: null, local: null },
      ...{ dataClasses: ['internal'], breaker: { open_s: 60 } },
    },
    {
      name: 'openai-eu',
      kind: 'openai' as const,
      baseUrl: null,
      apiVersion: null,
      local: null,
      dataClasses: null,
      breaker: {},
    },
  ];
  const parts = assembleCatalog(SHIPPED, { ...NOTHING, providers }, ACCESS);
  expect(parts.providers).toMatchObject([
    {
      ...{ name: 'acme', kind: 'openai_compatible', baseUrl: 'https://proxy/v1' },
      ...{ dataClasses: ['internal'], breaker: { open_s: 60 } },
    },
    { name: 'home', baseUrl: '', unusableReason: 'no_base_url' },
    { name: 'openai', unusableReason: 'no_credential' },
    { name: 'openai-eu', baseUrl: 'https://openai/v1', unusableReason: 'no_credential' },
  ]);
});

it('a local provider needs no credential, only an address', () => {
  const access = { ...ACCESS, baseUrls: new Map([['home', 'http://127.0.0.1:1/v1']]) };
  const home = assembleCatalog(SHIPPED, NOTHING, access).providers.find(({ name }) => name === 'home');
  expect(home).toMatchObject({ baseUrl: 'http://127.0.0.1:1/v1', usable: true, unusableReason: null });
});

it('usable and its reason never contradict each other', () => {
  const access: Access = {
    ...ACCESS,
    credentials: new Map([
      ['acme', 'unreadable'],
      ['openai', 'ready'],
    ]),
  };
  for (const { usable, unusableReason } of assembleCatalog(SHIPPED, NOTHING, access).providers) {
    expect(usable).toBe(unusableReason === null);
  }
});

it('every tenant has the endpoint auto, unless it defines its own', () => {
  const auto = assembleCatalog(SHIPPED, NOTHING, ACCESS).endpoints;
  expect(auto).toMatchObject([{ name: 'auto', default: { kind: 'mode', mode: 'balanced' } }]);
});

it('an uploaded score stands above the one of its name, and the others stay', () => {
  const scored = { ...model, quality: { overall: 0.5, code: 0.4 } };
  const quality = new Map([['acme/one', { overall: 0.7, mmlu: 0.6 }]]);
  const [only] = assembleCatalog(SHIPPED, { ...NOTHING, models: [scored], quality }, ACCESS).models;
  expect(only?.quality).toEqual({ overall: 0.7, code: 0.4, mmlu: 0.6 });
});
