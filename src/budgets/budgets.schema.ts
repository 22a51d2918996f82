/** Budgets as the API shows them. */
import { z } from 'zod';
import { budgetDocumentSchema } from '../catalog';

/** The entry of the document, with what is known of its month; null where the ledger has not been read since the start. */
export const budgetView = budgetDocumentSchema.pick({ name: true, scope: true, limit_usd: true, window: true }).extend({
  owner: z.string().nullable(),
  timezone: z.string(),
  managed_by: z.enum(['api', 'file']),
  /** false: the scope names a team, project or key that does not exist, and no call is in it. */
  scope_found: z.boolean(),
  window_start: z.string(),
  /** Exclusive. */
  window_end: z.string(),
  spent_usd: z.string().nullable(),
  /** Spent, of the limit; 1 is all of it. */
  fraction: z.number().nullable(),
  /** Attempts whose cost is not known, and not in `spent_usd`. */
  unpriced_attempts: z.int().nullable(),
  /** When the ledger was read; what this replica settled since is in `spent_usd` too. */
  as_of: z.string().nullable(),
});
export type BudgetView = z.output<typeof budgetView>;
