/** The one function that prices usage: exact, monotone, and never silent about what is not known. */
import fc from 'fast-check';
import {
  costOf,
  effectiveRates,
  type PricedCall,
  type PriceRow,
  priceRowAt,
  type Rates,
} from '../../../src/catalog/domain/price';
import { type NanoUsd, nanoUsd, parseUsd } from '../../../src/shared/domain/money';
import { NO_USAGE, type Usage, USAGE_BUCKETS, type UsageBucket } from '../../../src/shared/domain/usage';

const ratesOf = (dollars: Partial<Record<UsageBucket, string>>): Rates =>
  Object.fromEntries(
    USAGE_BUCKETS.map((bucket) => [bucket, dollars[bucket] === undefined ? null : parseUsd(dollars[bucket])]),
  ) as Rates;

const row = (dollars: Partial<Record<UsageBucket, string>>, more: Partial<PriceRow> = {}): PriceRow => ({
  id: 'lab/tiny@initial#00000000',
  validFromMs: null,
  rates: ratesOf(dollars),
  contextTiers: [],
  serviceTiers: {},
  source: 'test',
  ...more,
});

const call = (usage: Partial<Usage> | null, more: Partial<PricedCall> = {}): PricedCall => ({
  usage: usage === null ? null : { ...NO_USAGE, ...usage },
  usageEstimated: false,
  serviceTier: 'standard',
  region: null,
  atMs: 0,
  ...more,
});

const SIMPLE = row({ input: '0.15', output: '0.60' });
const usd = (text: string): NanoUsd => parseUsd(text);

describe('costOf', () => {
  it('adds up the buckets exactly and rounds once', () => {
    const cost = costOf(call({ input: 1_000_000, output: 500_000 }), [SIMPLE]);
    expect(cost).toEqual({ status: 'priced', amount: usd('0.45'), priceRowId: SIMPLE.id });
    // 0.4 nano-dollars each: rounded bucket by bucket they would be nothing.
    const fine = row({ input: '0.0004', output: '0.0004' });
    expect(costOf(call({ input: 1, output: 1 }), [fine]).amount).toBe(1n);
  });

  it.each([
    ['usage that nobody reported', call(null), [SIMPLE], { status: 'usage_missing', usd: null }],
    ['no price row', call({ input: 1 }), [], { status: 'unpriced', usd: null }],
    ['a bucket without a rate', call({ input: 1, audio_input: 1 }), [SIMPLE], { status: 'unpriced', usd: null }],
    ['a one-hour cache write without a rate', call({ cache_write_1h: 1 }), [SIMPLE], { status: 'unpriced', usd: null }],
    [
      'usage that we estimated',
      call({ input: 1_000_000 }, { usageEstimated: true }),
      [SIMPLE],
      { status: 'estimated', usd: '0.15' },
    ],
    [
      'reasoning, which is billed as output',
      call({ reasoning: 1_000_000 }),
      [SIMPLE],
      { status: 'priced', usd: '0.6' },
    ],
    [
      'a cache hit without a rate, bounded by fresh input',
      call({ cache_read: 1_000_000 }),
      [SIMPLE],
      { status: 'estimated', usd: '0.15' },
    ],
    [
      'a model that costs nothing',
      call({ input: 5 }),
      [row({ input: '0', output: '0' })],
      { status: 'free', usd: '0' },
    ],
    [
      'a model whose text costs nothing, but not its audio',
      call({ audio_input: 1_000_000 }),
      [row({ input: '0', output: '0', audio_input: '1' })],
      { status: 'priced', usd: '1' },
    ],
    ['no tokens at all', call({}), [SIMPLE], { status: 'priced', usd: '0' }],
  ] as const)('BX-05: %s', (_, priced, rows, expected) => {
    expect(costOf(priced, rows)).toMatchObject({
      status: expected.status,
      amount: expected.usd === null ? null : usd(expected.usd),
    });
  });

  it('BX-05: a price that is not known is never zero, whatever was used', () => {
    const unknown = row({});
    fc.assert(
      fc.property(someUsage(), (usage) => {
        const cost = costOf(call(usage), [unknown]);
        const used = USAGE_BUCKETS.some((bucket) => usage[bucket] > 0);
        expect(cost.status).toBe(used ? 'unpriced' : 'priced');
      }),
    );
  });
});

describe('priceRowAt', () => {
  const rows = [row({}), row({}, { id: 'second', validFromMs: 1000 }), row({}, { id: 'third', validFromMs: 2000 })];
  it.each([
    [-1, SIMPLE.id],
    [999, SIMPLE.id],
    [1000, 'second'],
    [1999, 'second'],
    [2000, 'third'],
    [1e15, 'third'],
  ])('at %d ms gives %s', (atMs, id) => {
    expect(priceRowAt(rows, atMs)?.id).toBe(id);
  });

  it('gives nothing before the first row begins', () => {
    expect(priceRowAt([row({}, { validFromMs: 1000 })], 999)).toBeNull();
  });
});

describe('context and service tiers', () => {
  const tiered = row(
    { input: '2', output: '10', cache_read: '0.2' },
    {
      contextTiers: [{ aboveInputTokens: 272_000, rates: { input: usd('4'), output: usd('15') } }],
      serviceTiers: {
        flex: {
          rates: { input: usd('1'), output: usd('5') },
          contextTiers: [{ aboveInputTokens: 272_000, rates: { input: usd('2'), output: usd('7.5') } }],
        },
        batch: { rates: { input: usd('1') }, contextTiers: [] },
        priority: { rates: { input: usd('5'), output: null }, contextTiers: [] },
      },
    },
  );

  it.each([
    ['up to the limit', 272_000, 'standard', { input: '2', output: '10', cache_read: '0.2' }],
    ['one token above it', 272_001, 'standard', { input: '4', output: '15', cache_read: '0.2' }],
    ['in a service tier', 10, 'flex', { input: '1', output: '5', cache_read: '0.2' }],
    ['in a service tier with long rates of its own', 272_001, 'flex', { input: '2', output: '7.5', cache_read: '0.2' }],
    ['in a service tier without them: the dearer', 272_001, 'batch', { input: '4', output: '15', cache_read: '0.2' }],
    ['in a service tier whose output is not known', 272_001, 'priority', { input: '5', cache_read: '0.2' }],
  ] as const)('%s', (_, inputTokens, tier, dollars) => {
    expect(effectiveRates(tiered, inputTokens, tier)).toEqual(ratesOf(dollars));
  });

  it.each([
    ['standard', 'priced'],
    ['flex', 'priced'],
    ['batch', 'estimated'],
  ] as const)('a long input in %s is %s', (serviceTier, status) => {
    expect(costOf(call({ input: 300_000 }, { serviceTier }), [tiered]).status).toBe(status);
  });

  it('BX-05: a service tier that the row does not know is an estimate at the standard rates', () => {
    const cost = costOf(call({ input: 1_000_000 }, { serviceTier: 'priority' }), [SIMPLE]);
    expect(cost).toMatchObject({ status: 'estimated', amount: usd('0.15') });
  });

  it('the length is that of everything that goes in, cached or not', () => {
    const usage = { input: 2000, cache_read: 270_000, cache_write_5m: 1000 };
    const priced = row(
      { input: '2', output: '10', cache_read: '0.2', cache_write_5m: '2.5' },
      {
        contextTiers: tiered.contextTiers,
      },
    );
    expect(costOf(call(usage), [priced]).amount).toBe(usd('0.0645'));
  });
});

describe('regions', () => {
  const regional = row(Object.fromEntries(USAGE_BUCKETS.map((bucket) => [bucket, '2'])), {
    contextTiers: [{ aboveInputTokens: 272_000, rates: { input: usd('4') } }],
    serviceTiers: { flex: { rates: { input: usd('1'), output: usd('1') }, contextTiers: [] } },
    regions: { us: 11_000 },
  });
  const inUs = { region: 'us' };

  it.each(USAGE_BUCKETS)('the factor is on the rate of %s', (bucket) => {
    const cost = costOf(call({ [bucket]: 100_000 }, inUs), [regional]);
    expect(cost).toMatchObject({ status: 'priced', amount: usd('0.22') });
  });

  it('the factor is on the rates of a long input, and on those of a service tier', () => {
    expect(costOf(call({ input: 300_000 }, inUs), [regional]).amount).toBe(usd('1.32'));
    expect(costOf(call({ input: 100_000 }, { ...inUs, serviceTier: 'flex' }), [regional]).amount).toBe(usd('0.11'));
  });

  it('with a factor too the sum is rounded once', () => {
    // 0.44 nano-dollars each: rounded bucket by bucket, or before the factor, they would be nothing.
    const fine = row({ input: '0.0004', output: '0.0004' }, { regions: { us: 11_000, eu: 12_500 } });
    expect(costOf(call({ input: 1, output: 0 }, { region: 'eu' }), [fine]).amount).toBe(1n);
    expect(costOf(call({ input: 1, output: 1 }, inUs), [fine]).amount).toBe(1n);
  });

  it.each(['eu', 'toString'])(
    'in %s, which the row does not list, it is an estimate at the rates of the row',
    (region) => {
      const cost = costOf(call({ input: 100_000 }, { region }), [regional]);
      expect(cost).toMatchObject({ status: 'estimated', amount: usd('0.2') });
    },
  );

  it('without a region a row with regions prices as one without', () => {
    fc.assert(
      fc.property(somePricedRow(), someUsage(), (priced, usage) => {
        const listed = { ...priced, regions: { us: 11_000 } };
        expect(costOf(call(usage), [listed])).toEqual(costOf(call(usage), [priced]));
      }),
    );
  });
});

describe('laws', () => {
  it('more tokens never cost less, where rates rise with the length', () => {
    fc.assert(
      fc.property(somePricedRow(), someUsage(), someUsage(), (priced, usage, added) => {
        const less = costOf(call(usage), [priced]).amount;
        const more = costOf(call(sumOf(usage, added)), [priced]).amount;
        expect(less !== null && more !== null && more >= less).toBe(true);
      }),
    );
  });

  it('the cost is the sum of its buckets, up to half a nano-dollar for each rounding', () => {
    fc.assert(
      fc.property(somePricedRow(), someUsage(), (priced, usage) => {
        const flat = { ...priced, contextTiers: [] };
        const whole = costOf(call(usage), [flat]).amount ?? -1n;
        const parts = USAGE_BUCKETS.map((bucket) => costOf(call({ [bucket]: usage[bucket] }), [flat]).amount ?? -1n);
        const difference = parts.reduce((sum, part) => sum + part, 0n) - whole;
        expect(difference < 0n ? -difference : difference).toBeLessThanOrEqual(BigInt(USAGE_BUCKETS.length));
      }),
    );
  });
});

function someUsage(): fc.Arbitrary<Usage> {
  const tokens = fc.integer({ min: 0, max: 400_000 });
  return fc
    .tuple(...USAGE_BUCKETS.map(() => tokens))
    .map((counts) => Object.fromEntries(USAGE_BUCKETS.map((bucket, index) => [bucket, counts[index]])) as Usage);
}

const sumOf = (a: Usage, b: Usage): Usage =>
  Object.fromEntries(USAGE_BUCKETS.map((bucket) => [bucket, a[bucket] + b[bucket]])) as Usage;

/** All buckets priced; beyond 200,000 tokens each costs at least as much. */
function somePricedRow(): fc.Arbitrary<PriceRow> {
  const rate = fc.bigInt({ min: 0n, max: 10n ** 11n });
  const factor = fc.bigInt({ min: 1n, max: 3n });
  return fc.tuple(fc.tuple(...USAGE_BUCKETS.map(() => rate)), factor).map(([nanos, times]) => {
    const rates = (scale: bigint) =>
      Object.fromEntries(
        USAGE_BUCKETS.map((bucket, index) => [bucket, nanoUsd((nanos[index] ?? 0n) * scale)]),
      ) as Rates;
    return row({}, { rates: rates(1n), contextTiers: [{ aboveInputTokens: 200_000, rates: rates(times) }] });
  });
}
