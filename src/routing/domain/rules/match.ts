/** Which of an endpoint's rules a request meets: the first that holds. */
import { EvaluationError } from '@marcbachmann/cel-js';
import type { CompiledRule, CompiledRules, MatchedRule } from './compile';
import { type EngineValue, type RuleFacts, type RuleState, SPEND } from './environment';

export interface RuleMatch {
  /** null: fall through to the endpoint's default. */
  readonly rule: MatchedRule | null;
  /** Why rules that might have held did not, without any value: `signal_missing:NAME`, `rule_error:INDEX:CODE`. */
  readonly notes: readonly string[];
}

/** A rule asked how much of the budget is used, and there is none: it counted as nothing. */
const NO_BUDGET = `${SPEND}:no_budget`;

export function matchRule(compiled: CompiledRules, facts: RuleFacts, state: RuleState): RuleMatch {
  if (compiled.rules.length === 0) return NOTHING;
  const values = new Map<string, EngineValue>();
  for (const [name, { valueOf }] of compiled.names) values.set(name, valueOf(facts, state));
  const notes = new Set<string>();
  for (const candidate of compiled.rules) {
    if (state.monthly_spend_pct === null && candidate.expression?.names.has(SPEND) === true) notes.add(NO_BUDGET);
    if (holds(candidate, values, notes)) return { rule: candidate.rule, notes: [...notes] };
  }
  return { rule: null, notes: [...notes] };
}

const NOTHING: RuleMatch = { rule: null, notes: [] };

/** A rule that fails does not match: what a caller sends must never make an endpoint unusable. */
function holds({ rule, expression }: CompiledRule, values: Map<string, EngineValue>, notes: Set<string>): boolean {
  if (expression === null) {
    notes.add(`rule_error:${rule.index}:not_admitted`);
    return false;
  }
  try {
    return expression.holds(values);
  } catch (error) {
    notes.add(noteOf(error, rule.index));
    return false;
  }
}

function noteOf(error: unknown, index: number): string {
  if (!(error instanceof EvaluationError)) return `rule_error:${index}:failed`;
  const missing = error.code === 'unknown_variable' && error.node?.op === 'id' ? error.node.args : null;
  return missing === null ? `rule_error:${index}:${error.code}` : `signal_missing:${missing}`;
}
