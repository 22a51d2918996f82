/** How Gemini is told how hard to think. */
import type { Effort, Reasoning } from '../../domain/conversation/conversation';
import { budgetOf, effortOf } from '../../domain/conversation/effort';
import type { Destination, JsonObject } from '../dialect';
import { withoutNulls } from '../wire';
import { geminiModel, type ThinkingBudget } from './models';

/** Not all of these models know a level below `LOW`, and none knows one above `HIGH`. */
const LEVELS: Readonly<Record<Effort, string>> = {
  none: 'LOW',
  minimal: 'LOW',
  low: 'LOW',
  medium: 'MEDIUM',
  high: 'HIGH',
  xhigh: 'HIGH',
  max: 'HIGH',
};

/** null where nothing is said, and for models that do not reason, which refuse it. */
export function thinkingConfig(reasoning: Reasoning | null, to: Destination): JsonObject | null {
  if (reasoning === null || !to.reasons) return null;
  const { generation, budget } = geminiModel(to.upstreamModel);
  const effort = effortOf(reasoning);
  const tokens = budgetOf(reasoning);
  const said =
    generation === 2
      ? { thinkingBudget: tokens === null ? null : within(tokens, budget) }
      : { thinkingLevel: effort === null ? null : LEVELS[effort] };
  return withoutNulls({ ...said, includeThoughts: reasoning.visible && effort !== 'none' });
}

function within(tokens: number, { least, most, canStop }: ThinkingBudget): number {
  return tokens === 0 && canStop ? 0 : Math.min(Math.max(tokens, least), most);
}
