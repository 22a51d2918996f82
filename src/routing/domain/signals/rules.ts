/** The seventeen rules: what each looks for, what it weighs, and the category it belongs to. */
import type { Reading, Span } from './reading';
import { acrosticConstraint } from './rules/acrostic';
import { recursiveBelief } from './rules/belief';
import { causalConsistency } from './rules/causal-consistency';
import { causalIntervention } from './rules/causal-intervention';
import { temporalDependency } from './rules/chronology';
import { combinatorialSearch, interlockingConstraints } from './rules/constraint-satisfaction';
import { counterfactualHistory } from './rules/counterfactual-history';
import { counterfactualPhysics } from './rules/counterfactual-physics';
import { deceptionReasoning } from './rules/deception';
import { exactLengthConstraint } from './rules/exact-length';
import { proofObligation } from './rules/formal-proof';
import { multiAgentHiddenState } from './rules/hidden-state';
import { letterConstraint } from './rules/letters';
import { reverseChronology } from './rules/reverse-chronology';
import { selfReferentialConstraint } from './rules/self-reference';
import { entityStateTracking } from './rules/state-tracking';

interface RuleRow {
  readonly rule: string;
  readonly category: string;
  /** 3 for a rule that needs two independent pieces of evidence, 4 for one that needs three or more. */
  readonly weight: 3 | 4;
  /** Where the evidence stands; null when the structure is not there. */
  readonly find: (reading: Reading) => readonly Span[] | null;
}

export const SIGNAL_RULES = [
  { rule: 'counterfactual_physics', category: 'counterfactual', weight: 4, find: counterfactualPhysics },
  { rule: 'counterfactual_history', category: 'counterfactual', weight: 4, find: counterfactualHistory },
  { rule: 'causal_consistency_constraint', category: 'causality', weight: 3, find: causalConsistency },
  { rule: 'causal_intervention', category: 'causality', weight: 3, find: causalIntervention },
  { rule: 'acrostic_constraint', category: 'output_constraint', weight: 3, find: acrosticConstraint },
  { rule: 'letter_constraint', category: 'output_constraint', weight: 3, find: letterConstraint },
  { rule: 'exact_length_constraint', category: 'output_constraint', weight: 3, find: exactLengthConstraint },
  { rule: 'multi_agent_hidden_state', category: 'hidden_state', weight: 4, find: multiAgentHiddenState },
  { rule: 'entity_state_tracking', category: 'hidden_state', weight: 3, find: entityStateTracking },
  { rule: 'recursive_belief', category: 'belief', weight: 3, find: recursiveBelief },
  { rule: 'deception_reasoning', category: 'belief', weight: 3, find: deceptionReasoning },
  { rule: 'reverse_chronology', category: 'chronology', weight: 3, find: reverseChronology },
  { rule: 'temporal_dependency', category: 'chronology', weight: 3, find: temporalDependency },
  {
    rule: 'interlocking_constraints',
    category: 'constraint_satisfaction',
    weight: 4,
    find: interlockingConstraints,
  },
  { rule: 'combinatorial_search', category: 'constraint_satisfaction', weight: 3, find: combinatorialSearch },
  { rule: 'proof_obligation', category: 'formal_proof', weight: 3, find: proofObligation },
  { rule: 'self_referential_constraint', category: 'self_reference', weight: 3, find: selfReferentialConstraint },
] as const satisfies readonly RuleRow[];

export type SignalRule = (typeof SIGNAL_RULES)[number]['rule'];
export type SignalCategory = (typeof SIGNAL_RULES)[number]['category'];
