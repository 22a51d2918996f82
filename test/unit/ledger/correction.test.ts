/** What late price corrections find, and what they add. */
import fc from 'fast-check';
import type { PriceRow, Rates } from '../../../src/catalog/domain/price';
import { correctionOf, periodsOf, type PricedAttempt } from '../../../src/ledger/domain/correction';
import { parseUsd } from '../../../src/shared/domain/money';
import { NO_USAGE, USAGE_BUCKETS } from '../../../src/shared/domain/usage';

const NO_RATES = Object.fromEntries(USAGE_BUCKETS.map((bucket) => [bucket, null])) as Rates;

const row = (input: string | null, validFromMs: number | null = null): PriceRow => ({
  ...{ id: `lab/tiny@${validFromMs ?? 'initial'}#${input}`, validFromMs, source: 'test' },
  rates: { ...NO_RATES, input: input === null ? null : parseUsd(input), output: parseUsd('0') },
  ...{ contextTiers: [], serviceTiers: { flex: { rates: { input: parseUsd('0.5') }, contextTiers: [] } } },
  regions: { us: 11_000 },
});

const attempt = (more: Partial<PricedAttempt> = {}): PricedAttempt => ({
  ...{ queuedAtMs: 0, usage: { ...NO_USAGE, input: 1_000_000 }, usageSource: 'provider_final' },
  ...{ serviceTier: 'standard', priceRegion: null, cost: parseUsd('1'), ...more },
});

describe('a correction', () => {
  it.each([
    {
      what: 'another price',
      recorded: attempt(),
      input: '3',
      cost: { amount: parseUsd('3'), status: 'priced' },
      difference: '2',
    },
    {
      what: 'a lower one',
      recorded: attempt(),
      input: '0.25',
      cost: { amount: parseUsd('0.25'), status: 'priced' },
      difference: '-0.75',
    },
    {
      what: 'a price where there was none',
      recorded: attempt({ cost: null }),
      input: '3',
      cost: { amount: parseUsd('3') },
      difference: '3',
    },
    {
      what: 'a price of nothing where there was none',
      recorded: attempt({ cost: null }),
      input: '0',
      cost: { status: 'free' },
      difference: '0',
    },
    {
      what: 'tokens that we counted',
      recorded: attempt({ usageSource: 'estimated_bytes' }),
      input: '3',
      cost: { status: 'estimated' },
      difference: '2',
    },
    {
      what: 'the tier that served it',
      recorded: attempt({ serviceTier: 'flex' }),
      input: '3',
      cost: { amount: parseUsd('0.5') },
      difference: '-0.5',
    },
    {
      what: 'the region that it was kept in',
      recorded: attempt({ priceRegion: 'us' }),
      input: '3',
      cost: { amount: parseUsd('3.3'), status: 'priced' },
      difference: '2.3',
    },
  ])('adds the difference: $what', ({ recorded, input, cost, difference }) => {
    const expected = { kind: 'adjusted', cost, difference: parseUsd(difference) };
    expect(correctionOf(recorded, [row(input)])).toMatchObject(expected);
  });

  it('is none where the cost is the same, by whatever row', () => {
    expect(correctionOf(attempt(), [row('1', 0)])).toEqual({ kind: 'same' });
    expect(correctionOf(attempt({ cost: null }), [row(null)])).toEqual({ kind: 'same' });
  });

  it('BX-05: never takes a cost away because a price has become unknown', () => {
    expect(correctionOf(attempt(), [row(null)])).toEqual({ kind: 'unpriced' });
  });

  it('after any number of them, cost and differences add up to the cost by the last price', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1 }), (prices) => {
        let recorded = attempt();
        let sum = recorded.cost ?? 0n;
        for (const price of prices) {
          const correction = correctionOf(recorded, [row(String(price))]);
          if (correction.kind !== 'adjusted') continue;
          sum += correction.difference;
          recorded = { ...recorded, cost: correction.cost.amount };
        }
        return sum === parseUsd(String(prices.at(-1)));
      }),
    );
  });
});

describe('the periods of prices', () => {
  const ROWS = [row('1'), row('2', 100), row('3', 200)];

  it.each([
    [
      'all of them',
      0,
      300,
      [
        [0, 100],
        [100, 200],
        [200, 300],
      ],
    ],
    ['a part of one', 120, 130, [[120, 130]]],
    [
      'across a boundary',
      150,
      201,
      [
        [150, 200],
        [200, 201],
      ],
    ],
    ['up to a boundary', 0, 100, [[0, 100]]],
  ] as const)('%s', (_what, fromMs, toMs, expected) => {
    expect(periodsOf(ROWS, { fromMs, toMs }).map((period) => [period.fromMs, period.toMs])).toEqual(expected);
  });

  it('there is none before the first price', () => {
    expect(periodsOf([row('1', 100)], { fromMs: 0, toMs: 100 })).toEqual([]);
    expect(periodsOf([], { fromMs: 0, toMs: 100 })).toEqual([]);
  });
});
