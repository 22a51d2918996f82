/** One model as a document: what is refused, what is filled in, and that nothing is lost on the way back. */
import fc from 'fast-check';
import { CAPABILITIES, TIERS } from '../../../src/catalog/domain/model';
import {
  type ModelDocument,
  modelDocumentSchema,
  toCatalogModel,
  toModelDocument,
} from '../../../src/catalog/domain/model-document';
import { UNNAMED_SOURCE } from '../../../src/catalog/domain/price-document';
import { msToUtcDay, utcDayToMs } from '../../../src/catalog/domain/utc-day';
import { priceTextHash, shippedModels } from '../../../src/catalog/shipped-catalog';

const TINY = {
  provider: 'lab',
  model: 'tiny',
  family: 'tiny',
  tier: 'economy',
  context_window: 128000,
  max_output: 8192,
  capabilities: ['streaming', 'tools', 'json_schema', 'json_mode', 'vision'],
  regions: ['eu-central'],
  quality: { overall: 0.62 },
  price: { input_per_mtok_usd: '0.15', output_per_mtok_usd: '0.60', cache_read_per_mtok_usd: '0.075' },
};
const parse = (document: unknown): ModelDocument => modelDocumentSchema.parse(document);
const catalogModel = (document: unknown) => toCatalogModel(parse(document), priceTextHash);
const rowId = (price: object): string | undefined => catalogModel({ ...TINY, price }).prices[0]?.id;

/** The path and words of every refusal. */
const refusals = (document: unknown): string[] =>
  modelDocumentSchema.safeParse(document).error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ??
  [];

describe('modelDocumentSchema', () => {
  it.each([
    ['an unknown key, by its name', { ...TINY, contxt_window: 1 }, /"contxt_window"/],
    ['an unknown rate, by its name', { ...TINY, price: { input_per_ktok_usd: '1' } }, /^price: .*"input_per_ktok_usd"/],
    [
      'a number as a price',
      { ...TINY, price: { input_per_mtok_usd: 0.15 } },
      /input_per_mtok_usd: must be a quoted decimal/,
    ],
    ['a negative price', { ...TINY, price: { input_per_mtok_usd: '-1' } }, /zero or more USD/],
    ['a price finer than a nano-dollar', { ...TINY, price: { input_per_mtok_usd: '0.0000000001' } }, /nine decimals/],
    [
      'a factor that is a number',
      { ...TINY, price: { regions: { us: 1.1 } } },
      /^price.regions.us: must be a quoted factor/,
    ],
    ['a factor finer than it is kept', { ...TINY, price: { regions: { us: '1.00001' } } }, /at most four decimals/],
    ['a region that is none', { ...TINY, price: { regions: { 'U S': '1.1' } } }, /^price.regions.U S: /],
    ['a tier that does not exist', { ...TINY, tier: 'premium' }, /^tier: /],
    ['a capability that does not exist', { ...TINY, capabilities: ['telepathy'] }, /^capabilities.0: /],
    ['a quality above one', { ...TINY, quality: { overall: 62 } }, /^quality.overall: /],
    ['a provider with a slash', { ...TINY, provider: 'lab/x' }, /^provider: /],
    ['an alias that is the name', { ...TINY, aliases: ['tiny'] }, /^aliases: .*own name/],
    ['an alias twice', { ...TINY, aliases: ['t', 't'] }, /^aliases: .*twice/],
    ['price beside prices', { ...TINY, prices: [] }, /^prices: must not stand beside price/],
    ['a day that does not exist', { ...TINY, deprecated_on: '2026-02-30' }, /^deprecated_on: must be a day/],
    [
      'price rows out of order',
      { ...TINY, price: undefined, prices: [{ valid_from: '2026-02-01' }, { valid_from: '2026-01-01' }] },
      /^prices: must ascend/,
    ],
    ['a second row without a day', { ...TINY, price: undefined, prices: [{}, {}] }, /^prices: must ascend/],
    [
      'context tiers out of order',
      { ...TINY, price: { context_tiers: [{ above_input_tokens: 2 }, { above_input_tokens: 2 }] } },
      /^price.context_tiers: must ascend/,
    ],
    ['a service tier that is the standard', { ...TINY, price: { service_tiers: { standard: {} } } }, /service_tiers/],
  ])('refuses %s', (_, document, refusal) => {
    expect(refusals(document)).toEqual([expect.stringMatching(refusal)]);
  });
});

describe('toCatalogModel', () => {
  it('BX-05: fills what is left out with null, never with zero', () => {
    expect(catalogModel({ provider: 'lab', model: 'bare', tier: 'standard', capabilities: [] })).toEqual({
      provider: 'lab',
      model: 'bare',
      upstreamModel: 'bare',
      aliases: [],
      family: null,
      tier: 'standard',
      contextWindow: null,
      maxOutput: null,
      capabilities: [],
      regions: [],
      quality: {},
      prices: [],
      latencyMsP95: null,
      deprecatedOn: null,
    });
  });

  it('reads decimal dollars as nano-dollars per million tokens, and names a source where the document does not', () => {
    const [row] = catalogModel(TINY).prices;
    expect(row?.rates).toMatchObject({ input: 150_000_000n, output: 600_000_000n, cache_read: 75_000_000n });
    expect(row?.rates).toMatchObject({
      cache_write_5m: null,
      cache_write_1h: null,
      reasoning: null,
      audio_input: null,
    });
    expect(row?.source).toBe(UNNAMED_SOURCE);
    expect(row?.validFromMs).toBeNull();
  });

  it('gives the same figures the same row id however they are written, and other figures another one', () => {
    const id = rowId({ input_per_mtok_usd: '0.15', output_per_mtok_usd: '0.6' });
    expect(id).toMatch(/^lab\/tiny@initial#[0-9a-f]{8}$/);
    expect(rowId({ output_per_mtok_usd: '0.600', input_per_mtok_usd: '0.150', source: 'elsewhere' })).toBe(id);
    expect(rowId({ input_per_mtok_usd: '0.15', output_per_mtok_usd: '0.61' })).not.toBe(id);
    expect(rowId({ input_per_mtok_usd: '0.15', output_per_mtok_usd: '0.6', valid_from: '2026-01-01' })).toMatch(
      /^lab\/tiny@2026-01-01#/,
    );
  });

  it('a row has another id with regions than without, in whatever order they are written', () => {
    const price = { input_per_mtok_usd: '0.15', output_per_mtok_usd: '0.6' };
    const id = rowId({ ...price, regions: { us: '1.1', eu: '1.25' } });
    expect(rowId({ ...price, regions: { eu: '1.250', us: '1.1' } })).toBe(id);
    expect(rowId({ ...price, regions: { us: '1.1', eu: '1.2' } })).not.toBe(id);
    expect(rowId(price)).not.toBe(id);
    expect(rowId({ ...price, regions: {} })).toBe(rowId(price));
  });

  it('the id of a row without regions is what it was before there were any', () => {
    expect(rowId({ input_per_mtok_usd: '0.15', output_per_mtok_usd: '0.6' })).toBe('lab/tiny@initial#6f791031');
  });

  it('reads the factor of a region exactly, and writes it as it was', () => {
    const regions = { 'europe-west4': '1.1', free: '0', us: '1.0001' };
    const model = catalogModel({ ...TINY, price: { input_per_mtok_usd: '1', regions } });
    expect(model.prices[0]?.regions).toEqual({ 'europe-west4': 11_000, free: 0, us: 10_001 });
    expect(toModelDocument(model).price).toMatchObject({ regions });
  });

  it('tells a tier that keeps a rate from one that says it is not known', () => {
    const [row] = catalogModel({
      ...TINY,
      price: { input_per_mtok_usd: '1', service_tiers: { flex: { output_per_mtok_usd: null } } },
    }).prices;
    expect(row?.serviceTiers.flex?.rates).toEqual({ output: null });
  });
});

describe('toModelDocument', () => {
  it('writes every shipped model so that reading it again gives the same model', () => {
    for (const model of shippedModels) {
      expect(toCatalogModel(parse(toModelDocument(model)), priceTextHash)).toEqual(model);
    }
  });

  const decimal = fc.bigInt({ min: 0n, max: 10n ** 12n }).map((nano) => {
    const digits = nano.toString().padStart(10, '0');
    return `${digits.slice(0, -9)}.${digits.slice(-9)}`;
  });
  const rates = fc.record(
    { input_per_mtok_usd: fc.option(decimal), output_per_mtok_usd: decimal, cache_write_1h_per_mtok_usd: decimal },
    { requiredKeys: [] },
  );
  const price = fc
    .tuple(
      rates,
      rates,
      rates,
      fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text.trim() !== ''),
    )
    .map(([base, long, flex, source]) => ({
      ...base,
      source,
      context_tiers: [{ above_input_tokens: 1000, ...long }],
      service_tiers: { flex: { ...flex, context_tiers: [{ above_input_tokens: 1000, ...long }] } },
    }));
  const document = fc.record({
    provider: fc.constant('lab'),
    model: fc.stringMatching(/^[a-z]{1,8}$/),
    tier: fc.constantFrom(...TIERS),
    capabilities: fc.uniqueArray(fc.constantFrom(...CAPABILITIES)),
    context_window: fc.option(fc.integer({ min: 1, max: 2_000_000 })),
    price,
  });

  it('loses nothing of any document', () => {
    fc.assert(
      fc.property(document, (written) => {
        const model = catalogModel(written);
        expect(toCatalogModel(parse(toModelDocument(model)), priceTextHash)).toEqual(model);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a UTC day', () => {
  it('is the same day that the platform knows, in any century', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_135_596_800, max: 253_402_300_799 }), (seconds) => {
        const day = new Date(seconds * 1000).toISOString().slice(0, 10);
        expect(msToUtcDay(seconds * 1000)).toBe(day);
        expect(utcDayToMs(day)).toBe(Date.parse(day));
      }),
    );
  });

  it.each(['2026-02-29', '2026-13-01', '2026-1-1', '', '2026-01-01T00:00:00Z'])('is not "%s"', (text) => {
    expect(() => utcDayToMs(text)).toThrow(RangeError);
  });
});
