/** What a candidate is expected to cost: the same function as the price afterwards, with what is known before. */
import { decided, type Lab, model, orderOf } from './lab';

const TIERED: Lab = {
  models: [
    model('steady', '2'),
    model('patient', '3', {
      price: {
        ...{ input_per_mtok_usd: '3', output_per_mtok_usd: '3', source: 'test' },
        service_tiers: { flex: { input_per_mtok_usd: '1', output_per_mtok_usd: '1' } },
      },
    }),
  ],
};

it('a call is estimated at the price of the region that it asks for', () => {
  const regional: Lab = {
    models: [
      model('steady', '2'),
      model('kept', '3', {
        price: { input_per_mtok_usd: '3', output_per_mtok_usd: '3', regions: { us: '1.1' }, source: 'test' },
      }),
    ],
  };
  const costs = (more: object): (bigint | null)[] => decided(regional, more).order.map((one) => one.estimatedCost);
  expect(costs({})).toEqual([2_200_000n, 3_300_000n]);
  expect(costs({ price_region: 'us' })).toEqual([2_200_000n, 3_630_000n]);
});

it('BX-09: a call is estimated at the rates of the service tier that it asks for', () => {
  expect(orderOf(decided(TIERED))).toEqual(['lab/steady', 'lab/patient']);
  const asked = decided(TIERED, { service_tier: 'flex' });
  expect(orderOf(asked)).toEqual(['lab/patient', 'lab/steady']);
  // 1000 tokens in and 100 out at 1 USD a million.
  expect(asked.order[0]?.estimatedCost).toBe(1_100_000n);
});
