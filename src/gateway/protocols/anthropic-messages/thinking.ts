/** How much a model shall think, in the words that it takes. */
import type { Conversation, Effort, Reasoning } from '../../domain/conversation/conversation';
import { budgetOf, effortOf } from '../../domain/conversation/effort';
import { unbindSignature } from '../bound-signature';
import type { Destination, JsonObject } from '../dialect';
import { type ModelTraits, traitsOf } from './model-traits';

export interface Thinking {
  /** null: nothing is said. */
  readonly thinking: JsonObject | null;
  readonly effort: string | null;
}

const UNSAID: Thinking = { thinking: null, effort: null };

// Anthropic refuses less.
const LEAST_BUDGET = 1024;
// Where thoughts are wished for, and not how much.
const USUAL_BUDGET = 8192;

/** @param maxTokens as it is sent: thoughts count towards it */
export function thinkingFor(conversation: Conversation, to: Destination, maxTokens: number): Thinking {
  const { reasoning } = conversation;
  if (reasoning === null || !to.reasons) return UNSAID;
  const traits = traitsOf(to.upstreamModel);
  if (reasoning.effort === 'none') return withoutThought(traits);
  // To be made to call a tool and to think beforehand exclude each other; the call is what the caller cannot do without.
  const silent = isForced(conversation) && traits.forcedTools;
  if (traits.thinking !== 'budget') return byEffort(reasoning, traits, silent);
  return silent || lacksThought(conversation) ? UNSAID : byBudget(reasoning, maxTokens);
}

export const isForced = ({ toolChoice, tools }: Conversation): boolean =>
  tools.length > 0 && (toolChoice?.kind === 'required' || toolChoice?.kind === 'tool');

const withoutThought = ({ thinking }: ModelTraits): Thinking =>
  thinking === 'always' ? { thinking: null, effort: 'low' } : { thinking: { type: 'disabled' }, effort: null };

function byEffort(reasoning: Reasoning, { thinking, xhigh }: ModelTraits, silent: boolean): Thinking {
  const effort = effortOf(reasoning);
  return {
    thinking:
      silent && thinking !== 'always'
        ? null
        : { type: 'adaptive', ...(reasoning.visible && { display: 'summarized' }) },
    effort: effort === null ? null : effortWord(effort, xhigh),
  };
}

function effortWord(effort: Effort, xhigh: boolean): string {
  if (effort === 'minimal' || effort === 'none') return 'low';
  return effort === 'xhigh' && !xhigh ? 'high' : effort;
}

/** At most half of what the model may write, so that an answer has room beside the thoughts. */
function byBudget(reasoning: Reasoning, maxTokens: number): Thinking {
  const wanted = Math.max(budgetOf(reasoning) ?? USUAL_BUDGET, LEAST_BUDGET);
  const budget = Math.min(wanted, Math.floor(maxTokens / 2));
  return budget < LEAST_BUDGET ? UNSAID : { thinking: { type: 'enabled', budget_tokens: budget }, effort: null };
}

/**
 * In the middle of a turn of tool calls the model wants the thought that led to the calls. Where another model made them
 * there is none, and Anthropic refuses to go on thinking.
 */
function lacksThought({ turns }: Conversation): boolean {
  const results = turns.at(-1)?.parts.some(({ type }) => type === 'tool_result') ?? false;
  const calling = turns.findLast(({ role }) => role === 'assistant');
  return (
    results &&
    calling?.parts.some(
      (part) => part.type === 'reasoning' && unbindSignature('anthropic_messages', part.signature) !== null,
    ) !== true
  );
}
