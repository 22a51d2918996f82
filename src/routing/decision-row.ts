/** The compact form in which a decision is stored; the receipt is made of it by running `decide()` again. */
import { hash } from 'node:crypto';
import type { Catalog } from '../catalog';
import { type Decision, ENGINE_VERSION, selectedOf } from './domain/decision';
import type { Facts, State } from './domain/facts';

export interface DecidedCall {
  readonly tenantId: string;
  readonly teamId: string | null;
  readonly projectId: string | null;
  readonly keyId: string;
  readonly workflow: string | null;
  readonly decisionId: string;
  readonly requestId: string;
  readonly facts: Facts;
  readonly state: State;
  readonly catalog: Catalog;
  readonly decision: Decision;
}

/** One line of JSON for `route_decisions`. */
export function decisionRow(call: DecidedCall): string {
  const { decision, facts } = call;
  const selected = selectedOf(decision)?.candidate;
  return JSON.stringify({
    tenant_id: call.tenantId,
    decided_at: (facts.at_ms / 1000).toFixed(3),
    decision_id: call.decisionId,
    request_id: call.requestId,
    key_id: call.keyId,
    // ClickHouse takes a null for the column's default.
    team_id: call.teamId,
    project_id: call.projectId,
    workflow: call.workflow,
    task: facts.task,
    endpoint: decision.resolution.kind === 'endpoint' ? decision.resolution.endpoint : null,
    requested_model: facts.requested_model,
    outcome: selected ? 'selected' : 'no_candidate',
    selected_provider: selected?.provider.name,
    selected_model: selected?.model.model,
    tier: selected?.model.tier,
    engine_version: ENGINE_VERSION,
    catalog_hash: call.catalog.hash,
    facts: JSON.stringify(facts),
    state: JSON.stringify(call.state),
    candidate_order: decision.order.map(({ candidate }) => candidate.index),
    rejected: rejectedByReason(decision),
    digest: digestOf(decision),
  });
}

/** SHA-256 over order, costs, reasons and explanation: equal digests are equal decisions. */
export function digestOf(decision: Decision): string {
  const order = decision.order.map(
    ({ candidate, estimatedCost }) => `${candidate.index}:${estimatedCost ?? 'unpriced'}`,
  );
  const rejected = decision.rejected.map(({ candidate, reason }) => `${candidate.index}:${reason}`);
  return hash('sha256', [decision.mode, order.join(), rejected.join(), decision.explanation].join('\n'), 'hex');
}

/** How many for each reason; which ones, the receipt finds out again. */
function rejectedByReason({ rejected }: Decision): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { reason } of rejected) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}
