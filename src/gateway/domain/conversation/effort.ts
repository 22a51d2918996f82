/** How hard to think, in words and in tokens: some dialects say the one, some the other. */
import type { Effort, Reasoning } from './conversation';

/**
 * No provider publishes what its words are worth. These are Google's steps between the budgets of Gemini 2.5 and the
 * levels of its successors, and double upwards from there.
 */
const BUDGETS: Readonly<Record<Effort, number>> = {
  none: 0,
  minimal: 512,
  low: 2048,
  medium: 8192,
  high: 16_384,
  xhigh: 24_576,
  max: 32_768,
};

/** Null where neither is said. */
export const budgetOf = ({ effort, budgetTokens }: Reasoning): number | null =>
  budgetTokens ?? (effort === null ? null : BUDGETS[effort]);

/** The least effort that allows the budget: beyond `high` a budget says nothing that every model can do. */
export function effortOf({ effort, budgetTokens }: Reasoning): Effort | null {
  if (effort !== null || budgetTokens === null) return effort;
  const steps = ['none', 'minimal', 'low', 'medium'] as const;
  return steps.find((step) => budgetTokens <= BUDGETS[step]) ?? 'high';
}
