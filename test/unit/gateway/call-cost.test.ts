/** The cost of a call from those of its attempts. */
import { costTogether } from '../../../src/gateway/domain/call-cost';
import type { Cost } from '../../../src/shared/domain/cost';
import { nanoUsd } from '../../../src/shared/domain/money';

const known = (status: 'priced' | 'free' | 'estimated', nano: bigint): Cost => ({
  ...{ status, amount: nanoUsd(nano), priceRowId: 'row' },
});
const UNKNOWN: Cost = { status: 'usage_missing', amount: null, priceRowId: null };
const UNPRICED: Cost = { status: 'unpriced', amount: null, priceRowId: null };

it.each<[string, Cost, Cost, Pick<Cost, 'status' | 'amount'>]>([
  ['their sum', known('priced', 2n), known('priced', 3n), { status: 'priced', amount: nanoUsd(5n) }],
  [
    'an estimate when one is',
    known('estimated', 2n),
    known('priced', 3n),
    { status: 'estimated', amount: nanoUsd(5n) },
  ],
  ['free only when both are', known('free', 0n), known('priced', 3n), { status: 'priced', amount: nanoUsd(3n) }],
  ['unknown when the first is', UNKNOWN, known('priced', 3n), { status: 'usage_missing', amount: null }],
  ['unknown when the last is', known('priced', 3n), UNPRICED, { status: 'unpriced', amount: null }],
])('BX-06: of two attempts is %s', (_what, before, then, expected) => {
  expect(costTogether(before, then)).toMatchObject(expected);
});
