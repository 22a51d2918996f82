/**
 * The decision: a pure, total function of the request's facts, the tenant's catalog and policy, and the state of the
 * moment. Preview, receipt, replay and backtest call this same function.
 *
 * The layers of design §4, each of which only narrows or re-orders what the ones before it left: access, envelope and fit
 * (filters.ts), whose word decides (plan.ts, policy-layer.ts), signals, mode, ceiling and floor (floors.ts, rank.ts),
 * health (health.ts).
 */
import type { Catalog } from '../../catalog/domain/catalog';
import { contendersOf } from './contenders';
import type { DecisionResult } from './decision';
import { explain } from './explain';
import { byHealth } from './health';
import type { Facts, State } from './facts';
import { narrow } from './floors';
import { limitsOf, planOfAll } from './plan';
import { applyPolicy, type RunnablePolicy } from './policy-layer';
import { pin, rank } from './rank';
import { resolutionOf, resolveAll } from './resolve';

/** What stays the same from one request to the next. */
export interface Basis {
  readonly catalog: Catalog;
  /** What `facts.policy` identifies; null exactly when that is null. */
  readonly policy: RunnablePolicy | null;
}

export function decide(facts: Facts, { catalog, policy }: Basis, state: State): DecisionResult {
  const subjects = resolveAll(facts, catalog);
  if ('unknown' in subjects) return { kind: 'unknown_model', model: subjects.unknown };
  const plan = planOfAll(subjects, facts, { catalog, state });
  const fitting = contendersOf(plan, facts, { catalog, state });
  const chosen = applyPolicy(policy, fitting.contenders, { facts, catalog });
  const narrowed = narrow(chosen.contenders, plan, facts);
  const pinned = pin(rank(narrowed.contenders, plan), plan.mode);
  const { order, passedOver, notes } = byHealth(pinned.order, facts.at_ms);
  const decision = {
    resolution: resolutionOf(subjects[0]),
    decidedBy: plan.decidedBy,
    mode: plan.mode,
    limits: limitsOf(plan, facts),
    order,
    rejected: [...fitting.rejected, ...chosen.rejected, ...narrowed.rejected, ...pinned.rejected],
    passedOver,
    notes: [...plan.notes, ...narrowed.notes, ...notes],
  };
  return { kind: 'decided', decision: { ...decision, explanation: explain(decision) } };
}
