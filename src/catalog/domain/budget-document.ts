/** One budget as `bursar.yaml` writes it: an amount for a month of the calls in its scope. */
import { z } from 'zod';
import { type NanoUsd, parseUsd } from '../../shared/domain/money';
import { isTimezone } from '../../shared/domain/timezone';
import { notYet } from './endpoint-document';

/** What a scope may name; `team`, `project` and `key` by name or id. */
export const BUDGET_DIMENSIONS = ['endpoint', 'team', 'project', 'key', 'workflow', 'customer', 'environment'] as const;
export type BudgetDimension = (typeof BUDGET_DIMENSIONS)[number];

/** A call is in it when it has every value; an empty one is the whole tenant. */
export type BudgetScope = Readonly<Partial<Record<BudgetDimension, string | undefined>>>;

export interface Budget {
  readonly name: string;
  readonly owner: string | null;
  readonly scope: BudgetScope;
  /** More than zero. */
  readonly limit: NanoUsd;
  /** IANA zone whose months are its windows. */
  readonly timezone: string;
}

// Each of them is added to at every call in its scope.
export const MAX_BUDGETS = 500;

const text = z.string().min(1).max(200);

const scopeSchema = z
  .strictObject(
    Object.fromEntries(BUDGET_DIMENSIONS.map((name) => [name, text.optional()])) as Record<
      BudgetDimension,
      z.ZodOptional<typeof text>
    >,
  )
  // No rollup has it beside the others, and month by month the raw rows are too many.
  .refine((scope) => scope.endpoint === undefined || Object.keys(scope).length === 1, {
    path: ['endpoint'],
    error: 'must stand alone in its scope',
  });

export const budgetDocumentSchema = z.strictObject({
  name: z
    .string()
    .max(100)
    .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, 'must be letters, digits, "-", "_" or "."'),
  owner: text.optional(),
  scope: scopeSchema,
  limit_usd: z
    .string({ error: 'must be a quoted decimal such as "500"' })
    .refine(isAmount, 'must be a decimal of more than zero USD with at most nine decimals, such as "500"'),
  window: z.literal('month', { error: 'must be month; other windows are not supported yet in this version' }),
  timezone: z.string().refine(isTimezone, 'must be an IANA time zone such as Europe/Berlin').optional(),
  thresholds: notYet,
  protect_tiers: notYet,
});
export type BudgetDocument = z.infer<typeof budgetDocumentSchema>;

export const toBudget = (document: BudgetDocument): Budget => ({
  name: document.name,
  owner: document.owner ?? null,
  scope: document.scope,
  limit: parseUsd(document.limit_usd),
  timezone: document.timezone ?? 'UTC',
});

function isAmount(decimal: string): boolean {
  try {
    return parseUsd(decimal) > 0n;
  } catch {
    return false;
  }
}
