/** What a call cost, from what its attempts cost. */
import type { Cost } from '../../shared/domain/cost';
import { nanoUsd } from '../../shared/domain/money';

/** Of both together: unknown as soon as one of them is, an estimate as soon as one of them is. */
export function costTogether(before: Cost, then: Cost): Cost {
  if (before.amount === null) return before;
  if (then.amount === null) return then;
  return {
    status: STATUSES.find((status) => status === before.status || status === then.status) ?? then.status,
    amount: nanoUsd(before.amount + then.amount),
    priceRowId: then.priceRowId,
  };
}

/** The one that says less stands for both. */
const STATUSES = ['estimated', 'priced', 'free'] as const;
