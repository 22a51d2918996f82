/** The compact form in which a decision is stored; the receipt is made of it by running `decide()` again. */
import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Catalog } from '../catalog';
import { type Decision, ENGINE_VERSION, selectedOf } from './domain/decision';
import { type Facts, saidFacts, type State } from './domain/facts';
import type { AppliedMutation } from './domain/policy-layer';

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
  /** What the policy changed in the request. */
  readonly mutations: readonly AppliedMutation[];
}

/** One line of JSON for `route_decisions`. */
export function decisionRow(call: DecidedCall): string {
  const { decision, facts } = call;
  const first = selectedOf(decision);
  const selected = first?.candidate;
  const sections = sectionsOf(decision);
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
    estimated_cost_nano_usd: first?.estimatedCost?.toString(),
    mode: decision.mode,
    explanation: decision.explanation,
    ...reasonColumns(decision, facts),
    engine_version: ENGINE_VERSION,
    catalog_hash: call.catalog.hash,
    // Objects, which ClickHouse takes into a column of text as they are written.
    facts: saidFacts(facts),
    state: call.state,
    candidate_order: decision.order.map(({ candidate }) => candidate.index),
    rejected: rejectedByReason(decision),
    mutations: call.mutations.length === 0 ? null : JSON.stringify(call.mutations),
    digest: digestOf(sections),
    // Of most decisions two sections are empty, and a call into the library costs as much as a short text.
    section_digests: sections.map((text) => (text === '' ? 0 : crc32(text))),
  });
}

const reasonColumns = ({ decidedBy }: Decision, { signals, policy }: Facts): Record<string, unknown> => ({
  decided_by: decidedBy.kind,
  rule: decidedBy.kind === 'rule' ? (decidedBy.label ?? decidedBy.if) : null,
  policy_identity: policy?.identity,
  signals: signals?.fired.map(({ rule }) => rule) ?? [],
  complexity_score: signals?.score ?? null,
});

/** What replay compares, in the order in which a difference is named. */
export const SECTIONS = ['decided_by', 'order', 'estimates', 'reasons', 'notes', 'explanation'] as const;
export type Section = (typeof SECTIONS)[number];

/** The decision as text, section by section: equal texts are equal decisions. */
export function sectionsOf(decision: Decision): readonly string[] {
  const { order } = decision;
  const text: Record<Section, string> = {
    decided_by: JSON.stringify([decision.decidedBy, decision.mode, decision.resolution]),
    order: order.map(({ candidate, line }) => `${candidate.index}:${line}`).join(),
    estimates: order.map(({ estimatedCost, latencyMs, score }) => `${estimatedCost}:${latencyMs}:${score}`).join(),
    reasons: [
      ...order.flatMap(({ candidate, missed }) => (missed === null ? [] : [`${candidate.index}:${missed}`])),
      ...decision.rejected.map(({ candidate, reason }) => `${candidate.index}:${reason}`),
    ].join(),
    notes: decision.notes.map(({ layer, text: note }) => `${layer}:${note}`).join('\n'),
    explanation: decision.explanation,
  };
  return SECTIONS.map((section) => text[section]);
}

/** SHA-256 over all sections. */
export const digestOf = (sections: readonly string[]): string => hash('sha256', sections.join('\n\n'), 'hex');

/** How many for each reason; which ones, the receipt finds out again. */
export function rejectedByReason({ rejected }: Decision): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { reason } of rejected) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}
